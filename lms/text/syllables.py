"""Where a word in Myanmar script may be divided: between orthographic syllables, never inside one."""

import re

_LETTERS = (
    "\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
    "\ua9e0-\ua9e4\ua9e7-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa6f\uaa71-\uaa76\uaa7a\uaa7e\uaa7f"
)
_MARKS = (
    "\u102b-\u1038\u103b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d"
    "\u108f\u109a-\u109d\ua9e5\uaa70\uaa7b-\uaa7d\u200c\u200d"
)
# A syllable begins at a letter that neither hangs below a stack nor is killed by an asat; a tone
# mark may stand between the letter and its asat.
_BREAK = re.compile(
    f"(?<=[{_LETTERS}{_MARKS}\u103a\u104c-\u104f])(?<!\u1039)"
    f"(?=[{_LETTERS}\u104c-\u104f](?![\u1037\u1087-\u108d\u1038]?[\u103a\u1039]))"
)


def syllables(text: str) -> list[str]:
    """Return the syllables of `text` in order; joined they are `text` again."""
    return _BREAK.split(text) if text else []

"""Where the parts of the site are that are no code."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
SITE = _PACKAGE / "_site" if (_PACKAGE / "_site").is_dir() else _PACKAGE.parent
"""Where `templates/`, `static/`, `translations/` and `courses/` are: in the wheel, else in the checkout."""

"""What is sent instead of what was asked for: made here, by kind, the same for the same seed.

A value is bytes, as they arrive; a shape is what a sender may do to a parameter's name.
"""

import random
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote_from_bytes

from tests.fuzz import sizes, texts
from tests.support.nasty import NASTY

EACH = 300
"""Bad inputs for each parameter, at the least."""

SHAPES: tuple[str, ...] = (
    "",
    "{name}",
    "{name}=",
    "={name}",
    "&&&{name}=1&&",
    "{name}=1&{name}=2",
    "{name}=&{name}=1",
    "&".join(["{name}=1"] * 60),
    "&".join(["{name}=1"] * 1990),
    "&".join(["{name}=1"] * 2010),
    "{name}[]=1",
    "{name}[]=1&{name}[]=2",
    "{name}[0]=1",
    "{name}[x]=1",
    "{name}[x][y]=1",
    "{name}" + "[a]" * 400 + "=1",
    "{name}.x=1",
    "{name}.__class__=1",
    "{name}[__proto__][x]=1",
    "{name}[$ne]=1",
    "{name}-0=1",
    "{name}-0-x=1",
    "{name}:x=1",
    "{name}%5B%5D=1",
    "{name}%00=1",
    "%00{name}=1",
    "{name}%20=1",
    "%20{name}=1",
    "{name}%0D%0A=1",
    "{name}=1;{name}=2",
    "{name}==1",
    "{name}=1=2",
    "{name}=%",
    "{name}=%2",
    "{name}=%zz",
    "{name}=%u1000",
    "{name}=%25%30%30",
    "{name}=+++",
    "{name}=1#{name}=2",
    "%EF%BB%BF{name}=1",
    "{name}=1&%FF=2",
)
"""What stands in place of `name=value` in an address or a form."""


@dataclass(frozen=True)
class Bad:
    """One bad input: bytes as a value, or a shape in which the name itself is bent."""

    value: bytes = b""
    shape: str = ""

    def pairs(self, name: str) -> str:
        """Return it as it stands in a query or a form, for the parameter `name`."""
        plain = quote_from_bytes(name.encode(), safe="")
        if self.shape:
            return self.shape.replace("{name}", plain)
        return f"{plain}={quote_from_bytes(self.value, safe='')}"

    def segment(self, most: int) -> str:
        """Return it as one part of a path, of at most so many bytes."""
        return quote_from_bytes(self.value[:most], safe="")

    def header(self, most: int) -> str:
        """Return it as a header's value as a server hands it on: Latin letters for bytes, no line ends, no NUL."""
        return self.value[:most].translate(None, b"\r\n\0").decode("latin-1").strip()


@cache
def values() -> tuple[bytes, ...]:
    """Return every value that depends on no parameter, each once, the large ones last."""
    made = [text.encode("utf-8", "surrogatepass") for text in (*NASTY, *texts.all_of_them())]
    return tuple(dict.fromkeys([*made, *texts.BROKEN_BYTES, *sizes.large()]))


def for_values(pick: random.Random, good: bytes, count: int = EACH, most_bytes: int = sizes.MOST) -> list[Bad]:
    """Return `count` bad values of at most `most_bytes` for one parameter.

    :param good: what the parameter holds when all is well; some are that with something broken.
    """
    known = [value for value in values() if len(value) <= most_bytes]
    bent = [bend(pick, good)[:most_bytes] for _ in range(count // 10)]
    noise = [pick.randbytes(pick.randrange(1, 60)) for _ in range(count // 30)]
    chosen = pick.sample(known, min(len(known), count - len(bent) - len(noise)))
    found = dict.fromkeys([*chosen, *bent, *noise])
    while len(found) < count:
        found[pick.randbytes(pick.randrange(1, 40))] = None
    return [Bad(value) for value in found]


def for_fields(pick: random.Random, good: bytes, count: int = EACH) -> list[Bad]:
    """Return `count` bad inputs for a parameter whose name can be bent, too."""
    shapes = [Bad(shape=shape or " ") for shape in pick.sample(SHAPES, min(len(SHAPES), count // 4))]
    return shapes + for_values(pick, good, count - len(shapes))


def bend(pick: random.Random, good: bytes) -> bytes:
    """Return a good value with something broken in it."""
    good = good or b"a1"
    place = pick.randrange(len(good))
    ways = (
        lambda: good[:place] + bytes([good[place] ^ (1 << pick.randrange(8))]) + good[place + 1 :],
        lambda: good[:place],
        lambda: good + good,
        lambda: good[:place] + b"\0" + good[place:],
        lambda: good[:place] + b"\xe1\x80" + good[place:],
        good.swapcase,
        lambda: b" " + good + b" ",
        lambda: good[::-1],
        lambda: good + b"\r\nX-Bent: 1",
        lambda: good.replace(b"a", "а".encode()),
        lambda: b"-" + good,
        lambda: good + b"'\"<fuzz7q>",
    )
    return pick.choice(ways)()

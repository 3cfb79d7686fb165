"""Every request of a run, in one order: each route × method × parameter, with as many bad inputs as each is to have.

A request's name leads to the same request again: `python -m tests.fuzz --seed S --only NAME`.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from werkzeug.routing import Rule

from tests.fuzz import bodies, inputs, sizes
from tests.fuzz.ask import Ask
from tests.fuzz.inputs import Bad
from tests.fuzz.inside import Inside
from tests.fuzz.surface import ACTORS, SENDS, Sent, Surface, address

OURS = ("Sec-Fetch-Site", "same-origin")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
MOST_PATH_BYTES, MOST_QUERY_BYTES, MOST_HEADER_BYTES = 6000, 20_000, 8000

TOGETHER = (
    *(
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Access-Control-Request-Method",
        "Authorization",
    ),
    *(
        "Cache-Control",
        "Connection",
        "DNT",
        "Expect",
        "Forwarded",
        "From",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
    ),
    *(
        "If-Range",
        "If-Unmodified-Since",
        "Pragma",
        "Range",
        "Referer",
        "TE",
        "Upgrade",
        "User-Agent",
        "Via",
        "X-Canary",
    ),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-HTTP-Method-Override"),
    *(
        "X-Original-URL",
        "X-Real-IP",
        "X-Request-Id",
        "X-Requested-With",
        "Sec-CH-UA",
        "Sec-Fetch-Dest",
        "Sec-Fetch-Mode",
    ),
)
"""Headers that are sent bad all at once, each with an input of its own."""
ALONE = ("Host", "Content-Type", "Origin", "Sec-Fetch-Site")
"""Headers of which a bad one ends the request, so that each is sent by itself."""
EVERYWHERE = ("page", "next", "lang", "_scheme", "_external", "_anchor", "_method", "_host", "self", "endpoint", "zz")
"""Words of a query that a page may pass on, or that mean something to the library that makes addresses."""
COOKIES = ("look", "notices", "form", "session", "anything")


@dataclass(frozen=True)
class Case:
    """One request to be: its name, and what makes it. Those that are not asked for need not be made."""

    name: str
    make: Callable[[], Ask]


class Campaign:
    """Makes the requests, the same for the same seed.

    :param each: bad inputs for each parameter.
    :param only: names that contain this; empty: all.
    """

    def __init__(self, inside: Inside, surface: Surface, seed: int, each: int = inputs.EACH) -> None:
        self.inside, self.surface, self.seed, self.each = inside, surface, seed, each
        self.parameters = 0

    def cases(self) -> Iterator[Case]:
        """Yield every request, in one order."""
        for rule in self.surface.rules:
            for method in self.surface.methods(rule):
                yield from self._path(rule, method)
                yield from self._query(rule, method)
                yield from self._headers(rule, method)
                yield from self._cookies(rule, method)
            if set(rule.methods or ()) & set(SENDS):
                yield from self._bodies(rule)
        for number, sent in enumerate(self.surface.forms):
            yield from self._form(number, sent)

    def _pick(self, *what: object) -> random.Random:
        return random.Random(f"{self.seed} {what}")

    def _bad(self, what: str, good: str, most: int, *, named: bool = False) -> list[Bad]:
        self.parameters += 1
        pick = self._pick(what)
        if named:
            return inputs.for_fields(pick, good.encode(), self.each)
        return inputs.for_values(pick, good.encode(), self.each, most)

    def _of(self, rule: Rule, method: str, number: int) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """Return who asks the time of this number, where, and with what headers."""
        actor = ACTORS[number % len(ACTORS)]
        values = address(self.inside.crawler, actor, rule)
        return actor, place(rule, values), (*self.inside.cookie(actor), *((OURS,) if method in SENDS else ()))

    def _path(self, rule: Rule, method: str) -> Iterator[Case]:
        for variable in sorted(rule.arguments):
            what = f"{rule.endpoint} {method} path:{variable}"
            good = address(self.inside.crawler, "admin", rule)[variable]
            for number, bad in enumerate(self._bad(f"{what} {rule.rule}", good, MOST_PATH_BYTES)):

                def make(bad: Bad = bad, number: int = number, what: str = what, variable: str = variable) -> Ask:
                    actor, _path, headers = self._of(rule, method, number)
                    values = address(self.inside.crawler, actor, rule)
                    path = place(rule, values, {variable: bad.segment(MOST_PATH_BYTES)})
                    return Ask(f"{what} #{number} as {actor}", method, path, headers)

                yield Case(f"{what} #{number}", make)

    def _query(self, rule: Rule, method: str) -> Iterator[Case]:
        read = sorted(self.surface.read.get((rule.endpoint, method), ()))
        for word in [*read, "?"]:
            what = f"{rule.endpoint} {method} query:{word}"
            for number, bad in enumerate(self._bad(f"{what} {rule.rule}", "", MOST_QUERY_BYTES, named=True)):

                def make(bad: Bad = bad, number: int = number, what: str = what, word: str = word) -> Ask:
                    actor, path, headers = self._of(rule, method, number)
                    words = (*EVERYWHERE, *sorted(rule.arguments)) if word == "?" else (word,)
                    query = "&".join(bad.pairs(each) for each in words)[:MOST_QUERY_BYTES]
                    return Ask(f"{what} #{number} as {actor}", method, f"{path}?{query}", headers)

                yield Case(f"{what} #{number}", make)

    def _headers(self, rule: Rule, method: str) -> Iterator[Case]:
        self.parameters += len(TOGETHER)
        for number in range(self.each):
            what = f"{rule.endpoint} {method} headers #{number}"

            def together(number: int = number, what: str = what) -> Ask:
                actor, path, headers = self._of(rule, method, number)
                pick = self._pick(what)
                bad = zip(TOGETHER, inputs.for_values(pick, b"a", len(TOGETHER), MOST_HEADER_BYTES // 4), strict=True)
                more = ((name, each.header(MOST_HEADER_BYTES)) for name, each in bad)
                return Ask(f"{what} as {actor}", method, path, (*headers, *more))

            yield Case(what, together)
        for header in ALONE if method in SENDS else ALONE[:1]:
            what = f"{rule.endpoint} {method} header:{header}"
            for number, bad in enumerate(self._bad(f"{what} {rule.rule}", GOOD_HEADERS[header], MOST_HEADER_BYTES)):

                def alone(bad: Bad = bad, number: int = number, what: str = what, header: str = header) -> Ask:
                    actor, path, headers = self._of(rule, method, number)
                    kept = tuple(pair for pair in headers if pair != OURS or header not in {"Origin", "Sec-Fetch-Site"})
                    body = b"handle=a&words=b&form_token=c" if method in SENDS else b""
                    more = (*((FORM,) if body else ()), (header, bad.header(MOST_HEADER_BYTES)))
                    return Ask(f"{what} #{number} as {actor}", method, path, (*kept, *more), body)

                yield Case(f"{what} #{number}", alone)

    def _cookies(self, rule: Rule, method: str) -> Iterator[Case]:
        for cookie in ("lms", "others"):
            what = f"{rule.endpoint} {method} cookie:{cookie}"
            good = self.inside.crawler.world.cookies["learner"]
            for number, bad in enumerate(self._bad(f"{what} {rule.rule}", good, 3500)):

                def make(bad: Bad = bad, number: int = number, what: str = what, cookie: str = cookie) -> Ask:
                    actor, path, headers = self._of(rule, method, number)
                    said = bad.header(3500)
                    if cookie == "lms":
                        held, body = f"lms={said}; __Host-lms={said}", b""
                    else:
                        held = "; ".join([*(value for _name, value in headers[:1] if actor != "anonymous")])
                        held += "; " + "; ".join(f"{name}={said}" for name in COOKIES)
                        body = b"form_token=" + bad.pairs("x")[2:500].encode() if method in SENDS else b""
                    # Without a word of where it comes from, a form is told from others by its cookie and token.
                    said_where = (OURS,) if method in SENDS and number % 2 else ()
                    return Ask(
                        f"{what} #{number} as {actor}", method, path, (("Cookie", held), FORM, *said_where), body
                    )

                yield Case(f"{what} #{number}", make)

    def _bodies(self, rule: Rule) -> Iterator[Case]:
        method = next(method for method in SENDS if method in (rule.methods or ()))
        names = sorted(self.surface.read.get((rule.endpoint, method), ())) or ["x"]
        self.parameters += 1
        for number in range(self.each):
            what = f"{rule.endpoint} {method} body #{number}"

            def make(number: int = number, what: str = what) -> Ask:
                actor, path, headers = self._of(rule, method, number)
                kind, body = bodies.one(self._pick(what), number, names)
                return Ask(f"{what} as {actor}", method, path, (*headers, ("Content-Type", kind)), body)

            yield Case(what, make)

    def _form(self, form_number: int, sent: Sent) -> Iterator[Case]:
        for name in sent.names:
            what = f"{sent.endpoint} POST form:{name} {form_number} as {sent.actor}"
            for number, bad in enumerate(self._bad(what, sent.good.get(name, ""), sizes.MOST, named=True)):

                def make(bad: Bad = bad, number: int = number, what: str = what, name: str = name) -> Ask:
                    rest = urlencode({each: value for each, value in sent.good.items() if each != name})
                    body = f"{rest}&{bad.pairs(name)}".encode()
                    headers = (*self.inside.cookie(sent.actor), OURS, FORM)
                    return Ask(f"{what} #{number}", "POST", sent.action, headers, body)

                yield Case(f"{what} #{number}", make)


GOOD_HEADERS = {
    "Host": "localhost:8000",
    "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
    "Origin": "http://localhost",
    "Sec-Fetch-Site": "same-origin",
}


def place(rule: Rule, values: dict[str, str], raw: dict[str, str] | None = None) -> str:
    """Return the path of a rule with these values in it; what is `raw` stands as it is."""
    path = rule.rule
    for name, value in {**values, **(raw or {})}.items():
        before, after = re.split(rf"<(?:[^<>]*:)?{name}>", path)
        path = before + (value if raw and name in raw else quote(value, safe="")) + after
    return path

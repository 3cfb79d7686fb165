"""What is asked of every page that any test fetches. One new rule here watches the whole site."""

import base64
import hashlib
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlsplit

from lms.i18n import LANGUAGES
from tests.support.page import Element, Page

PAGE_BYTES = 14_600
"""What a server may send before the first reply comes back: ten packets."""
LIST_BYTES = 20_000
QUERIES = 6

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(),geolocation=(),microphone=(),payment=(),usb=()",
    "X-Robots-Tag": "noindex",
}
POLICY = (
    "default-src 'none';script-src 'self';style-src 'self'{style};img-src 'self';font-src 'self';"
    "media-src 'self';connect-src 'self';manifest-src 'self';"
    "base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script'"
)
"""Written out here again, so that a change of the policy is a change in two places."""
READING_POLICY = (
    "default-src 'none';style-src 'self'{style};img-src 'self';font-src 'self';media-src 'self';"
    "base-uri 'none';form-action 'self';frame-ancestors 'none'"
)
"""That of pages that are the same for all: it lets no script run."""

SITE_NAMES = {"en": "Learning", "my": "သင်ယူရေး"}
LINKS = ("href", "src", "action", "formaction", "poster", "data", "srcset", "ping", "cite", "content")
LEFTOVERS = re.compile(r"%\(\w+\)|\{\{|\{%|\bNone\b|\bUndefined\b|<lms\.|lazy_gettext")

WRITTEN = ("article", "label")
"""Where authors' words stand, among which “None” may be."""


def faults(page: Page, host: str, handles: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with an answer, each as a sentence.

    :param handles: what the people on the page are called, which no address may hold.
    """
    yield from _headers(page)
    yield from _address(page, page.path, handles)
    if page.location:
        yield from _address(page, page.location, handles)
    if page.is_html and page.status not in {301, 302, 303, 307, 308}:
        yield from _frame(page)
        yield from _title(page)
        yield from _ids(page)
        yield from _forms(page)
        yield from _scripts(page)
        yield from _links(page, host, handles)
        yield from _words(page)


def _headers(page: Page) -> Iterator[str]:
    for name, wanted in HEADERS.items():
        if page.headers.get(name) != wanted:
            yield f"header {name} is {page.headers.get(name)!r}, not {wanted!r}"
    said = page.headers.get("Content-Security-Policy", "")
    plain = re.sub(r" 'sha256-([\w+/=]{44})'", "{style}", said).replace("style-src 'self';", "style-src 'self'{style};")
    if plain not in ((POLICY,) if page.all("script") else (POLICY, READING_POLICY)):
        yield f"the policy is {said!r}"
    if page.all("html") and re.findall(r"'sha256-([\w+/=]{44})'", said) != [
        _digest(one.words) for one in page.all("style")
    ]:
        yield f"the policy {said!r} does not name the style that stands in the page, and that only"
    if page.is_html and page.headers.get("Cache-Control") != "no-store":
        yield f"a page may be stored: Cache-Control is {page.headers.get('Cache-Control')!r}"
    if "Server" in page.headers:
        yield "the header Server says what runs here"


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _address(page: Page, address: str, handles: tuple[str, ...]) -> Iterator[str]:
    plain = unquote_plus(address).casefold()
    for handle in handles:
        if handle and handle.casefold() in plain:
            yield f"a handle stands in the address {address!r} of {page.path}"


def _frame(page: Page) -> Iterator[str]:
    if page.doctype != "doctype html":
        yield "no doctype"
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} h1"
    elif not page.words_of("h1"):
        yield "the h1 is empty"
    if len(page.all("main")) != 1:
        yield f"{len(page.all('main'))} main"
    lang = page.all("html")[0].get("lang")
    asked = page.path.split("/")[1]
    if lang not in LANGUAGES or (asked in LANGUAGES and lang != asked):
        yield f"lang is {lang!r} on {page.path}"
    before = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.name[1])
        if level > before + 1:
            yield f"{heading} follows h{before}"
        before = level


def _title(page: Page) -> Iterator[str]:
    name = SITE_NAMES.get(page.all("html")[0].get("lang"), "")
    if not re.fullmatch(rf"([0-9၀-၉.]+ · )?{re.escape(name)}", page.words_of("title")):
        yield f"the title is {page.words_of('title')!r}: it must be the site's name, or a number and it"


def _ids(page: Page) -> Iterator[str]:
    ids = [element.get("id") for element in page.elements if "id" in element.attributes]
    for doubled in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"the id {doubled!r} stands twice"
    for element in page.elements:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"):
            for one in element.get(name).split():
                if one not in ids:
                    yield f"{element} speaks of {one!r}, which is not on the page"
        if element.get("href").startswith("#") and element.get("href")[1:] not in ids:
            yield f"{element} leads nowhere"


def _forms(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    for form in page.all("form"):
        if not form.get("action") or form.get("method").lower() not in {"post", "get"}:
            yield f"{form} lacks an action or a method"
    for control in page.all("input", "select", "textarea"):
        if control.get("type") in {"hidden", "submit"}:
            continue
        named = control.get("id") in labelled or control.lies_in("label")
        if not named and not control.get("aria-label") and not control.get("aria-labelledby"):
            yield f"{control} has no label"
    for button in page.all("button"):
        if not button.words.strip() and not button.get("aria-label"):
            inner = "".join(e.words for e in page.elements if button in e.inside)
            if not inner.strip():
                yield f"{button} has no words"


def _scripts(page: Page) -> Iterator[str]:
    if len(page.all("style")) > 1:
        yield "more than the one style that the policy names"
    for element in page.elements:
        if element.name == "script" and (not element.get("src") or element.words.strip()):
            yield "a script stands in the page"
        for name in element.attributes:
            if name == "style" or name.startswith("on"):
                yield f"{element} has {name}="


def _links(page: Page, host: str, handles: tuple[str, ...]) -> Iterator[str]:
    for element in page.elements:
        for name in LINKS:
            value = element.get(name)
            if element.name != "meta" and value:
                yield from _link(page, element, value, host, handles)


def _link(page: Page, element: Element, value: str, host: str, handles: tuple[str, ...]) -> Iterator[str]:
    found = urlsplit(value)
    if (found.netloc and found.netloc != host) or found.scheme not in {"", "http", "https"}:
        yield f"{element} leads out of the site"
    yield from _address(page, value, handles)


def _words(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.name not in {"style", "script", "code", "pre", "textarea"}:
            found = LEFTOVERS.search(element.words)
            if found and not (found[0] == "None" and any(map(element.lies_in, WRITTEN))):
                yield f"{found[0]!r} was left over in {element}"

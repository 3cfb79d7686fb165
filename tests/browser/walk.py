"""Walking through a site by its links, as one who wants to see every page."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import BrowserContext

MOST_PAGES = 60
_UID = re.compile(r"/[a-z2-7]{26}\b")
_PAGES = re.compile(r"/(en|my)/")


def pattern_of(path: str) -> str:
    """Return an address without what differs between two pages of one kind."""
    return _UID.sub("/*", urlsplit(path).path)


def walk(context: BrowserContext, start: str) -> Iterator[tuple[str, str]]:
    """Yield the address and text of a page of each kind that links lead to from `start`, in its language."""
    ahead, seen = [start], {pattern_of(start)}
    lang = urlsplit(start).path.split("/")[1]
    while ahead and len(seen) <= MOST_PAGES:
        address = ahead.pop(0)
        answer = context.request.get(address)
        assert answer.status == 200, f"a link leads to {address}, which answers {answer.status}"
        if "text/html" not in answer.headers["content-type"]:
            continue
        text = answer.text()
        yield answer.url, text
        for href in re.findall(r'<a[^>]* href="([^"#]+)"', text):
            further = urljoin(answer.url, href.replace("&amp;", "&"))
            path = urlsplit(further).path
            if path.startswith(f"/{lang}/") and pattern_of(further) not in seen:
                seen.add(pattern_of(further))
                ahead.append(further)

"""Pages that are the same for all readers, kept compressed. Made when first asked for; the longest unread go first."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import brotli

MOST_BYTES = 8 * 1024 * 1024
"""All kept pages together: about six hundred, which is two full courses in two languages, twice."""


@dataclass(frozen=True)
class KeptPage:
    """One page in the two packings that browsers take."""

    brotli: bytes
    gzip: bytes

    @property
    def size_bytes(self) -> int:
        """Return how much room it takes."""
        return len(self.brotli) + len(self.gzip)

    def body(self, encoding: str | None) -> bytes:
        """Return the page packed as "br" or "gzip", or plain for None."""
        if encoding is None:
            return gzip.decompress(self.gzip)
        return self.brotli if encoding == "br" else self.gzip


def pack(page: str) -> KeptPage:
    """Return a page as small as it gets: it is sent many times and packed once (brotli 11 takes 50 ms, twice)."""
    body = page.encode()
    # How distances are coded for fonts suits letters of three bytes; for some pages it is 20 bytes better.
    packed = (brotli.compress(body, mode=mode, quality=11) for mode in (brotli.MODE_TEXT, brotli.MODE_FONT))
    return KeptPage(min(packed, key=len), gzip.compress(body, 9, mtime=0))


class KeptPages:
    """The kept pages of one process, by a key that names everything a page depends on."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.size_bytes = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._turn, self._making = threading.Lock(), threading.Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> KeptPage:
        """Return the page of a key, made now if it is not kept; of several who ask for it at once, one makes it."""
        page = self._kept(key)
        if page is None:
            with self._making:  # One at a time: packing takes 20 MB and all of a processor.
                page = self._kept(key)
                if page is None:
                    page = pack(make())
                    with self._turn:
                        self._keep(key, page)
        return page

    def _kept(self, key: Hashable) -> KeptPage | None:
        with self._turn:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def _keep(self, key: Hashable, page: KeptPage) -> None:
        before = self._pages.pop(key, None)
        self.size_bytes += page.size_bytes - (before.size_bytes if before else 0)
        self._pages[key] = page
        while self.size_bytes > self.most_bytes:
            _, oldest = self._pages.popitem(last=False)
            self.size_bytes -= oldest.size_bytes

    def __len__(self) -> int:
        """Return how many pages are kept."""
        return len(self._pages)

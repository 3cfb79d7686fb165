"""The server's clock, moved while it runs, by libfaketime."""

import time
from pathlib import Path

_PLACES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")

SEEN_S = 1
"""How long a process may go on by the clock as it was: it would read the file at each look at the clock else."""


class NoClock(Exception):
    """The machine has no libfaketime."""


class Hand:
    """Moves the clock of the processes that have `environ`. Their monotonic clocks go on, as on a real machine.

    :raises NoClock: libfaketime is missing.
    """

    def __init__(self, file: Path) -> None:
        found = [library for place in _PLACES for library in Path("/").glob(place[1:])]
        if not found:
            raise NoClock("libfaketime is missing (Debian: apt-get install libfaketime)")
        self._file = file
        self.environ = {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_CACHE_DURATION": str(SEEN_S),
            "FAKETIME_DONT_RESET": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            # Without it Python hands its one lock over ten times as slowly.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }
        self.move(0)

    def move(self, days: int) -> None:
        """Set the clock so many days ahead of the true time, or behind."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{days:+d}d\n")
        fresh.replace(self._file)
        time.sleep(SEEN_S + 0.5)

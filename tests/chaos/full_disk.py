"""The disk is full for a while: what was saved can be read, what can't be saved is said so and kept in the page."""

import time
from pathlib import Path

from tests.chaos import disks
from tests.chaos.crowd import Crowd, learning
from tests.chaos.disks import Disk
from tests.chaos.judge import judge
from tests.chaos.learner import Press
from tests.chaos.line import Line
from tests.chaos.outcome import Outcome
from tests.chaos.servers import Server, serving
from tests.chaos.site import Site

DISK_MB = 48
PATIENCE_S = 20
WORDS = {"en": "disk is full", "my": "နေရာ မကျန်"}
"""What the page of a full disk must say, at the least."""


def run(template: Site, folder: Path, *, rounds: int = 3, seconds: float = 8, spoiled: str = "") -> Outcome:
    """Fill the disk and make room again, `rounds` times; in the second the server is killed on the full disk.

    :raises NoDisk: this machine can't.
    """
    outcome = Outcome()
    with disks.disk(folder, DISK_MB) as disk:
        site = template.copy_to(disk.folder / "instance")
        with serving(site, log=folder / "server.log", spoiled=spoiled) as server:
            with learning(site, lambda: server.ports) as crowd:
                for number in range(rounds):
                    crowd.wait_for_a_saved_answer()
                    time.sleep(seconds / 4)
                    _stay_full(disk, crowd, server, seconds, outcome)
                    if number == 1:
                        server.kill()
                        server.start()
                        _read(crowd, server.port, outcome)
                    disk.make_room()
                    outcome.recovered(crowd.wait_for_a_saved_answer())
            _look_at_pages(crowd, outcome)
            disk.fill()
            if server.stop() != 0:
                outcome.problems.append("the server did not end well on a full disk")
        disk.make_room()
        return judge(site, crowd.records, outcome)


def _stay_full(disk: Disk, crowd: Crowd, server: Server, seconds: float, outcome: Outcome) -> None:
    """Keep the disk full, and somebody reading, for a while and until somebody was told."""
    told, until = crowd.statuses[507], time.monotonic() + seconds
    while time.monotonic() < until or (crowd.statuses[507] == told and time.monotonic() < until + PATIENCE_S):
        disk.fill()
        _read(crowd, server.port, outcome)
        time.sleep(0.1)


def _read(crowd: Crowd, port: int, outcome: Outcome) -> None:
    """Read what a learner reads, with the first learner's session."""
    line = Line()
    line.cookies = dict(crowd.learners[0].cookies)
    course, quiz = crowd.learners[0].quizzes[0]
    for lang in ("en", "my"):
        for path in (f"/{lang}/", f"/{lang}/c/{course}", f"/{lang}/c/{course}/{quiz}", f"/{lang}/me", "/healthz"):
            status = line.ask(port, "GET", path).status
            if status != 200:
                outcome.problems.append(f"{path} answered {status} to a reader while the disk was full")
    line.close()


def _look_at_pages(crowd: Crowd, outcome: Outcome) -> None:
    """Hold the pages of a full disk to what they must say, and keep."""
    pages = [page for record in crowd.records for page in record.full]
    if not pages:
        outcome.problems.append("nobody was told that the disk is full")
    bare = [(press, html) for press, html in pages if not _says_and_keeps(press, html)]
    if bare:
        outcome.problems.append(f"{len(bare)} pages of the full disk lack words or what was chosen: {bare[0]}")


def _says_and_keeps(press: Press, html: str) -> bool:
    kept = all(f'name="{name}" value="{value}"' in html for name, value in press.fields)
    return WORDS[press.path[1:3]] in html and kept and f'action="{press.path}"' in html

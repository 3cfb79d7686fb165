"""The server's clock jumps 400 days ahead and back, and 400 days back and ahead, while it serves."""

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from lms import clock
from lms.accounts.models import Account, Code, State
from lms.audit.models import Entry
from lms.seal import load_keys
from lms.writing import service as writing
from lms.writing.models import Writing
from tests.chaos.clocks import Hand
from tests.chaos.crowd import learning
from tests.chaos.judge import judge
from tests.chaos.line import Line
from tests.chaos.outcome import Outcome
from tests.chaos.servers import Server, serving
from tests.chaos.site import PASSPHRASE, Site

JUMPS = (0, 400, 0, -400, 0)
"""How many days the clock is ahead, one after the other."""


def run(template: Site, folder: Path, *, seconds: float = 8, spoiled: str = "") -> Outcome:
    """Let the clock jump, and do each time what is due; every learner goes on, and what is there stays there.

    :raises NoClock: this machine can't.
    """
    hand, outcome = Hand(folder / "clock"), Outcome()
    site = template.copy_to(folder / "instance")
    with serving(site, log=folder / "server.log", spoiled=spoiled, **hand.environ) as server:
        treasure = _lay_by(site, server)
        ended = _sign_in(server.port, site.handles[-1])
        assert ended is not None
        ended_cookies = dict(ended.cookies)
        ended.ask(server.port, "POST", "/en/leave", [])
        with learning(site, lambda: server.ports) as crowd:
            crowd.wait_for_a_saved_answer()
            later: dict[str, str] = {}
            for days in JUMPS:
                hand.move(days)
                for _twice in range(2):
                    if (done := server.lms("due")).returncode != 0:
                        outcome.problems.append(f"`lms due` broke at {days:+d} days: {done.stderr[-300:]}")
                begun = time.monotonic()
                # Four hundred days ago the group had not begun, and its members are told so.
                if days >= 0:
                    crowd.wait_for_a_saved_answer()
                outcome.recovered(time.monotonic() - begun)
                if days > 0:
                    signed_in = _sign_in(server.port, site.handles[-1])
                    later = dict(signed_in.cookies) if signed_in else {}
                    if signed_in is None:
                        outcome.problems.append(f"a learner can't sign in at {days:+d} days")
                elif later and _is_in(server.port, later):
                    outcome.problems.append(f"a session begun at +400 days holds at {days:+d}")
                if _is_in(server.port, ended_cookies):
                    outcome.problems.append(f"a session that was ended holds at {days:+d} days")
                time.sleep(seconds)
        if server.stop() != 0:
            outcome.problems.append("the server did not end well")
    left = _count(site)
    if left != treasure:
        outcome.problems.append(f"of {dict(treasure)} there is left {dict(left)}")
    return judge(site, crowd.records, outcome)


def _lay_by(site: Site, server: Server) -> Counter[str]:
    """Put things into the site that are deleted one day, and count them."""
    database, today = site.database(), clock.local_day(clock.now(), "Asia/Yangon")
    keys = load_keys(site.instance)
    with database.transaction() as session:
        for account in session.scalars(select(Account).where(Account.state == State.ACTIVE)):
            writing.write(
                session,
                keys,
                account=account,
                kind="note",
                about="",
                words="the river behind our school",
                today=today,
                until_day=today + timedelta(days=365),
            )
    database.engine.dispose()
    assert server.lms("person", "add", "new here", "--role", "learner").returncode == 0
    (site.instance / "backups").mkdir(exist_ok=True)
    assert server.lms("backup", site.instance / "backups" / "one.lms").returncode == 0
    return _count(site)


def _count(site: Site) -> Counter[str]:
    database = site.database()
    with database.session() as session:

        def rows(wanted: Any) -> int:
            return session.scalar(select(func.count()).select_from(wanted)) or 0

        found = Counter(
            people=rows(select(Account).where(Account.state != State.ERASED).subquery()),
            texts=rows(Writing),
            codes=rows(Code),
            acts=rows(Entry),
            copies=len(list((site.instance / "backups").glob("*.lms"))),
        )
    database.engine.dispose()
    return found


def _sign_in(port: int, handle: str) -> Line | None:
    """Sign in; None: that can't be done, for a spoiled server may have erased the person."""
    line = Line()
    fields = {"handle": handle, "passphrase": PASSPHRASE, "device": "own", "next": "", "kept": ""}
    return line if line.ask(port, "POST", "/en/sign-in", list(fields.items())).status == 303 else None


def _is_in(port: int, cookies: dict[str, str]) -> bool:
    line = Line()
    line.cookies = dict(cookies)
    return line.ask(port, "GET", "/en/me").status == 200

"""A part of the same requests, sent to a real server over kept connections."""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from lms import clock
from lms.accounts import sessions, tokens
from lms.accounts.models import Account, Device, LoginSession, Stage
from tests.fuzz.ask import Ask
from tests.fuzz.campaign import Campaign, Case
from tests.fuzz.found import Found
from tests.fuzz.inside import Inside, laid
from tests.fuzz.judge import SLOWEST_S, Answer, faults
from tests.fuzz.memory import resident_mb
from tests.fuzz.surface import ACTORS, survey
from tests.fuzz.wire import GROWTH_MB
from tests.support.cast import TZ
from tests.support.crawl import Crawler
from tests.support.server import Serving, serving

STRIDE = 41
WARM = 1500
AGAIN_EVERY = 200
"""Requests after which everybody is signed in anew: what is sent may have ended their sessions."""
NOT_HERE = ("people.erase", "people.lock", "accounts.change_passphrase", "accounts.choose", "cohorts.edit")
"""What would end the cast's accounts or groups: nothing brings them back here. They are asked in the other part."""


def run(_folder: Path, seed: int, stride: int = STRIDE) -> Found:
    """Ask every so-manieth request of the campaign of a server of its own; its database keeps what they do."""
    found = Found()
    with laid(seed) as crawler:
        campaign = Campaign(Inside(crawler), survey(crawler), seed)
        crawler.lay()
        clock.source = time.time
        crawler.ground.database.engine.dispose()
        with serving(crawler.ground.config.instance, LMS_HOSTS="school.example") as server:
            held_mb = 0.0
            wire = Connection(server.port)
            for case in _chosen(campaign, stride):
                if found.asked % AGAIN_EVERY == 0:
                    _sign_in(crawler)
                _look(server, wire, case.make(), found)
                if found.asked == WARM:
                    held_mb = resident_mb(server.process.pid)
            growth = round(resident_mb(server.process.pid) - held_mb, 1)
            found.figures |= {"server memory growth MB": growth, "server memory MB": round(growth + held_mb, 1)}
            if held_mb and growth > GROWTH_MB:
                found.add("served", f"memory grew by {growth} MB", "")
            wire.close()
    return found


class Connection:
    """A kept connection, made again where it was closed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._wire: socket.socket | None = None

    def close(self) -> None:
        """Close it."""
        if self._wire is not None:
            self._wire.close()
        self._wire = None

    def ask(self, ask: Ask) -> Answer:
        """Send a request as it is, and read the answer.

        :raises OSError: there was none.
        """
        begun = time.perf_counter()
        for fresh in (False, True):
            try:
                return self._once(ask, begun)
            except (OSError, http.client.HTTPException):
                self.close()
                if fresh:
                    raise
        raise AssertionError

    def _once(self, ask: Ask, begun: float) -> Answer:
        if self._wire is None:
            self._wire = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        with suppress(OSError):  # A server that refuses a body early answers all the same.
            self._wire.sendall(ask.wire("localhost"))
        answer = http.client.HTTPResponse(self._wire, method=ask.method)
        answer.begin()
        body = answer.read()
        if answer.will_close:
            self.close()
        return Answer(answer.status, answer.getheaders(), body, time.perf_counter() - begun)


def _chosen(campaign: Campaign, stride: int) -> Iterator[Case]:
    for number, case in enumerate(campaign.cases()):
        if number % stride == 0 and not case.name.startswith(NOT_HERE):
            yield case


def _sign_in(crawler: Crawler) -> None:
    """Give everybody of the campaign a new session, as of now."""
    now = clock.now()
    with crawler.ground.session() as session:
        for actor in (*ACTORS[1:], "half", "choosing"):
            held = tokens.read(crawler.ground.keys, crawler.world.cookies[actor])
            login = held and session.scalars(select(LoginSession).filter_by(token_hash=held.token_hash)).first()
            known = _accounts.setdefault(actor, login.account_id if login else 0)
            account = session.get(Account, known)
            assert account is not None, actor
            stage = {"half": Stage.SECOND, "choosing": Stage.CHOOSE}.get(actor, Stage.FULL)
            token = sessions.open_session(session, account=account, device=Device.OWN, stage=stage, now=now, tz=TZ)
            session.flush()
            mine = update(LoginSession).filter_by(token_hash=tokens.hash_of(token))
            session.execute(mine.values(stage=stage, stepped_at=now + timedelta(minutes=1)))
            crawler.world.cookies[actor] = tokens.write(crawler.ground.keys, token, now)
        session.commit()


_accounts: dict[str, int] = {}


def _look(server: Serving, wire: Connection, ask: Ask, found: Found) -> None:
    where = " ".join(ask.name.split()[:3])
    how = f"{ask.name}\n    {ask.curl(f'http://127.0.0.1:{server.port}')}"
    try:
        answer = wire.ask(ask)
    except (OSError, http.client.HTTPException) as error:
        found.add(where, f"no answer: {error!r}", how)
        return
    # What the server itself refuses has no page of ours, and so not its headers.
    refused = answer.status in {400, 413, 431, 501} and not answer.header("Content-Security-Policy")
    for fault in faults(answer):
        if not (refused and "without" in fault):
            found.add(where, fault, how)
    if answer.took_s > SLOWEST_S and wire.ask(ask).took_s > SLOWEST_S:
        found.add(where, f"takes {answer.took_s:.1f} s", how)
    found.count(where.rpartition(" ")[2].partition(":")[0], answer.status, answer.took_s, ask.name)

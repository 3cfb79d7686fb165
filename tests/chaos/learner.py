"""One learner: opens quizzes, answers, changes their mind, hands in; sends again what was not answered.

What is sent again is the same form, as a browser's "reload" sends it. A learner who loses patience goes back, loads the
page anew and chooses otherwise; and now and then a page that was left open long ago is sent after all.
"""

import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.chaos.line import Line, Reply
from tests.chaos.site import PASSPHRASE
from tests.support.sheets import CHOSEN

GIVES_UP = 0.15
"""How often a learner, whose press got no answer, goes back instead of sending it again."""
TWO_TABS = 0.3
"""How often a question is answered twice beside a page that is open in another tab, which is sent after them."""
SENDS_OLD = 0.3
"""How often, once all questions were gone through, a press is sent after all that was given up."""
HANDS_IN = 0.1

_INPUT = re.compile(r"<input ([^>]*)>")
_PART = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass
class Press:
    """A button that was pressed on the page of a question: what it sends, and whether it was said to be saved."""

    path: str
    attempt: str
    position: int
    seq: int
    uid: str
    chosen: tuple[str, ...]
    fields: list[tuple[str, str]] = field(repr=False)
    acknowledged: bool = False


@dataclass
class Record:
    """What one learner sent and was told."""

    handle: str
    presses: list[Press] = field(default_factory=list)
    handed_in: set[str] = field(default_factory=set)
    """Attempts that were said to be handed in."""
    statuses: Counter[int] = field(default_factory=Counter)
    saved: int = 0
    """How many answers were acknowledged."""
    full: list[tuple[Press, str]] = field(default_factory=list)
    """Pages that said that the disk is full, and what had been sent."""
    broken: str = ""
    """What ended this learner before the end."""


class Over(Exception):
    """Nobody answers any more, and the end has come."""


class Learner(threading.Thread):
    """A learner at work, until told to stop."""

    def __init__(
        self, handle: str, quizzes: Sequence[tuple[str, str]], ports: Callable[[], Sequence[int]], seed: int
    ) -> None:
        super().__init__(name=handle)
        self.record = Record(handle)
        self.over = threading.Event()
        self.quizzes, self._ports = quizzes, ports
        self._dice = random.Random(seed)
        self._line, self._port = Line(), 0
        self._lang = self._dice.choice(["my", "en"])
        self._given_up: list[Press] = []

    @property
    def cookies(self) -> dict[str, str]:
        """Return the cookies of this learner's browser."""
        return self._line.cookies

    def run(self) -> None:
        """Learn until told to stop."""
        try:
            self._sign_in()
            while not self.over.is_set():
                self._attempt(*self._dice.choice(self.quizzes))
        except Over:
            pass
        except Exception as error:  # noqa: BLE001  # The judge tells what ended a learner.
            self.record.broken = repr(error)
        finally:
            self._line.close()

    def _sign_in(self) -> None:
        fields = {"handle": self.record.handle, "passphrase": PASSPHRASE, "device": "own", "next": "", "kept": ""}
        while True:
            reply = self._insist("POST", f"/{self._lang}/sign-in", list(fields.items()))
            if reply.status == 303:
                return
            assert reply.status in {429, 503, 507}, f"sign-in answered {reply.status}"
            self._pause(0.5)

    def _attempt(self, course: str, quiz: str) -> None:
        """Take one attempt, or go on with the open one."""
        reply = self._insist("POST", f"/{self._lang}/c/{course}/{quiz}/begin", [])
        if reply.status != 303:
            return self._step_back(reply)
        attempt = re.sub(r"/\d+$", "", reply.location)
        while not self.over.is_set():
            look = self._insist("GET", attempt)
            if look.status != 200 or 'action="' not in look.body:
                return None
            for position in range(1, len(set(re.findall(rf"{attempt}/(\d+)", look.body))) + 1):
                if not self._answer(attempt, position) or self.over.is_set():
                    return None
            if self._given_up and self._dice.random() < SENDS_OLD:
                self._send_late(self._given_up.pop(0))
            if self._dice.random() < HANDS_IN:
                if self._insist("POST", attempt, []).status == 303:
                    self.record.handed_in.add(attempt.rsplit("/", 1)[1])
                return None
        return None

    def _answer(self, attempt: str, position: int) -> bool:
        """Look at a question and choose otherwise; tell whether to go on with the attempt."""
        path = f"{attempt}/{position}"
        other_tab = None
        if self._dice.random() < TWO_TABS:
            page = self._insist("GET", path)
            other_tab = self._choose(path, page.body) if page.status == 200 else None
        for _ in range(2 if other_tab else 1):
            page = self._insist("GET", path)
            if page.status != 200:
                self._step_back(page)
                return False
            if not self._press(self._choose(path, page.body)):
                return False
        if other_tab:
            self._send_late(other_tab)
        return True

    def _press(self, press: Press) -> bool:
        """Send an answer until it is said to be saved, or patience ends; tell whether to go on with the attempt."""
        self.record.presses.append(press)
        while not self.over.is_set():
            sent = self._once("POST", press.path, press.fields)
            if sent is not None and sent.status == 303:
                self._saved(press)
                return True
            if sent is not None and sent.status in {401, 409, 429}:
                self._step_back(sent)
                return False
            if sent is not None and sent.status == 507:
                self.record.full.append((press, sent.body))
            if self._dice.random() < GIVES_UP:
                self._given_up.append(press)
                return True
            self._pause(0.05 if sent is None else 0.3)
        return False

    def _choose(self, path: str, html: str) -> Press:
        inputs = [dict(_PART.findall(found)) | {"": found} for found in _INPUT.findall(html)]
        hidden = [(one["name"], one["value"]) for one in inputs if one.get("type") == "hidden"]
        options = [one for one in inputs if one.get("name") == CHOSEN]
        values, shown = [one["value"] for one in options], [one["value"] for one in options if "checked" in one[""]]
        most = len(values) if options[0]["type"] == "checkbox" else 1
        chosen = shown
        while set(chosen) == set(shown):
            chosen = self._dice.sample(values, self._dice.randint(1, most))
        said = dict(hidden)
        attempt, position = path.split("/")[-2:]
        fields = [*hidden, *((CHOSEN, value) for value in chosen), ("to", self._dice.choice(["", "all", "1"]))]
        return Press(path, attempt, int(position), int(said["seq"]), said["uid"], tuple(chosen), fields)

    def _saved(self, press: Press) -> None:
        press.acknowledged = True
        self.record.saved += 1

    def _send_late(self, press: Press) -> None:
        """Send once what others have overtaken by now."""
        if press not in self.record.presses:
            self.record.presses.append(press)
        sent = self._once("POST", press.path, press.fields)
        if sent is not None and sent.status == 303:
            self._saved(press)

    def _step_back(self, reply: Reply) -> None:
        if reply.status in {303, 401}:
            self._sign_in()
        self._pause(0.2)

    def _insist(self, method: str, path: str, fields: list[tuple[str, str]] | None = None) -> Reply:
        """Ask until an answer comes whole."""
        while True:
            reply = self._once(method, path, fields)
            if reply is not None:
                return reply
            if self.over.is_set():
                raise Over
            self._pause(0.05)

    def _once(self, method: str, path: str, fields: list[tuple[str, str]] | None) -> Reply | None:
        ports = self._ports()
        try:
            reply = self._line.ask(ports[self._port % len(ports)], method, path, fields)
        except OSError:
            self._port += 1  # With two servers, the other one may be well.
            return None
        self.record.statuses[reply.status] += 1
        return reply

    def _pause(self, seconds: float) -> None:
        self.over.wait(seconds * self._dice.uniform(0.5, 1.5))

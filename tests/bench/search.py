"""Searching a thousand lessons, made of the sentences of the site's own in another order."""

import random
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import mean

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.catalog import queries as catalog
from lms.catalog.models import SearchWord
from lms.config import SITE
from lms.db import Database
from lms.migrations import steps
from lms.search.queries import results
from lms.search.scope import Scope
from tests.support.library import add_texts

LESSONS, IN_A_COURSE = 1_000, 20
LETTERS = 3_650
"""Of a lesson."""
ROUNDS = 7
WHOLE = ("ရေ", "ရွေးကောက်ပွဲ", "လူ့အခွင့်အရေး", "ကုလသမဂ္ဂ", "ဘတ်ဂျက်", "မုဆိုးမ", "လျှို့ဝှက် မဲ", "ဖက်ဒရယ်စနစ်", "ကြားဝင်ဖျန်ဖြေ")
WHOLE_TOO = ("အခွင့်အရေး", "မိသားစု အမွေ", "ခွဲခြားဆက်ဆံမှု")
SLIPPED = ("ရွေးကောကပွဲ", "ကူလသမဂ္ဂ", "ဘတဂျက်")
SCATTERED = ("ရွေးကောက်ပွဲမှာ ကလေးတွေ ဆန္ဒမဲ ပေးလို့ ရသလား",)

_MARKUP = re.compile(r"\[\[|\]\]|\[@[^\]]*\]|!\[[^\]]*\]\S*|[*#|>]|^!!!.*$", re.MULTILINE)


def measure(folder: Path) -> dict[str, float]:
    """Measure, in milliseconds of one query with its ten snippets, and MB; promised: 5 ms."""
    database = Database(f"sqlite:///{folder / 'search.db'}")
    steps.upgrade(database)
    begun = time.process_time()
    with database.session() as session:
        for number in range(LESSONS // IN_A_COURSE):
            database.write(session, add_texts, f"course-{number}", "my", lessons(number))
    built_s = time.process_time() - begun
    with database.session() as session:
        scope = Scope(catalog.readings(session), "my", members=True)
        whole = _times(session, scope, (*WHOLE, *WHOLE_TOO))
        kept = select(func.sum(func.length(SearchWord.places)) + func.sum(func.length(SearchWord.token)))
        figures = {
            "a query, mean ms": mean(whole),
            "a query, longest ms": max(whole),
            "a slip of typing, longest ms": max(_times(session, scope, SLIPPED)),
            "only some of the words, longest ms": max(_times(session, scope, SCATTERED)),
            "index of words MB": (session.scalar(kept) or 0) / 1e6,
            "index of words, rows": session.scalar(select(func.count()).select_from(SearchWord)) or 0,
            "to index 1,000 lessons s": built_s,
        }
    database.engine.dispose()
    return figures


def lessons(seed: int) -> list[tuple[str, str]]:
    """Return the titles and texts of a course."""
    dice = random.Random(seed)
    made = []
    for _ in range(IN_A_COURSE):
        text = ""
        while len(text) < LETTERS:
            text += dice.choice(_sentences()) + "။ "
        made.append((dice.choice(_sentences())[:40], text))
    return made


@cache
def _sentences() -> list[str]:
    pages = [file.read_text().split("---", 2)[2] for file in sorted(SITE.glob("courses/*/*/*.my.md"))]
    return [said.strip() for page in pages for said in _MARKUP.sub("", page).split("။") if len(said) > 20]


def _times(session: Session, scope: Scope, asked: tuple[str, ...]) -> list[float]:
    return [_middle_ms(lambda typed=typed: results(session, typed=typed, scope=scope)) for typed in asked]  # type: ignore[misc]


def _middle_ms(search: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        search()
        times.append((time.process_time() - begun) * 1000)
    return sorted(times)[len(times) // 2]

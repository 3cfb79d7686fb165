"""The engine is pure: it asks no database, no clock, no network and no room."""

from tests.support.imports import ours

ALLOWED = {
    "abc",
    "ast",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "statistics",
    "types",
    "typing",
}
OURS = ("lms.quizzes.engine", "lms.points", "lms.text")


def test_the_engine_knows_nothing_but_itself() -> None:
    sources = [source for source in ours().values() if source.module.startswith("lms.quizzes.engine")]
    assert len(sources) > 40

    strange = [
        f"{source.module}:{each.line}: {each.module}"
        for source in sources
        for each in source.imports
        if each.module.split(".")[0] not in ALLOWED and not each.module.startswith(OURS)
    ]
    assert strange == []


def test_the_engine_never_asks_what_time_it_is() -> None:
    for source in ours().values():
        if source.module.startswith("lms.quizzes.engine"):
            words = source.path.read_text("utf-8")
            for word in ("datetime.now", "utcnow", "time.time", "import random", " eval(", " exec("):
                assert word not in words, (source.module, word)

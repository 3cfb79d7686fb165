"""The check of packages: a good one passes, and each wrong one is refused with its file and line."""

import time
from pathlib import Path

import pytest

from lms.catalog.package.check import check_paths
from tests.support.broken_packages import ALL, Broken
from tests.support.sample_package import SAMPLE, Draft

MOST_SECONDS = 2
"""Of a processor, so that a busy machine does not matter."""
WITH_OTHERS = {
    "letters that are no language",
    "an unknown key",
    "two lessons of one name",
    "two modules of one name",
    "a module that is not in the order",
    "a source nobody has read",
    "a question on a source nobody has read",
    "a decision that leads nowhere",
    "a check question that is not written",
    "questions without a lesson",
    "a scene that nobody reaches",
    "a scene that nobody leaves",
    "forms that are no pairs",
    "ten thousand brackets",
    "ten thousand hidden files",
    "two thousand files",
}
"""What is wrong in them shows in more than one place; of all others exactly one thing is said."""


def test_the_sample_is_without_problems_and_is_counted() -> None:
    report = check_paths([SAMPLE])

    assert report.problems == ()
    course = report.as_json()["courses"][0]
    assert course["slug"] == "sample"
    assert (course["modules"], course["questions"]) == (1, 4)
    assert set(course["texts"]) == {"my", "en"}
    for counted in course["texts"].values():
        assert (counted["lessons"], counted["missing"], counted["stale"]) == (1, 0, 0)
        assert counted["words"] > 400


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: broken.name)
def test_a_broken_package_is_refused_with_its_place(broken: Broken, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    line = broken.spoil(draft)
    before = draft.contents()

    begun = time.process_time()
    report = check_paths([draft.folder])
    took = time.process_time() - begun

    print(f"{took * 1000:6.0f} ms  {len(report.problems)} problems  {broken.name}")
    place = f"{draft.folder.as_posix()}/{broken.file}:{line}: "
    said = [str(problem) for problem in report.problems]
    assert [each for each in said if each.startswith(place) and broken.says in each], "\n".join(said)
    assert len(said) == 1 or broken.name in WITH_OTHERS, "\n".join(said)
    assert draft.contents() == before
    assert took <= MOST_SECONDS

"""About how many bytes the page of a lesson takes on the wire, so that an author knows before it is loaded."""

import brotli

from lms.catalog.derived.derive import derive
from lms.catalog.derived.glosses import strings
from lms.catalog.models import StepKind
from lms.catalog.package.course import Package
from lms.catalog.package.report import Problem
from lms.said import say

MOST_BYTES = 5_600
"""Of a lesson of 600 words where the browser has the stylesheet; see docs/decisions/pages-of-courses.md."""
_FRAME_BYTES, _MARKUP = 1_020, 1.175
"""Headers and menu; what forms and links add to an author's words. Fitted to 150 pages, each within 3.3 %."""


def weights(package: Package) -> dict[str, int]:
    """Return the bytes of each lesson in each language, by its file; within 4 %.

    :param package: one in which the check found no problem.
    """
    derived = derive(package)
    found: dict[str, int] = {}
    for step in derived.steps:
        if step.kind == StepKind.LESSON:
            for lang, page in package.lesson(step.folder, step.stem).items():
                said = "\n".join(strings(derived.pages[step.name, lang])).encode()
                packed = brotli.compress(said, mode=brotli.MODE_TEXT, quality=11)
                found[page.path] = round(_FRAME_BYTES + _MARKUP * len(packed))
    return found


def too_heavy(found: dict[str, int]) -> list[Problem]:
    """Return a finding for each file in `weights` that takes more than a lesson may."""
    return [
        Problem(
            path,
            1,
            say("The page of this lesson takes about %(bytes)d bytes.", bytes=size),
            say("At most %(most)d: shorten the text, or make the drawing simpler.", most=MOST_BYTES),
        )
        for path, size in found.items()
        if size > MOST_BYTES
    ]

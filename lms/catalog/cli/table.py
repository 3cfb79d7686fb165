"""The table of a course as `lms course check` prints it."""

from collections.abc import Iterable, Iterator

from lms.catalog.package.counts import LessonsRow, ModuleRow


def lines(table: Iterable[ModuleRow]) -> Iterator[str]:
    """Yield the lines of a course's modules."""
    for row in table:
        yield f"  {row.name}"
        for lang, lessons in row.lessons.items():
            yield f"    {lang:3} {_lessons(lessons)}"
        yield f"    {_bank(row)}"


def _lessons(row: LessonsRow) -> str:
    low, high = row.words
    parts = [
        f"{row.lessons} lessons",
        f"{low}-{high} words",
        f"sentences of {row.median:g}, at most {row.longest}",
        f"{row.pictures} pictures",
        f"{row.checks} checks",
    ]
    if row.most_bytes is not None:
        parts.append(f"pages up to about {row.most_bytes} bytes")
    return ", ".join(parts)


def _bank(row: ModuleRow) -> str:
    parts = [f"bank: {row.questions} questions", f"{row.cases} cases"]
    if row.key_share is not None:
        parts.append(f"right at one place {row.key_share:.0%}")
    for lang, share in row.longest_share.items():
        parts.append(f"right and longest {lang} {share:.0%}")
    cited, read = row.sources
    return ", ".join([*parts, f"{cited} sources of which {read} read"])

"""Cases and dialogues: every scene leads somewhere, and the minutes add up."""

from collections.abc import Iterator, Mapping
from typing import Any

from lms.catalog.package.course import Package
from lms.catalog.package.report import Problem
from lms.said import say

Ways = dict[str, set[str]]


def problems(package: Package) -> Iterator[Problem]:
    """Yield scenes that nobody reaches or leaves, and dialogues whose times or numbers of people
    can't be.
    """
    for path, place in package.places.items():
        if place.kind == "case":
            yield from _case(package, path)
        elif place.kind == "dialogue":
            yield from _dialogue(package, path)


def shortest_good_end(case: Mapping[str, Any]) -> int | None:
    """Return the fewest decisions with which a case can end well, or None where it can't."""
    good = {ending["id"] for ending in case["endings"] if ending["outcome"] == "good"}
    ways = _ways(case)
    here, seen, steps = {case["scenes"][0]["id"]}, set[str](), 0
    while here:
        if here & good:
            return steps
        seen |= here
        here = set().union(*(ways.get(place, set()) for place in here)) - seen
        steps += 1
    return None


def _ways(case: Mapping[str, Any]) -> Ways:
    return {scene["id"]: {decision["next"] for decision in scene["decisions"]} for scene in case["scenes"]}


def _reached(starts: set[str], ways: Ways) -> set[str]:
    found, new = set[str](), set(starts)
    while new:
        found |= new
        new = set().union(*(ways.get(place, set()) for place in new)) - found
    return found


def _case(package: Package, path: str) -> Iterator[Problem]:
    case = package.value(path)
    if not case:
        return
    ways = _ways(case)
    endings = {ending["id"] for ending in case["endings"]}
    reached = _reached({case["scenes"][0]["id"]}, ways)
    back: Ways = {}
    for here, nexts in ways.items():
        for there in nexts:
            back.setdefault(there, set()).add(here)
    ending_ahead = _reached(endings, back)
    for part in ("scenes", "endings"):
        for number, scene in enumerate(case[part]):
            line = package.line(path, part, number)
            if scene["id"] not in reached:
                yield Problem(
                    path,
                    line,
                    say("No decision leads to “%(id)s”.", id=scene["id"]),
                    say("Let one lead there with “next”, or take it out."),
                )
            elif scene["id"] not in ending_ahead:
                yield Problem(
                    path,
                    line,
                    say("From “%(id)s” no ending can be reached.", id=scene["id"]),
                    say("Let a decision lead on to an ending."),
                )


def _dialogue(package: Package, path: str) -> Iterator[Problem]:
    guide = package.value(path)
    if not guide:
        return
    whole = sum(step["minutes"] for step in guide["steps"])
    if whole != guide["minutes"]:
        yield Problem(
            path,
            package.line(path, "minutes"),
            say(
                "The steps take %(steps)d minutes, the whole %(whole)d.",
                steps=whole,
                whole=guide["minutes"],
            ),
            say("Make the two the same."),
        )
    if guide["people"]["from"] > guide["people"]["to"]:
        yield Problem(
            path,
            package.line(path, "people"),
            say("“from” is larger than “to”."),
            say("Change them about."),
        )

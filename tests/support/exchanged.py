"""Files of questions as other systems write them."""

import base64
from collections.abc import Mapping

from tests.support.sample_package import sample_tree


def moodle(kind: str, inside: str, *, stem: str = "<p>What is it?</p>", name: str = "Q", files: str = "") -> bytes:
    """Return a Moodle XML file of one question, which begins at line 1."""
    return (
        f'<quiz><question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text>{files}</questiontext>{inside}</question></quiz>'
    ).encode()


def file(name: str, data: bytes) -> str:
    """Return a file inside of a question."""
    return f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'


def answers(worth: Mapping[str, object]) -> str:
    """Return answers, each with its percentage."""
    return "".join(f'<answer fraction="{share}"><text>{words}</text></answer>' for words, share in worth.items())


RIVER = sample_tree()["media/river.png"] + b"\n"
"""A picture that no course has yet."""


def pictured() -> bytes:
    """Return a file of one question that shows a picture."""
    stem = '<p>Is this a river?</p><p><img src="@@PLUGINFILE@@/r.png" alt="A river"></p>'
    inside = answers({"true": 100, "false": 0})
    return moodle("truefalse", inside, stem=stem, name="River", files=file("r.png", RIVER))

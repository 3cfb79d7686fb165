"""Files that mean harm, or are only broken: refused, or done, in bounded time and memory, and in words."""

import json
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.exchange import formats
from lms.exchange.found import NoSuchFile
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import Unsound

MOST_CPU_S = 40
MOST_MEMORY = 450 * 1024 * 1024
"""Of the address space; Python and what it imports take 150 MB of it."""

SCRIPT = """
import json, random, resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from lms.exchange import formats
from lms.exchange.found import NoSuchFile
MB = 1024 * 1024
shown = '<quiz><question type="description"><questiontext><text>&lt;img src="@@PLUGINFILE@@/a"&gt; A</text>'
essay = b"<question type='essay'><questiontext><text>W</text></questiontext></question>"
laughs = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 10))
files = {
    "random": random.Random(1).randbytes(10 * MB),
    "ascii": random.Random(1).randbytes(10 * MB).translate(bytes(32 + n % 95 for n in range(256))),
    "laughs": f'<!DOCTYPE q [<!ENTITY l0 "ha">{laughs}]><quiz>&l9;</quiz>'.encode(),
    "outside": b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
    "undeclared": b"<quiz><question type='essay'>&x;</question></quiz>",
    "gift 50,000": b"::q:: Who? {=a ~b}\\n\\n" * 50_000,
    "xml 50,000": b"<quiz>" + essay * 50_000 + b"</quiz>",
    "aiken 50,000": b"Who?\\nA. a\\nB. b\\nANSWER: A\\n\\n" * 50_000,
    "one line": b"Who? {" + b"=a ~b" * (2 * MB - 2) + b"}",
    "brackets": (b"[html]a" + b"<" * 3_900 + b" {T}\\n\\n") * 100,
    "tags": (b"[html]a" + b"<b>x</b>" * 480 + b" {T}\\n\\n") * 100,
    "braces": b"{" * 10 * MB,
    "escapes": b"\\\\" * 10 * MB,
    "deep": b"<quiz>" + b"<a>" * (3 * MB),
    "wide": b"<quiz><question>" + b"<a/>" * (2 * MB),
    "attribute": b"<quiz><question type='" + b"x" * (9 * MB) + b"'/></quiz>",
    "base64": (shown + '<file name="a">' + "AAAA" * (2 * MB) + "</file></questiontext></question></quiz>").encode(),
    "too large": b" " * (10 * MB + 1),
    "utf-16": ("\\ufeff" + "::q:: Who? {=a ~b}").encode("utf-16-le"),
}
said = {}
for name, data in files.items():
    begin = time.process_time()
    try:
        _, found = formats.read(data, "en")
        why = f"{len(found.brought)} {len(found.refused)} {found.more}: {found.refused[0].why if found.refused else ''}"
    except NoSuchFile as refusal:
        why = str(refusal.why)
    said[name] = [why, time.process_time() - begin]
print(json.dumps(said))
"""

WORDS = {
    "random": "not text in UTF-8",
    "ascii": "",
    "laughs": "document type",
    "outside": "document type",
    "undeclared": "not XML here: undefined entity",
    "gift 50,000": "1000 0 49000",
    "xml 50,000": "1000 0 49000",
    "aiken 50,000": "1000 0 49000",
    "one line": "longer than 240000 signs",
    "brackets": "100 0 0",
    "tags": "100 0 0",
    "braces": "longer than 240000 signs",
    "escapes": "neither GIFT nor Aiken",
    "deep": "more parts than any",
    "wide": "more parts than any",
    "attribute": "no question of the type “xxxx",
    "base64": "larger than 100 KB",
    "too large": "larger than 10 MB",
    "utf-16": "1 0 0",
}


def test_what_means_harm_is_refused_or_done_in_bounded_time_and_memory() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(MOST_CPU_S), str(MOST_MEMORY)],
        capture_output=True,
        text=True,
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": ""},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)

    assert {name: words for name, (words, _) in said.items() if WORDS[name] not in words} == {}
    assert {name: seconds for name, (_, seconds) in said.items() if seconds > 5} == {}


SIGNS = ":: t { } = ~ # #### %50% %x% -> T [html] [markdown] \\ // [id:a] 1 .. : <b> {mlang} က ANSWER: A."
LINES = ("\n", "\n\n", " ", "$CATEGORY: x", "<img src=x>", "{mlang en}", "ANSWER: A", "A. ")
PIECES = st.lists(st.sampled_from((*SIGNS.split(" "), *LINES)), max_size=25)
KINDS = "multichoice cloze numerical calculated gapselect essay matching category"
OPENED = tuple(f"<question type='{kind}'>" for kind in KINDS.split(" "))
TAGS = (
    "<name> </name> <text> </text> <answer> </answer> <multiplier> </multiplier> <selectoption> </selectoption> "
    "<units><unit> </unit></units> {1:MC:=a~b} {1:NM:=x} [[1]] [[2]] -1 1e9 {a} <hint/> <penalty>9</penalty> "
    "<tolerance>0</tolerance> </question> </questiontext> <attachments>x</attachments>"
)
NAMED = ("<answer fraction='50'>", "<questiontext format='markdown'>", "&lt;img src='x'&gt;")
XML = st.lists(
    st.sampled_from((*OPENED, *TAGS.split(" "), *NAMED)),
    max_size=25,
)


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES, st.sampled_from(sorted(formats.READERS)))
def test_no_file_of_lines_breaks_a_reader(pieces: list[str], name: str) -> None:
    _assert_read("".join(pieces).encode(), name)


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(XML)
def test_no_xml_breaks_the_reader(pieces: list[str]) -> None:
    _assert_read(f"<quiz>{_closed(pieces)}</quiz>".encode(), formats.MOODLE)


def _closed(pieces: list[str]) -> str:
    """Return the pieces so that what is opened is closed: half of what is not XML at all tests nothing."""
    out, stack = list[str](), list[str]()
    for piece in pieces:
        for part in piece.replace(">", ">\0").split("\0"):
            name = part.strip("</>").split(" ")[0]
            if part.startswith("</"):
                if name in stack:
                    while stack[-1] != name:
                        out.append(f"</{stack.pop()}>")
                    out.append(f"</{stack.pop()}>")
                continue
            if part.startswith("<") and not part.endswith("/>"):
                stack.append(name)
            out.append(part)
    return "".join([*out, *(f"</{name}>" for name in reversed(stack))])


def _assert_read(data: bytes, name: str) -> None:
    try:
        _, reading = formats.read(data, "en", name)
    except NoSuchFile:
        return
    assert all(each.why and each.line >= 1 for each in reading.refused)
    for each in reading.brought:
        assert each.content["stem"]
        try:
            load({"id": "q", **each.content})
        except Unsound:
            continue

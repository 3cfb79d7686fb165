"""The largest and worst packages that are let in: little memory, and time that is printed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.broken_packages import ALL
from tests.support.sample_package import MODULE, Draft

MOST_MEMORY_MB = 100
FRONT = "---\ntitle: t\nsummary: s\nminutes: 10\n---\n"
MEASURE = """
import sys, time
from pathlib import Path
from lms.catalog.package.check import check_paths
begun = time.process_time()
report = check_paths([Path(sys.argv[1])])
took = time.process_time() - begun
status = Path("/proc/self/status").read_text()
peak_kb = int(status.split("VmHWM:")[1].split()[0])
print(f"{took:.2f} {peak_kb // 1024} {len(report.problems)}")
"""


def _lessons(unit: str) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        body = unit * (99_000 // len(unit.encode()))
        for number in range(31):
            letters = f"{chr(97 + number // 26)}{chr(97 + number % 26)}"
            draft.write(f"{MODULE}/{number + 10}-l{letters}.my.md", FRONT + body)

    return spoil


def _questions(draft: Draft) -> None:
    options = "".join(
        f"      - {{id: o{each}, text: {{en: a, my: က}}, feedback: {{en: a, my: က}}}}\n" for each in range(4)
    )
    for module in range(4):
        questions = "".join(
            f"  - id: q{module}x{number}\n    type: single\n    objective: none\n    difficulty: easy\n"
            f"    stem: {{en: a, my: က}}\n    options:\n{options}"
            for number in range(200)
        )
        draft.write(f"{module + 10}-m/bank.yaml".replace("-m", f"-m{chr(97 + module)}"), f"questions:\n{questions}")


def _drawings(draft: Draft) -> None:
    for number in range(380):
        marks = '<g id="a" fill="url(#b)" q="1"/>' * 240
        head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
        draft.write(f"media/s{number}.svg", f"{head}{marks}</svg>")


def _long_line(draft: Draft) -> None:
    draft.write(f"{MODULE}/01-why-share-power.en.md", FRONT + "a" * 10_000_000)


def _long_yaml(draft: Draft) -> None:
    draft.write("sources.yaml", "sources:\n  - " + "a" * 10_000_000)


EACH = """
import sys
from pathlib import Path
from lms.catalog.package.check import check_paths
for folder in sorted(Path(sys.argv[1]).iterdir()):
    assert check_paths([folder / "sample"]).problems, folder
# Not ru_maxrss: that begins with what the process had before it became this one, which is the test run's.
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is read from /proc")
def test_one_process_that_refuses_every_broken_package_takes_little_memory(tmp_path: Path) -> None:
    for number, broken in enumerate(ALL):
        broken.spoil(Draft(tmp_path / f"{number:03}"))

    done = subprocess.run(
        [sys.executable, "-c", EACH, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120
    )

    print(f"{len(ALL)} packages, {done.stdout.strip()} MB")
    assert len(ALL) >= 40
    assert int(done.stdout) <= MOST_MEMORY_MB


WORST: dict[str, Callable[[Draft], None]] = {
    "one line of 10 MB": _long_line,
    "10 MB of YAML": _long_yaml,
    "3 MB of Burmese": _lessons("ပြည်ထောင်စုစနစ်တွင် အာဏာကို ခွဲဝေကျင့်သုံးသည်။ \n\n"),
    "3 MB of Zawgyi": _lessons("ျမန္မာႏိုင္ငံတြင္ ေနထိုင္ၾကေသာ ျပည္သူမ်ား၏ အခြင့္အေရး\n\n"),
    "3 MB of unknown terms": _lessons("[[unknown term]] " * 20 + "\n\n"),
    "3 MB of open tags": _lessons("<a" * 190 + "\n\n"),
    "3 MB of bare lines": _lessons("\n"),
    "800 questions": _questions,
    "380 bad drawings": _drawings,
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is read from /proc")
@pytest.mark.parametrize("name", WORST)
def test_the_worst_package_takes_little_memory(name: str, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    WORST[name](draft)

    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(draft.folder)], capture_output=True, text=True, check=True, timeout=120
    )

    seconds, memory_mb, problems = done.stdout.split()
    print(f"{seconds} s, {memory_mb} MB, {problems} problems: {name}")
    assert int(problems) > 0
    assert int(memory_mb) <= MOST_MEMORY_MB

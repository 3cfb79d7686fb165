"""What a process has taken of the processor and of memory, as Linux counts it."""

import re
from pathlib import Path


def processor_s(pid: int) -> float:
    """Return how many seconds a process has had of a processor, all its threads together."""
    return sum(_thread_ns(thread) for thread in Path(f"/proc/{pid}/task").iterdir()) / 1e9


def _thread_ns(thread: Path) -> int:
    try:
        return int((thread / "schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def peak_mb(pid: int) -> float:
    """Return the most memory that a process ever held, in MB."""
    return _kib(pid, "VmHWM") / 1024


def resident_mb(pid: int) -> float:
    """Return the memory that a process holds now, in MB."""
    return _kib(pid, "VmRSS") / 1024


def _kib(pid: int, name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1])


def forget_peak(pid: int) -> None:
    """Let the process's peak begin anew at what it holds now (proc(5), clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")

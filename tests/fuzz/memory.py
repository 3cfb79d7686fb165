"""How much memory a process holds (Linux)."""

import os
import re
from pathlib import Path


def resident_mb(pid: int | None = None) -> float:
    """Return what a process holds now, in MiB; of this one where none is named."""
    status = Path(f"/proc/{pid or os.getpid()}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found[1]) / 1024

"""CPU time and memory of whole commands and of single calls."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

YARDSTICK_BYTES = 24_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finished process used: CPU seconds (user and system), peak memory in MB."""

    cpu: float
    megabytes: float


def cost_of_command(words: Sequence[str], expected: int = 0) -> Cost:
    """Run a command to its end and account for it.

    Raises:
        RuntimeError: the command ended with another exit code than expected.
    """
    child = subprocess.Popen(list(words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603
    complaint = child.stderr.read() if child.stderr else b""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != expected:
        raise RuntimeError(f"{words}: exit {child.returncode}\n{complaint.decode(errors='replace')}")
    return Cost(cpu=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss / 1024)


def program(*words: object) -> list[str]:
    """Return the command line of ``zhifa-alloc`` with this interpreter."""
    return [sys.executable, "-m", "zhifa_alloc", *(str(word) for word in words)]


def cpu_of(call: Callable[[], object], runs: int = 5) -> float:
    """Return the median CPU seconds of ``call``."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def yardstick() -> float:
    """Return the CPU seconds of a fixed piece of work (zlib over 24 MB), to put machines side by side."""
    block = bytes(range(256)) * (YARDSTICK_BYTES // 256)
    return cpu_of(lambda: zlib.compress(block, 6), runs=3)


def report(name: str, cpu: float, unit: float, note: str = "") -> None:
    """Print one line: CPU seconds and the ratio to the yardstick."""
    sys.stdout.write(f"{name:<48} {cpu:8.3f} s CPU   {cpu / unit:8.2f} x yardstick   {note}\n")
    sys.stdout.flush()

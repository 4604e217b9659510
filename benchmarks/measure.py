"""CPU time and memory of whole commands and of single calls."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

YARDSTICK_BYTES = 24_000_000
_LAUNCHER = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(child, 0)
cpu = usage.ru_utime + usage.ru_stime
print(os.waitstatus_to_exitcode(status), cpu, usage.ru_maxrss, end="")
"""
"""A process begins with the peak memory of the one that started it, so a small one starts what is measured."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finished process used: CPU seconds (user and system), peak memory in MB."""

    cpu: float
    megabytes: float


def cost_of_command(words: Sequence[str], expected: int = 0) -> Cost:
    """Run a command to its end and account for it alone, however much memory the caller holds.

    Raises:
        RuntimeError: the command ended with another exit code than expected.
    """
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *words]
    child = subprocess.run(launcher, capture_output=True, text=True, check=False)  # noqa: S603
    status, cpu, kilobytes = child.stdout.rpartition("\n")[2].split()
    if int(status) != expected:
        raise RuntimeError(f"{words}: exit {status}\n{child.stderr}")
    return Cost(cpu=float(cpu), megabytes=float(kilobytes) / 1024)


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

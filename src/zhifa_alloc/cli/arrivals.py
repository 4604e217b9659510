"""Which departments' rosters have come, and which files were not read, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa_alloc.cli.session import Session

if TYPE_CHECKING:
    from zhifa_alloc.roster import Arrivals


def show_arrivals(session: Session, arrivals: Arrivals) -> None:
    """Say how many departments have sent their rosters, while some have and some have not."""
    if arrivals.received and arrivals.missing:
        session.say(
            "screen.arrivals.some",
            style="yellow",
            received=len(arrivals.received),
            total=len(arrivals.received) + len(arrivals.missing),
            missing="、".join(arrivals.missing),
        )


def show_passed_over(session: Session, paths: Sequence[Path]) -> None:
    """Name the files of a folder that are this program's own outputs."""
    if paths:
        names = "、".join(path.name for path in paths)
        session.say("screen.arrivals.passed_over", style="dim", count=len(paths), names=names)

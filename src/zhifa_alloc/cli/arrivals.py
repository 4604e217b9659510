"""Which departments' rosters have come, and which files were not read, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa_alloc.cli.session import Session

if TYPE_CHECKING:
    from zhifa_alloc.roster import Arrivals
    from zhifa_alloc.schema.finding import Finding


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


def show_leading_book(session: Session, findings: Sequence[Finding]) -> None:
    """Point to the likely cause of many unknown units: the departments' books came without the office's own."""
    from zhifa_alloc.schema.codes import Code
    from zhifa_alloc.schema.terms import SHEET_QUOTA

    others = [
        item
        for item in findings
        if item.code == Code.SECOND_SOURCE and item.where.sheet.strip() == SHEET_QUOTA
    ]
    if others and any(item.code == Code.UNKNOWN_UNIT for item in findings):
        session.say("screen.arrivals.leading", style="yellow", main=others[0].params["main"])


def show_passed_over(session: Session, paths: Sequence[Path]) -> None:
    """Name the files of a folder that are this program's own outputs."""
    if paths:
        names = "、".join(path.name for path in paths)
        session.say("screen.arrivals.passed_over", style="dim", count=len(paths), names=names)

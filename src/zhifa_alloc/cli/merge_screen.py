"""Two edited copies of one draft on the screen: at most 40 lines, conflicts first."""

from __future__ import annotations

from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.drafts.three_way import SIDES, Change, ThreeWay

_SHOWN = {"conflict": 14, "mine": 6, "theirs": 6, "both": 3}


def show_three_way(session: Session, found: ThreeWay, *, show_all: bool = False) -> None:
    """Print how many places each changed, then the places by side."""
    counts: dict[str, object] = {side: len(found.of(side)) for side in SIDES}
    session.say("merge.headline", style="bold", base=found.base.name, **counts)
    session.say("merge.files", mine=found.mine, theirs=found.theirs)
    if found.opinions:
        session.say("merge.opinions", style="yellow", names="、".join(found.opinions))
    if not found.changes:
        session.say("merge.nothing")
    for side in SIDES:
        changes = found.of(side)
        if not changes:
            continue
        session.say(f"merge.sides.{side}", style="bold red" if side == "conflict" else "bold")
        shown = changes if show_all else changes[: _SHOWN[side]]
        for change in shown:
            session.show(_line(session, change))
        if len(shown) < len(changes):
            session.say("merge.more", style="dim", count=len(changes) - len(shown))


def _line(session: Session, change: Change) -> Text:
    line = session.text.say(
        "merge.item",
        sheet=change.where.sheet,
        cell=change.where.cell,
        what=f"{change.key} {change.name}".strip(),
        base=change.base,
        mine=change.mine,
        theirs=change.theirs,
    )
    return Text(line, overflow="fold")

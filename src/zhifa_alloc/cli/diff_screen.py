"""The difference of two drafts on the screen: at most 40 lines, unless all are asked for."""

from __future__ import annotations

from itertools import groupby

from rich.table import Table
from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.cli.tables import plain_table
from zhifa_alloc.drafts.diff import DraftDiff, Move
from zhifa_alloc.drafts.diff_pages import comparability, headline, wish_words

CELLS_SHOWN = 8
MOVES_SHOWN = 14
METRICS_SHOWN = (
    "wishes_first",
    "wishes_none",
    "people_staying",
    "people_kept_by_city",
    "goal_balance",
    "goal_distance",
)


def show_diff(session: Session, change: DraftDiff, *, show_all: bool = False) -> None:
    """Print comparability, headline, figures, quota cells, people by flow."""
    session.show(Text(headline(change, session.text), style="bold", overflow="fold"))
    session.show(Text(comparability(change, session.text), overflow="fold"))
    if change.is_empty:
        return
    session.show(_metric_table(session, change))
    if change.cells:
        session.say("screen.diff.quotas", style="bold")
        session.show(_cell_table(session, change, show_all=show_all))
    if change.moves:
        session.say("screen.diff.moves", style="bold")
        _show_moves(session, change.moves, show_all=show_all)
    for kind, keys in (("joined", change.joined), ("left", change.left)):
        if keys:
            shown = keys if show_all else keys[:5]
            tail = "…" if len(shown) < len(keys) else ""
            session.say(f"screen.diff.{kind}", count=len(keys), keys="、".join(shown) + tail)


def _metric_table(session: Session, change: DraftDiff) -> Table:
    say = session.text.say
    table = plain_table(*(say(f"diff.columns.{name}") for name in ("metric", "before", "after", "change")))
    for name in METRICS_SHOWN:
        if name in change.metrics:
            old, new = change.metrics[name]
            table.add_row(say(f"goals.metrics.{name}"), f"{old:g}", f"{new:g}", f"{new - old:+g}")
    return table


def _cell_table(session: Session, change: DraftDiff, *, show_all: bool) -> Table:
    names = ("domain", "quota_type", "district", "before", "after", "change", "cause")
    table = plain_table(*(session.text.say(f"diff.columns.{name}") for name in names))
    shown = change.cells if show_all else change.cells[:CELLS_SHOWN]
    for cell in shown:
        words = (cell.domain, cell.quota_type, cell.district, str(cell.before), str(cell.after))
        table.add_row(*(Text(word) for word in words), f"{cell.after - cell.before:+d}", cell.cause)
    total = sum(cell.after - cell.before for cell in change.cells)
    table.add_row(session.text.say("diff.total"), "", "", "", "", f"{total:+d}", "")
    if len(shown) < len(change.cells):
        table.caption = session.text.say("screen.diff.more", count=len(change.cells) - len(shown))
    return table


def _show_moves(session: Session, moves: tuple[Move, ...], *, show_all: bool) -> None:
    left = len(moves) if show_all else MOVES_SHOWN
    for (before, after), group in groupby(moves, key=lambda move: (move.before, move.after)):
        same = list(group)
        if left > 0:
            session.say("screen.diff.flow", before=before, after=after, count=len(same))
        for move in same[: max(0, left)]:
            session.show(_move_line(session, move))
        left -= len(same)
    if left < 0:
        session.say("screen.diff.more", style="dim", count=-left)


def _move_line(session: Session, move: Move) -> Text:
    line = session.text.say(
        "screen.diff.move",
        staff_id=move.staff_id,
        name=move.name,
        domain=move.domain,
        wish_before=wish_words(move.wish_before, session.text),
        wish_after=wish_words(move.wish_after, session.text),
        cause=move.cause,
        basis=session.text.say("diff.states.inferred" if move.inferred else "diff.states.fact"),
    )
    return Text(line, overflow="fold")

"""``zhifa-alloc explain 表头``: which columns each sheet has, and by what other names they are known."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.columns import ROSTER, SHEETS, SheetSpec
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.spelling import fold, nearest


def show_headers(session: Session, sheet: str) -> int:
    """Print the columns of one sheet; without a name those of 花名册, and which other sheets there are.

    Raises:
        WrongUse: ``unknown_sheet``.
    """
    names = {fold(name): name for name in SHEETS}
    if sheet and fold(sheet) not in names:
        raise WrongUse("unknown_sheet", value=sheet, expected=nearest(sheet, SHEETS) or "、".join(SHEETS))
    spec = SHEETS[names[fold(sheet)]] if sheet else ROSTER
    session.say("screen.headers.title", style="bold", sheet=spec.name)
    session.show(_table(session, spec))
    for key in ("ignored", "open_columns" if spec.open_columns else "unknown"):
        session.say(f"screen.headers.{key}", ignored="、".join(spec.ignored))
    session.say("screen.headers.forgiven", style="dim")
    if not sheet:
        others = "、".join(name for name in SHEETS if name != spec.name)
        session.say("screen.headers.others", style="dim", sheets=others)
    return 0


def _table(session: Session, spec: SheetSpec) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for key in ("header", "aliases"):
        table.add_column(session.text.say(f"screen.headers.columns.{key}"), overflow="fold")
    for column in spec.columns:
        mark = session.text.say("screen.headers.required") if column.required else ""
        table.add_row(Text(column.header + mark), Text("、".join(column.aliases)))
    return table

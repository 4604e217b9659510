"""Tables on the screen: no frames that a terminal may draw too wide, Chinese text aligned, nothing cut."""

from __future__ import annotations

from rich import box
from rich.table import Table


def plain_table(*headers: str) -> Table:
    """Make a table with a left-aligned first column and right-aligned others."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, caption_justify="left")
    for index, header in enumerate(headers):
        table.add_column(header, justify="left" if index == 0 else "right", overflow="fold")
    return table

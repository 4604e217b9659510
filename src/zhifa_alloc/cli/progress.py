"""Long steps announce themselves on a terminal; elsewhere nothing is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zhifa_alloc.cli.session import Session


@contextmanager
def steps(session: Session) -> Iterator[Callable[[str], None]]:
    """Give a function that is told the name of each step as it begins.

    The bar avoids spinner glyphs: a GBK terminal cannot show them.
    """
    if session.common.quiet or not session.err_stream.isatty():
        yield lambda _step: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), TimeElapsedColumn())
    with Progress(*columns, console=session.err, transient=True) as progress:
        task = progress.add_task("", total=None)
        session.live = progress
        try:
            yield lambda step: progress.update(task, description=session.text.say(f"screen.steps.{step}"))
        finally:
            session.live = None

"""Arguments and options that several commands share, declared once; the help texts are keys of text/."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.schema.errors import WrongUse

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"})


def _never_a_workbook(path: Path | None) -> Path | None:
    """Refuse to write JSON in the place of a workbook: it would mostly be the user's own.

    Raises:
        WrongUse: the file name is that of a workbook.
    """
    if path is not None and path.suffix.lower() in _WORKBOOKS:
        raise WrongUse("json_is_a_workbook", name=path.name)
    return path


Books = Annotated[list[Path], typer.Argument(metavar="BOOK...", help="screen.options.books")]
DraftFile = Annotated[Path, typer.Argument(metavar="DRAFT", help="screen.options.draft")]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="screen.options.json", callback=_never_a_workbook),
]
Force = Annotated[bool, typer.Option("--force", help="screen.options.force")]
ShowAll = Annotated[bool, typer.Option("--all", help="screen.options.all")]
Settings = Annotated[list[str] | None, typer.Option("--set", metavar="参数=值", help="screen.options.set")]

"""Arguments and options that several commands share, declared once; the help texts are keys of text/."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Books = Annotated[list[Path], typer.Argument(metavar="BOOK...", help="screen.options.books")]
DraftFile = Annotated[Path, typer.Argument(metavar="DRAFT", help="screen.options.draft")]
JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="screen.options.json")]
Force = Annotated[bool, typer.Option("--force", help="screen.options.force")]
ShowAll = Annotated[bool, typer.Option("--all", help="screen.options.all")]
Settings = Annotated[list[str] | None, typer.Option("--set", metavar="参数=值", help="screen.options.set")]

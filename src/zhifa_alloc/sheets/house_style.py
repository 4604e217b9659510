"""The office's own fonts, fills and columns, from ``data/templates/版式.toml`` (packed beside the program in a wheel).

Whoever wants another look edits that file, or names another one in the environment as ``ZHIFA_STYLE``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.styles import Style

STYLE_NAME: Final = "版式.toml"
VARIABLE: Final = "ZHIFA_STYLE"
_PACKED: Final = "_templates"
_CHECKOUT: Final = Path(__file__).parents[3] / "data" / "templates"
_DEFAULT: Final = Style()
_Font = Annotated[str, Field(min_length=1, max_length=31)]
_Colour = Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")]
_Width = Annotated[float, Field(ge=3, le=120)]


@dataclass(frozen=True, slots=True)
class HouseColumns:
    """What an office says of the tables in outgoing workbooks; a sheet that it does not name stays as it is.

    Attributes:
        order: sheet -> headers of the columns that it shows, from left to right.
        widths: sheet -> header -> width in characters of the body font.
    """

    order: Mapping[str, tuple[str, ...]]
    widths: Mapping[str, Mapping[str, float]]


class _StyleFile(BaseModel):
    """What may stand in the file; whatever is left out stays as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Font = Field(default=_DEFAULT.title, alias="标题字体")
    header: _Font = Field(default=_DEFAULT.header, alias="表头字体")
    body: _Font = Field(default=_DEFAULT.body, alias="正文字体")
    number: _Font = Field(default=_DEFAULT.number, alias="数字字体")
    header_fill: _Colour = Field(default=_DEFAULT.header_fill, alias="表头底色")
    editable_fill: _Colour = Field(default=_DEFAULT.editable_fill, alias="填写底色")
    total_fill: _Colour = Field(default=_DEFAULT.total_fill, alias="合计底色")
    banner_ink: _Colour = Field(default=_DEFAULT.banner_ink, alias="标注颜色")
    order: dict[str, tuple[str, ...]] = Field(default={}, alias="栏目")
    widths: dict[str, dict[str, _Width]] = Field(default={}, alias="栏宽")


def style_in_force() -> Style:
    """Return the office's style.

    Raises:
        UnusableFile: ``style_unusable``, the file cannot be read, names something unknown, or a value is no
            font name or colour.
    """
    return Style(**_said(_named()).model_dump(exclude={"order", "widths"}))


def columns_in_force() -> HouseColumns:
    """Return the office's columns of outgoing tables.

    Raises:
        UnusableFile: ``style_unusable``, as for ``style_in_force``.
    """
    said = _said(_named())
    return HouseColumns(said.order, said.widths)


def unusable_style(reason: str) -> UnusableFile:
    """Refuse the file in force for a reason that shows only when it is used."""
    return UnusableFile("style_unusable", name=_source(_named()).name, reason=reason)


def _named() -> str:
    return os.environ.get(VARIABLE, "")


def _source(named: str) -> Path | Traversable:
    return Path(named) if named else _own_file()


@cache
def _said(named: str) -> _StyleFile:
    source = _source(named)
    try:
        return _StyleFile.model_validate(tomllib.loads(source.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise UnusableFile("style_unusable", name=source.name, reason=_told(error)) from error


def _own_file() -> Path | Traversable:
    packed = resources.files("zhifa_alloc") / _PACKED / STYLE_NAME
    return packed if packed.is_file() else _CHECKOUT / STYLE_NAME


def _told(error: Exception) -> str:
    """Name what is wrong: the words of the file for a wrong value, the kind of fault else."""
    if isinstance(error, ValidationError):
        return "、".join(sorted({str(fault["loc"][0]) for fault in error.errors()}))
    return type(error).__name__

"""How everything looks: fonts, sizes, colours, margins. The only module that knows.

The look follows the tables that go with official documents (GB/T 9704-2012 and common practice). Fonts are
named in the file and not shipped; where one is missing, Excel and WPS put another in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from zhifa_alloc.schema.page import Kind, Mark

Properties: TypeAlias = dict[str, Any]
Role: TypeAlias = Literal[
    "annex",
    "banner",
    "title",
    "spread_left",
    "spread_centre",
    "spread_right",
    "body",
    "heading",
    "note",
    "notice",
    "signature",
    "header",
    "header_editable",
    "data",
]


@dataclass(frozen=True, slots=True)
class Style:
    """What an office may change: font names by use, and fills (#RRGGBB).

    方正小标宋简体 is licensed: it is named, an office has it or not.
    """

    title: str = "方正小标宋简体"
    header: str = "黑体"
    body: str = "仿宋_GB2312"
    number: str = "Times New Roman"
    header_fill: str = "#DCE6F1"
    editable_fill: str = "#FFF2CC"
    total_fill: str = "#F2F2F2"
    banner_ink: str = "#C00000"


@dataclass(frozen=True, slots=True)
class Look:
    """What decides the format of one cell; equal looks share one format in the file."""

    role: Role
    kind: Kind = "text"
    mark: Mark | None = None
    total: bool = False
    editable: bool = False
    quoted: bool = False


TITLE_SIZE: Final = 20
ANNEX_SIZE: Final = 16
HEADER_SIZE: Final = 11
BODY_SIZE: Final = 10.5
LINE_SIZE: Final = 12
NOTE_SIZE: Final = 10

MARGINS_CM: Final[Mapping[str, float]] = {"left": 1.8, "right": 1.8, "top": 2.0, "bottom": 1.8}
A4: Final = 9
TEXT_FORMAT: Final = "@"

_INK: Final = "#000000"
_GREY: Final = "#7F7F7F"
_MARKS: Final[Mapping[Mark, Properties]] = {
    "good": {"bg_color": "#E2EFDA"},
    "warn": {"bg_color": "#FFEB9C"},
    "bad": {"bg_color": "#F8CBAD", "bold": True},
    "changed": {"bg_color": "#BDD7EE"},
    "muted": {"font_color": _GREY},
    "strong": {"bold": True},
}
_NUMBER_FORMATS: Final[Mapping[Kind, str]] = {
    "number": "0",
    "decimal": "0.0###",
    "fixed": "0.0000",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "key": TEXT_FORMAT,
}


def properties_of(look: Look, style: Style) -> Properties:
    """Return the XlsxWriter format properties of a look."""
    made = {"valign": "vcenter", "font_color": _INK, **_role(look, style)}
    if look.mark:
        made.update(_MARKS[look.mark])
    if look.quoted:
        # Text that starts with = + - @ must stay text also when somebody edits the cell.
        made["quote_prefix"] = True
    return made


def _role(look: Look, style: Style) -> Properties:
    if look.role == "data":
        return _data(look, style)
    if look.role in ("header", "header_editable"):
        fill = style.header_fill if look.role == "header" else style.editable_fill
        face = {"font_name": style.header, "font_size": HEADER_SIZE, "bg_color": fill}
        return {**face, "border": 1, "align": "center", "text_wrap": True}
    return _line(look.role, style)


def _data(look: Look, style: Style) -> Properties:
    numeric = look.kind in _NUMBER_FORMATS
    made: Properties = {
        "font_name": style.number if numeric else style.body,
        "font_size": BODY_SIZE,
        "border": 1,
        "align": "left" if look.kind == "text" else "center",
        "text_wrap": look.kind in ("text", "centre"),
    }
    if numeric:
        made["num_format"] = _NUMBER_FORMATS[look.kind]
    if look.total:
        made.update(bold=True, bg_color=style.total_fill)
    elif look.editable:
        made["bg_color"] = style.editable_fill
    return made


def _line(role: Role, style: Style) -> Properties:
    lines: dict[str, Properties] = {
        "annex": {"font_name": style.header, "font_size": ANNEX_SIZE, "align": "left"},
        "banner": {
            "font_name": style.header,
            "font_size": LINE_SIZE,
            "align": "center",
            "font_color": style.banner_ink,
        },
        "title": {"font_name": style.title, "font_size": TITLE_SIZE, "align": "center"},
        "spread_left": {"font_name": style.body, "font_size": LINE_SIZE, "align": "left"},
        "spread_centre": {"font_name": style.body, "font_size": LINE_SIZE, "align": "center"},
        "spread_right": {"font_name": style.body, "font_size": LINE_SIZE, "align": "right"},
        "body": {"font_name": style.body, "font_size": LINE_SIZE, "align": "left"},
        "heading": {"font_name": style.header, "font_size": LINE_SIZE, "align": "left"},
        "note": {"font_name": style.body, "font_size": NOTE_SIZE, "align": "left"},
        "notice": {
            "font_name": style.header,
            "font_size": LINE_SIZE,
            "align": "left",
            "bg_color": style.editable_fill,
        },
        "signature": {"font_name": style.body, "font_size": LINE_SIZE, "align": "left"},
    }
    return {**lines[role], "text_wrap": True}

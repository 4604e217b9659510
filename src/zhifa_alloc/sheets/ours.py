"""Which workbooks in a folder this program wrote itself: they are no input."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from zhifa_alloc.sheets.guard import TORN

_INDEX: Final = "xl/workbook.xml"
_LARGEST_INDEX: Final = 1 << 20
_NAMES: Final = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"')
OUR_SHEETS: Final = frozenset({"草案信息", "文件标识", "问题清单", "冲突与调整", "人员变动"})
"""Sheets that no office fills in, of a draft, a district's book, a marked copy, a trial, a comparison.

A mended copy (check --fix) is not among them: it is meant to be read.
"""


def is_our_output(path: Path) -> bool:
    """Say whether a workbook is one of the program's own outputs; only its list of sheets is looked at."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_INDEX) as stream:
            index = stream.read(_LARGEST_INDEX).decode("utf-8", "replace")
    except (*TORN, RuntimeError):
        return False  # whatever it is, the reader will say
    return not OUR_SHEETS.isdisjoint(_NAMES.findall(index))

"""A small clean city whose cells a test can spoil; it is written to a real workbook and read back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import xlsxwriter

from zhifa_alloc.roster import Checked, build_case
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.identity import check_digit
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.text import LANGUAGES, phrasebook
from zhifa_alloc.text.sentences import finding_part

BRIGADE = "市城市管理行政执法支队"
FARMERS = "市农业综合行政执法支队"


def id_number(birth: str = "19850312", serial: int = 451) -> str:
    """A made-up ID number of the fictitious region 230199; an odd serial is a man."""
    body = f"230199{birth}{serial:03d}"
    return body + check_digit(body)


@dataclass(frozen=True)
class Formula:
    """A formula; ``value`` None is one that was saved without its result."""

    text: str
    value: object = None


@dataclass
class City:
    """Sheets as grids of cells, header first; every change is named by header and data row."""

    folder: Path
    name: str = "city.xlsx"
    sheets: dict[str, list[list[object]]] = field(default_factory=dict)
    merged: dict[str, list[str]] = field(default_factory=dict)

    def put(self, sheet, header, row, value):
        """Set a cell of the ``row``-th data row; return its place as Excel shows it."""
        grid = self.sheets[sheet]
        top, column = self._header(sheet, header)
        grid[top + row][column] = value
        return f"{sheet}!{address(top + row, column)}"

    def add_row(self, sheet, **cells):
        """Add a data row by header; return its number among the data rows."""
        grid = self.sheets[sheet]
        top = next(index for index, row in enumerate(grid) if set(cells) <= {str(cell) for cell in row})
        grid.append([cells.get(str(header), "") for header in grid[top]])
        return len(grid) - 1 - top

    def add_column(self, sheet, header, *values):
        grid = self.sheets[sheet]
        for row, value in zip(grid, [header, *values, *[""] * len(grid)], strict=False):
            row.append(value)

    def drop_column(self, sheet, header):
        _, column = self._header(sheet, header)
        for row in self.sheets[sheet]:
            del row[column : column + 1]

    def insert(self, sheet, index, *cells):
        """Insert a sheet row before the zero-based sheet row ``index``."""
        width = max(map(len, self.sheets[sheet]))
        self.sheets[sheet].insert(index, [*cells, *[""] * (width - len(cells))])

    def _header(self, sheet, header):
        for index, row in enumerate(self.sheets[sheet]):
            if header in row:
                return index, row.index(header)
        raise KeyError(header)

    def write(self) -> Path:
        path = self.folder / self.name
        with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, grid in self.sheets.items():
                sheet = book.add_worksheet(name)
                for area in self.merged.get(name, ()):
                    sheet.merge_range(area, "")
                for row, cells in enumerate(grid):
                    for column, value in enumerate(cells):
                        _write(sheet, row, column, value, day)
        return path

    def book(self) -> RawBook:
        return read_book(self.write())

    def raw(self) -> RawBook:
        """The book as the reader would give it, without the detour over a file: for properties."""
        sheets = tuple(
            RawSheet(name, tuple(tuple(_raw(cell) for cell in row) for row in grid))
            for name, grid in self.sheets.items()
        )
        return RawBook(self.name, f"sha256 of {self.name}", sheets)

    def check(self, *others: City, **overrides: str) -> Checked:
        """Check the books; every finding must have its sentences in both languages."""
        checked = build_case([city.book() for city in (self, *others)], overrides)
        for finding, lang, part in product(checked.findings, LANGUAGES, ("title", "message", "why", "fix")):
            assert finding_part(finding, part, phrasebook(lang))
        return checked

    def codes(self, *others: City) -> list[tuple[str, str]]:
        """All findings as (code, place)."""
        found = self.check(*others).findings
        return [(finding.code, f"{finding.where.sheet}!{finding.where.cell}") for finding in found]

    def case(self, *others: City):
        checked = self.check(*others)
        assert checked.case is not None, checked.findings
        return checked.case


def _raw(cell):
    return float(cell) if isinstance(cell, int) else cell


def _write(sheet, row, column, value, day):
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, "" if value.value is None else value.value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif value != "":
        sheet.write(row, column, value) if not isinstance(value, str) else sheet.write_string(
            row, column, value
        )


ROSTER_HEADERS = [
    "人员编号", "姓名", "所在单位", "所在机构", "编制类型", "身份证号", "性别", "出生年月", "参加工作时间", "现驻区",
    "执法证号", "执法证有效期", "居住区", "第一志愿", "第二志愿", "第三志愿", "积分", "人员状态",
    "去向指定", "不宜去向", "备注", "交接备注",
]  # fmt: skip


def person(number, name, unit=BRIGADE, quota_type="参公事业编制", serial=None, **cells):
    """One row of 花名册 under ``ROSTER_HEADERS``."""
    serial = 451 + 2 * number if serial is None else serial
    row = {
        "人员编号": f"A{number:04d}",
        "姓名": name,
        "所在单位": unit,
        "编制类型": quota_type,
        "身份证号": id_number(serial=serial),
        "性别": "男" if serial % 2 else "女",
        "出生年月": "1985.03",
        "执法证号": f"0801{number:07d}",
        "执法证有效期": dt.date(2030, 12, 31),
        "人员状态": "在岗",
        **cells,
    }
    return [row.get(header, "") for header in ROSTER_HEADERS]


def clean_sheets():
    return {
        "花名册": [
            list(ROSTER_HEADERS),
            person(1, "张伟", 第一志愿="道里区", 第二志愿="南岗区"),
            person(2, "李娜", serial=456, 居住区="南岗区"),
            person(3, "王强", quota_type="全额拨款事业编制"),
            person(4, "赵敏", unit=FARMERS, 去向指定="道里区"),
        ],
        "编制": [
            ["单位", "执法领域", "编制类型", "核定编制数", "市级留用数", "划转方式", "批次", "交接期限", "主管部门",
             "改革方式", "状态"],
            [BRIGADE, "城市管理", "参公事业编制", 20, 4, "岗编分离", "第一批", dt.date(2026, 10, 25), "市城管局",
             "组建", "测算中"],
            [BRIGADE, "城市管理", "全额拨款事业编制", 10, 0, "岗编分离", "", "", "", "", ""],
            [FARMERS, "农业", "参公事业编制", 12, 2, "", "", dt.date(2026, 11, 25), "", "", ""],
        ],
        "区情": [
            ["区", "是否承接", "区划代码", "编制上限", "编制下限", "不承接领域", "已接收领域", "常住人口", "辖区面积"],
            ["道里区", "是", "230102", "", "", "", "", 923762, 479],
            ["南岗区", "是", "230103", "", "", "", "", 1343857, 183],
            ["呼兰区", "否", "230111", "", "", "", "", "", ""],
        ],
        "权重": [["执法领域", "常住人口", "辖区面积"], ["默认", 0.7, 0.3]],
        "参数": [["参数", "值"], ["基准日", dt.date(2026, 9, 30)], ["抽签种子", "20260928"]],
    }  # fmt: skip

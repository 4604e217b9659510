"""A small clean city as sheets of rows, and workbooks made of it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "harbin" / "花名册.xlsx"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(serial: int, birth: str = "19850312") -> str:
    body = f"230199{birth}{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def small_city() -> dict[str, list[list[object]]]:
    """Two brigades, three receiving districts and one outside, 30 people: clean and feasible."""
    roster: list[list[object]] = [
        [
            "人员编号",
            "姓名",
            "身份证号",
            "所在单位",
            "编制类型",
            "执法证号",
            "现驻区",
            "第一志愿",
            "第二志愿",
            "去向指定",
        ]
    ]
    districts = ["东区", "西区", "北区"]
    for number in range(30):
        unit = "城管支队" if number < 18 else "交通支队"
        wish = districts[number % 3]
        roster.append(
            [
                f"A{number:04d}",
                f"测试{number:02d}",
                id_number(number, f"19{70 + number % 25}0{1 + number % 9}1{number % 9}"),
                unit,
                "参公事业编制",
                f"ZF{number:05d}",
                districts[number // 2 % 3],
                wish,
                districts[(number + 1) % 3],
                "",
            ]
        )
    return {
        "花名册": roster,
        "编制": [
            ["单位", "执法领域", "编制类型", "核定编制数", "市级留用数", "划转方式", "交接期限"],
            ["城管支队", "城市管理", "参公事业编制", 20, 2, "岗编分离", "2026-10-25"],
            ["交通支队", "交通运输", "参公事业编制", 14, 1, "岗编分离", "2026-11-25"],
        ],
        "区情": [
            ["区", "是否承接", "区划代码", "常住人口"],
            ["东区", "是", "230191", 500000],
            ["西区", "是", "230192", 300000],
            ["北区", "是", "230193", 200000],
            ["外区", "否", "230194", 400000],
        ],
        "权重": [["执法领域", "常住人口"], ["默认", 100]],
        "参数": [["参数", "值"], ["抽签种子", "测试种子"]],
    }


def write_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read_sheet(path: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def folder_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

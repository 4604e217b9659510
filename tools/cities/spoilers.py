"""Ways to spoil a clean book: each makes one fault that a checker must find at one cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Final, TypeAlias

from cities.desk import Desk, Row, Test
from cities.grid import Cell
from cities.spoilers_tables import (
    half_a_post,
    low_rank,
    no_key,
    other_mode,
    other_state,
    private_character,
    reserve_above,
    two_ids,
)
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.status import can_hold_certificate

Spot: TypeAlias = tuple[str, str]
"""Sheet name and address of the cell that must be named."""
Spoiler: TypeAlias = Callable[[Desk], Spot | None]
Change: TypeAlias = Callable[[Row, Random], Cell]


def _certified(row: Row) -> bool:
    return bool(row["执法证号"] and row["执法证有效期"])


def _wishing(row: Row) -> bool:
    return bool(row["第一志愿"])


def _one_cell(headers: str, change: Change, test: Test = lambda _: True) -> Spoiler:
    """Change one cell of one person, below any of some headers (separated by 、)."""

    def spoil(desk: Desk) -> Spot | None:
        header = desk.random.choice(headers.split("、"))
        row = desk.take(lambda row: header in row.columns and test(row))
        if row is None:
            return None
        row[header] = change(row, desk.random)
        return (row.name, row.address(header))

    return spoil


def _of(*words: Cell) -> Change:
    return lambda _, random: random.choice(words)


def _other_digit(row: Row, _: Random) -> Cell:
    written = str(row["身份证号"])
    return written[:-1] + ("0" if written[-1] != "0" else "1")


def _as_number(row: Row, _: Random) -> Cell:
    return float(str(row["身份证号"])[:17] + "0")


def _other_year(row: Row, _: Random) -> Cell:
    born = str(row["身份证号"])[6:12]
    return f"{int(born[:4]) - 2}-{born[4:]}"


def _other_sex(row: Row, _: Random) -> Cell:
    return "女" if int(str(row["身份证号"])[16]) % 2 else "男"


def _short_month(row: Row, _: Random) -> Cell:
    return float(str(row["身份证号"])[6:10]) + 0.1


def _born_in_january_or_october(row: Row) -> bool:
    return str(row["身份证号"])[10:12] in ("01", "10")


def _copy(*headers: str, test: Test = lambda _: True) -> Spoiler:
    """Repeat what an earlier person has; the later row is the faulty one, named by the first header."""

    def spoil(desk: Desk) -> Spot | None:
        one, two = desk.take(test), desk.take(test)
        if one is None or two is None:
            return None
        first, second = sorted((one, two))
        for header in headers:
            second[header] = first[header]
        return (second.name, second.address(headers[0]))

    return spoil


def _pin_of_someone_apart(desk: Desk) -> Spot | None:
    row = desk.take(_wishing)
    if row is None:
        return None
    row["人员状态"] = "停职"
    row["去向指定"] = row["第一志愿"]
    return (row.name, row.address("去向指定"))


def _pin_excluded(desk: Desk) -> Spot | None:
    row = desk.take(lambda row: _wishing(row) and row["第一志愿"] != "市级留用")
    if row is None:
        return None
    row["去向指定"] = row["不宜去向"] = row["第一志愿"]
    for header in ("第一志愿", "第二志愿", "第三志愿"):
        row[header] = ""
    return (row.name, row.address("去向指定"))


def _wish_excluded(desk: Desk) -> Spot | None:
    row = desk.take(lambda row: _wishing(row) and row["第一志愿"] != "市级留用")
    if row is None:
        return None
    row["不宜去向"] = row["第一志愿"]
    return (row.name, row.address("第一志愿"))


def _wish_twice(desk: Desk) -> Spot | None:
    row = desk.take(_wishing)
    if row is None:
        return None
    row["第二志愿"], row["第三志愿"] = row["第一志愿"], ""
    return (row.name, row.address("第二志愿"))


def _outside(header: str) -> Spoiler:
    """Send one person to a district that does not receive."""

    def spoil(desk: Desk) -> Spot | None:
        outside = [row["区"] for row in desk.table("区情") if row["是否承接"] == "否"]
        row = desk.take()
        if row is None or not outside:
            return None
        row[header] = desk.random.choice(outside)
        return (row.name, row.address(header))

    return spoil


def _figure(value: Cell) -> Spoiler:
    """Change one factor of one receiving district."""

    def spoil(desk: Desk) -> Spot | None:
        receiving = [row for row in desk.table("区情") if row["是否承接"] == "是"]
        rows = [row for row in receiving if isinstance(row["常住人口"], int) and row["常住人口"] > 0]
        if len(rows) <= 2:  # without any figures left the factor itself would be a fault
            return None
        row = desk.random.choice(rows)
        row["常住人口"] = value
        return (row.name, row.address("常住人口"))

    return spoil


def _relation(header: str, change: Change, at: str = "甲") -> Spoiler:
    """Change one cell of 人员关系, which is told of another or the same; a row is spoiled once."""

    def spoil(desk: Desk) -> Spot | None:
        rows = [row for row in desk.table("人员关系") if _sound(row)]
        if not rows:
            return None
        row = desk.random.choice(rows)
        row[header] = change(row, desk.random)
        return (row.name, row.address(at))

    return spoil


def _sound(row: Row) -> bool:
    return row["甲"] != row["乙"] and row["甲"] != _NOBODY and bool(row["要求"])


_NOBODY: Final = "查无此人"
_PLACES: Final = "第一志愿、第二志愿、第三志愿、居住区、现驻区、去向指定、不宜去向"
_NOWHERE: Final = ("不存在区", "外地", "市局")

SPOILERS: Final[Mapping[Code, Spoiler]] = {
    Code.EMPTY_CELL: _one_cell("姓名、所在单位、编制类型", _of("", "　", "无")),
    Code.ID_MALFORMED: _one_cell("身份证号", lambda row, _: str(row["身份证号"])[:17]),
    Code.ID_CHECK_FAILS: _one_cell("身份证号", _other_digit),
    Code.ID_AS_NUMBER: _one_cell("身份证号", _as_number),
    Code.UNKNOWN_DISTRICT: _one_cell(_PLACES, _of(*_NOWHERE)),
    Code.DITTO_MARK: _one_cell("所在机构、姓名、学历、身份证号、不宜去向", _of("同上", "〃")),
    Code.NOT_A_DATE: _one_cell("出生年月、参加工作时间、执法证有效期", _of("不详", "1985-13", "八五年")),
    Code.NOT_A_NUMBER: _one_cell("积分", _of("优秀", "12分半")),
    Code.NOT_A_CHOICE: _one_cell("性别", _of("未知", "先生")),
    Code.UNKNOWN_STATUS: _one_cell("人员状态", _of("出差", "外借")),
    Code.TYPE_AS_DIGIT: _one_cell("编制类型", _of("3", "1")),
    Code.NOT_TEXT: _one_cell("姓名", _of(12.0)),
    Code.KEY_IS_ID: _one_cell("人员编号", lambda row, _: row["身份证号"]),
    Code.DUPLICATE_KEY: _copy("人员编号"),
    Code.DUPLICATE_ID: _copy("身份证号", "出生年月", "性别"),
    Code.UNKNOWN_UNIT: _one_cell("所在单位", _of("市不存在支队")),
    Code.TYPE_NOT_IN_QUOTA: _one_cell("编制类型", _of("政法专项编制", "自收自支事业编制")),
    Code.PIN_NOT_RECEIVING: _outside("去向指定"),
    Code.PIN_NOT_PLACED: _pin_of_someone_apart,
    Code.PIN_EXCLUDED: _pin_excluded,
    Code.FIGURE_EMPTY: _figure(""),
    Code.NEGATIVE: _figure(-1),
    Code.UNKNOWN_PERSON: _relation("甲", _of(_NOBODY)),
    Code.RELATION_WITH_SELF: _relation("乙", lambda row, _: row["甲"]),
    Code.RELATION_WITHOUT_DEMAND: _relation("要求", _of(""), at="要求"),
    Code.WISH_CLOSED: _outside("第一志愿"),
    Code.WISH_EXCLUDED: _wish_excluded,
    Code.WISH_TWICE: _wish_twice,
    Code.DUPLICATE_CERTIFICATE: _copy("执法证号", test=_certified),
    Code.ID_AGAINST_BIRTH: _one_cell("出生年月", _other_year),
    Code.ID_AGAINST_SEX: _one_cell("性别", _other_sex),
    Code.MONTH_AS_NUMBER: _one_cell("出生年月", _short_month, _born_in_january_or_october),
    Code.CERTIFICATE_NO_DATE: _one_cell("执法证有效期", _of(""), _certified),
    Code.CERTIFICATE_EXPIRED: _one_cell("执法证有效期", _of(date(2024, 6, 30), "2025-12-31"), _certified),
    Code.DATE_WITHOUT_CERTIFICATE: _one_cell(
        "执法证有效期", _of("2028-06-30"), lambda row: not row["执法证号"]
    ),
    Code.CERTIFICATE_NOT_A_NUMBER: _one_cell("执法证号", _of("有", "√"), _certified),
    Code.CERTIFICATE_NOT_ALLOWED: _one_cell(
        "执法证号",
        lambda row, _: f"冒用{row['人员编号']}",
        lambda row: not can_hold_certificate(str(row["编制类型"])),
    ),
    Code.TWO_VALUES: two_ids,
    Code.NO_KEY: no_key,
    Code.NAME_NOT_TYPED: private_character,
    Code.RANK_BELOW_LEVEL: low_rank,
    Code.FRACTIONAL: half_a_post,
    Code.RESERVE_ABOVE_APPROVED: reserve_above,
    Code.UNIT_CONTRADICTS: other_mode,
    Code.DOMAIN_STATE_CONTRADICTS: other_state,
}
"""Code -> how to bring it about."""

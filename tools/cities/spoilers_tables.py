"""Ways to spoil sheet 编制 and rarer cells of a roster, for ``spoilers.SPOILERS``."""

from __future__ import annotations

from cities.desk import Desk, Row

Spot = tuple[str, str]
_LOW_RANKS = {
    "县处级正职": "四级主任科员",
    "县处级副职": "一级科员",
    "乡科级正职": "一级科员",
    "乡科级副职": "二级科员",
}


def two_ids(desk: Desk) -> Spot | None:
    """Put two ID numbers into one cell."""
    row = desk.take()
    if row is None:
        return None
    row["身份证号"] = f"{row['身份证号']}/{row['身份证号']}"
    return (row.name, row.address("身份证号"))


def no_key(desk: Desk) -> Spot | None:
    """Take both 人员编号 and 身份证号 away; the checker names the cell of the latter."""
    row = desk.take()
    if row is None:
        return None
    row["人员编号"] = row["身份证号"] = ""
    return (row.name, row.address("身份证号"))


def private_character(desk: Desk) -> Spot | None:
    """Write a name with a character that only one computer knows."""
    row = desk.take()
    if row is None:
        return None
    row["姓名"] = desk.random.choice(("张\ue2a1", "李(王+月)"))
    return (row.name, row.address("姓名"))


def low_rank(desk: Desk) -> Spot | None:
    """Give a person the level of a leader and a rank below it."""
    row = desk.take(lambda row: {"职务层次", "职级"} <= row.columns.keys())
    if row is None:
        return None
    row["职务层次"], row["职级"] = desk.random.choice(list(_LOW_RANKS.items()))
    return (row.name, row.address("职级"))


def half_a_post(desk: Desk) -> Spot | None:
    """Approve half a post more."""
    row = _free_post(desk)
    if row is None:
        return None
    row["核定编制数"] = float(str(row["核定编制数"])) + 0.5
    return (row.name, row.address("核定编制数"))


def reserve_above(desk: Desk) -> Spot | None:
    """Keep more with the city than there is."""
    row = _free_post(desk)
    if row is None:
        return None
    row["市级留用数"] = int(str(row["核定编制数"])) + 1
    return (row.name, row.address("市级留用数"))


def other_mode(desk: Desk) -> Spot | None:
    """Let one row of a unit contradict its first row."""
    row = _free_post(desk, repeated="单位")
    if row is None:
        return None
    row["划转方式"] = "整体划转" if row["划转方式"] == "岗编分离" else "岗编分离"
    return (row.name, row.address("划转方式"))


def other_state(desk: Desk) -> Spot | None:
    """Let one row of a domain contradict its first row."""
    row = _free_post(desk, repeated="执法领域")
    if row is None:
        return None
    row["状态"] = "已审定"
    return (row.name, row.address("状态"))


def _free_post(desk: Desk, repeated: str = "") -> Row | None:
    """Pick a row of 编制 nobody has spoiled; with ``repeated`` one whose word there stood in a row above."""
    rows = desk.table("编制")
    above: set[str] = set()
    found = []
    for row in rows:
        if _is_whole(row) and (not repeated or str(row[repeated]) in above):
            found.append(row)
        above.add(str(row[repeated]) if repeated else "")
    return desk.random.choice(found) if found else None


def _is_whole(row: Row) -> bool:
    approved, reserve = row["核定编制数"], row["市级留用数"]
    counted = isinstance(approved, int) and isinstance(reserve, int) and reserve <= approved
    return counted and row["划转方式"] == "岗编分离" and row["状态"] == "测算中"

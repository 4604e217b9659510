"""Which columns of any sheet hold something about a single person, by their headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from zhifa_alloc.roster.headers import SEARCHED_ROWS, Header, find_header
from zhifa_alloc.roster.rows import data_rows, is_aside
from zhifa_alloc.schema.columns import RELATION, ROSTER
from zhifa_alloc.schema.raw import RawSheet
from zhifa_alloc.schema.spelling import fold

Role: TypeAlias = Literal["name", "key", "id", "certificate", "birth", "free"]

_OF_KEY: Final[Mapping[str, Role]] = {
    "name": "name",
    "staff_id": "key",
    "id_number": "id",
    "certificate": "certificate",
    "birth": "birth",
    "remark": "free",
    "handover_remark": "free",
}


def _listed(words: str) -> tuple[str, ...]:
    return tuple(map(fold, words.split("、")))


_NAMES: Final = _listed(
    "甲姓名、乙姓名、联系人、负责人、经办人、保管人、责任人、当事人、承办人、使用人、移交人、接收人、监交人、填表人、"
    "审核人、制表人、复核人、亲属姓名、配偶姓名、分管领导、主要负责人、法定代表人、产权人、承租人"
)
_FREE: Final = _listed(
    "说明、情况说明、理由、事由、案由、具体情况、家庭住址、住址、现住址、联系电话、联系方式、电话、手机、手机号、"
    "手机号码、邮箱、电子邮箱、籍贯、出生地、家庭成员、银行卡号、工资卡号、账号、社保号"
)
_BY_HEADER: Final[Mapping[str, Role]] = {
    **dict.fromkeys(_FREE, "free"),
    **dict.fromkeys(_NAMES, "name"),
    **{
        fold(word): _OF_KEY[column.key]
        for column in ROSTER.columns
        if column.key in _OF_KEY
        for word in (column.header, *column.aliases)
    },
}


@dataclass(frozen=True, slots=True)
class Roles:
    """Of one sheet: zero-based column -> role, and the rows in which it holds."""

    columns: Mapping[int, Role]
    rows: frozenset[int]
    header_rows: frozenset[int]


def roles_in(sheet: RawSheet) -> Roles:
    """Find them: by the roster's own reading of headers, elsewhere by the words that stand above a column."""
    if fold(sheet.name).startswith(ROSTER.name):
        header = find_header(sheet, ROSTER)
        if header is not None:
            rows = frozenset(data_rows(sheet, header, ROSTER))
            return Roles(_of_roster(header), rows, frozenset(range(header.top, header.bottom + 1)))
    return _by_words(sheet)


def _of_roster(header: Header) -> dict[int, Role]:
    """What the program does not read in a roster is nobody's business: free text."""
    unread = {extra.column: extra.header for extra in (*header.extras, *header.twice)}
    roles = {
        column: _BY_HEADER.get(fold(text), "free")
        for column, text in unread.items()
        if fold(text) not in map(fold, ROSTER.ignored)
    }
    return roles | {column: _OF_KEY[key] for key, column in header.columns.items() if key in _OF_KEY}


def _by_words(sheet: RawSheet) -> Roles:
    related: Mapping[str, Role] = (
        dict.fromkeys(_pair_headers(), "key") if fold(sheet.name) == fold(RELATION.name) else {}
    )
    columns: dict[int, Role] = {}
    last = -1
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        for column, value in enumerate(row):
            word = fold(value) if isinstance(value, str) else ""
            role = related.get(word) or _BY_HEADER.get(word)
            if role is not None and column not in columns:
                columns[column] = role
                last = number
    below = range(last + 1, len(sheet.rows)) if columns else ()
    rows = frozenset(number for number in below if not is_aside(sheet.rows[number]))
    return Roles(columns, rows, frozenset(range(last + 1)))


def _pair_headers() -> Iterator[str]:
    return (fold(column.header) for column in RELATION.columns if column.key in ("first", "second"))

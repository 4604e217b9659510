"""Which columns of any sheet hold something about a single person, by their headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from zhifa_alloc.roster.carried import header_row
from zhifa_alloc.roster.headers import Extra, Header, find_header
from zhifa_alloc.roster.rows import data_rows, is_aside
from zhifa_alloc.schema.carried import DISTRICT_HEADERS, DOMAIN_HEADERS
from zhifa_alloc.schema.columns import PAYROLL, RELATION, ROSTER, SHEETS, SheetSpec
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.raw import RawSheet
from zhifa_alloc.schema.spelling import fold, tidy
from zhifa_alloc.schema.terms import CARRIED_SHEETS

Role: TypeAlias = Literal["name", "key", "id", "certificate", "birth", "free", "figure"]
"""``free``: whatever stands there is nobody's business. ``figure``: numbers are, words are not."""

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
_BY_HEADER: Final[Mapping[str, Role]] = {
    **dict.fromkeys(_NAMES, "name"),
    **{
        fold(word): _OF_KEY[column.key]
        for column in ROSTER.columns
        if column.key in _OF_KEY
        for word in (column.header, *column.aliases)
    },
}
_OWN_ROLES: Final[Mapping[str, Mapping[str, Role]]] = {
    ROSTER.name: _OF_KEY,
    RELATION.name: {"first": "key", "second": "key"},
}
_NUMBERED: Final = fold("序号")
OWN_WORDS: Final = frozenset(
    fold(word)
    for spec in (*SHEETS.values(), PAYROLL)
    for column in spec.columns
    for word in (spec.name, column.header, *column.aliases)
)
"""Names of sheets and headers of this program's own; they tell of nobody."""

_CARRIED_ALONG: Final = OWN_WORDS | {_NUMBERED, *map(fold, (*DISTRICT_HEADERS, *DOMAIN_HEADERS))}


@dataclass(frozen=True, slots=True)
class Roles:
    """Of one sheet.

    Attributes:
        columns: zero-based column -> role. rows: the rows in which it holds. header_rows: those of the header.
        unread: headers of columns whose words the program never reads.
        is_read: whether the program reads the sheet at all. is_carried: whether it is only handed on.
    """

    columns: Mapping[int, Role]
    rows: frozenset[int]
    header_rows: frozenset[int]
    unread: tuple[str, ...] = ()
    is_read: bool = True
    is_carried: bool = False


def roles_in(sheet: RawSheet) -> Roles:
    """Find them as the sheet is read: by the program's own headers; where it reads none, nothing is known."""
    plain = fold(sheet.name)
    if plain != fold(PAYROLL.name) and plain in map(fold, CARRIED_SHEETS):
        return _of_carried(sheet)
    spec = _spec_of(plain)
    header = find_header(sheet, spec or ROSTER)
    if header is not None and (spec is not None or not header.missing):
        return _of_table(sheet, header, spec or ROSTER)
    return Roles({}, frozenset(), frozenset(), is_read=spec is not None)


def _spec_of(plain_name: str) -> SheetSpec | None:
    if plain_name.startswith(ROSTER.name):
        return ROSTER
    return next((spec for spec in (*SHEETS.values(), PAYROLL) if fold(spec.name) == plain_name), None)


def _of_table(sheet: RawSheet, header: Header, spec: SheetSpec) -> Roles:
    unread = [extra for extra in (*header.extras, *header.twice) if fold(extra.header) != _NUMBERED]
    own = _OWN_ROLES.get(spec.name, {})
    roles: dict[int, Role] = dict.fromkeys(_nameless(sheet, header), "free")
    roles |= {extra.column: _role_of(extra, spec) for extra in unread}
    roles |= {column: own[key] for key, column in header.columns.items() if key in own}
    return Roles(
        roles,
        frozenset(data_rows(sheet, header, spec)),
        frozenset(range(_top_of(sheet, header), header.bottom + 1)),
        tuple(extra.header for extra in unread if roles[extra.column] == "free"),
    )


def _top_of(sheet: RawSheet, header: Header) -> int:
    """Return the first header row, that of the groups included: it too holds names of columns."""
    above = header.top - 1
    words = sheet.rows[above] if above >= 0 else ()
    named = sum(isinstance(word, str) and fold(word) in _CARRIED_ALONG for word in words)
    return above if named > 1 else header.top


def _nameless(sheet: RawSheet, header: Header) -> Iterator[int]:
    """Walk over the columns that no header names; cells may stand there all the same."""
    named = {extra.column for extra in (*header.extras, *header.twice)} | set(header.columns.values())
    return (column for column in range(max(map(len, sheet.rows), default=0)) if column not in named)


def _role_of(extra: Extra, spec: SheetSpec) -> Role:
    """What the program does not read in a roster is free text; elsewhere it may be a column of figures."""
    return _BY_HEADER.get(fold(extra.header), "figure" if spec.open_columns else "free")


def _of_carried(sheet: RawSheet) -> Roles:
    """Of sheets that are only handed on: what stands below a header that this program does not know is free."""
    if not sheet.rows:
        return Roles({}, frozenset(), frozenset(), is_carried=True)
    top = header_row(sheet)
    headers = dict(_headers_of(sheet, top))
    roles: dict[int, Role] = {
        column: _BY_HEADER.get(fold(header), "free")
        for column, header in headers.items()
        if fold(header) in _BY_HEADER or fold(header) not in _CARRIED_ALONG
    }
    below = range(top + 1, len(sheet.rows))
    rows = frozenset(number for number in below if not is_aside(sheet.rows[number]))
    return Roles(roles, rows, frozenset((top,)), is_carried=True)


def _headers_of(sheet: RawSheet, top: int) -> Iterator[tuple[int, str]]:
    return ((column, tidy(plain_text(value))) for column, value in enumerate(sheet.rows[top]))

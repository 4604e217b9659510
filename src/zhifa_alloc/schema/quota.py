"""Quota and headcount tables: exact shares, whole posts, and the bounds that bent them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

RowKey: TypeAlias = tuple[str, str]
"""(执法领域, 编制类型)"""
CellKey: TypeAlias = tuple[str, str, str]
"""(执法领域, 编制类型, 区 or 市级留用)"""
Level: TypeAlias = Literal["district", "team", "cell"]
"""Which sum is meant: a 区 over all domains, a 领域 × 区 over its quota types, or one cell."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A hard limit on one sum of the table, and who gave it.

    ``domain`` and ``quota_type`` are empty where the level does not use them; ``quota_types`` limits a
    team bound to some types (每队最少编制 counts only types that can hold a certificate), None means all.
    ``source`` is the sheet or parameter that set it: 每队最少编制, 编制上限, 编制下限, 锁定编制, 去向指定 …
    ``domains`` names the domains of a comprehensive 机构, whose name then stands in ``domain``.
    """

    level: Level
    district: str
    source: str
    domain: str = ""
    quota_type: str = ""
    quota_types: frozenset[str] | None = None
    lower: int | None = None
    upper: int | None = None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """A sum of the same level that gave posts to one with too many, or got them from one with too few."""

    district: str
    domain: str
    quota_type: str
    posts: int


@dataclass(frozen=True, slots=True)
class Outside:
    """Posts of one sum that lie outside round-down/round-up of its fair share, forced by bounds.

    ``partners`` are those who gave the posts where ``value`` is above the share, and who got them where it
    is below.
    """

    level: Level
    district: str
    domain: str
    quota_type: str
    share: Fraction
    value: int
    posts: int
    bounds: tuple[Bound, ...]
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Cells that could be exchanged at no cost; the printed rule chose among ``tables`` equal tables.

    ``tables`` is counted up to a cap; ``capped`` says that there may be more.
    """

    cells: tuple[CellKey, ...]
    tables: int
    capped: bool = False


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """A table of whole numbers beside the exact shares they round.

    Attributes:
        method: 取整方法.
        rows: row -> number handed out, (核定 − 留用) for quotas, people for headcounts.
        columns: districts in file order; a headcount table has 市级留用 as its last column.
        shares: cell -> fair share, exact; cells of every receiving district, zeros too.
        values: cell -> whole number.
        outside: sums outside round-down/round-up, each with its bounds.
        ties: exchanges that the tie rule decided.
        divisors: for divisor methods, name of row or column -> divisor.
        proved: False where bounds that cross each other (comprehensive 机构 beside 工勤) stopped the search
            before its end: every bound holds, but a table closer to the shares may exist.
    """

    method: str
    rows: Mapping[RowKey, int]
    columns: tuple[str, ...]
    shares: Mapping[CellKey, Fraction]
    values: Mapping[CellKey, int]
    outside: tuple[Outside, ...] = ()
    ties: tuple[Tie, ...] = ()
    divisors: Mapping[str, Fraction] = field(default_factory=dict)
    proved: bool = True


@dataclass(frozen=True, slots=True)
class Reserve:
    """市级留用 of one 领域 × 编制类型, in posts and people.

    Attributes:
        quota: 市级留用数.
        target: people who take part and stay with the city, as the headcount table has it.
        apart_on_quota: 不参与 people who hold a quota; they use up ``quota`` first.
        waiting: 待安置占编, district posts that stay empty because these are more than ``quota``.
        surplus: people above quota (超编) among those who take part.
    """

    domain: str
    quota_type: str
    quota: int
    target: int = 0
    apart_on_quota: int = 0
    waiting: int = 0
    surplus: int = 0

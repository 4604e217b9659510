"""Sheet 人员关系 -> pairs of staff_ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.keys import Directory
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import Relation
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.terms import TOGETHER


def read_relations(
    tables: Sequence[Table],
    rosters: Sequence[Table],
    keys: Sequence[Sequence[str]],
    people: Sequence[Person],
    log: FindingLog,
) -> tuple[Relation, ...]:
    """Read 人员关系 of every book, in file order.

    Args:
        tables: the sheets.
        rosters: roster sheets, whose people may be named.
        keys: staff_id of each row of each roster sheet.
        people: those whose rows could be read.
        log: where faults go.
    """
    if not tables:
        return ()
    directory = Directory(rosters, keys)
    by_key = {person.staff_id: person for person in people}
    relations = []
    for table in tables:
        for index, first, second, kind, demand in table.rows("first", "second", "kind", "demand"):
            one = _person(table, index, "first", first, directory, log)
            two = _person(table, index, "second", second, directory, log)
            if not one or not two or BAD in (kind, demand):
                continue
            where = table.where(index, "first")
            if one == two:
                log.add(Code.RELATION_WITH_SELF, where, first)
                continue
            if not demand:
                log.add(Code.RELATION_WITHOUT_DEMAND, table.where(index, "demand"), kind or "")
            _warn_apart(table, index, (one, two), demand, by_key, log)
            relations.append(Relation(one, two, kind, demand, where))
    return tuple(relations)


def _person(table: Table, index: int, key: str, word: object, directory: Directory, log: FindingLog) -> str:
    if not isinstance(word, str):
        return ""
    found = directory.find(word)
    if found is None:
        log.add(Code.UNKNOWN_PERSON, table.where(index, key), word, header=table.spec.headers[key])
    return found or ""


def _warn_apart(
    table: Table,
    index: int,
    pair: tuple[str, str],
    demand: str,
    people: Mapping[str, Person],
    log: FindingLog,
) -> None:
    """A 同区 relation with somebody who takes no part lapses."""
    if demand != TOGETHER:
        return
    for key, staff_id in zip(("first", "second"), pair, strict=True):
        person = people.get(staff_id)
        if person is not None and not person.takes_part:
            log.add(Code.PARTNER_APART, table.where(index, key), staff_id)
            return

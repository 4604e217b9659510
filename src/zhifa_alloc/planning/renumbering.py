"""People whose rosters give no 人员编号 keep, from draft to draft, the number the program once gave them."""

from __future__ import annotations

from dataclasses import replace

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft


def with_keys_of(case: Case, base: Draft) -> Case:
    """Give people numbered by the program the key they had in the base draft, matched by 身份证号.

    Who is new keeps the number just given, or the next free one where the base has given it to somebody else.
    """
    former = {one.id_number: one.staff_id for one in base.case.people if one.numbered and one.id_number}
    if not former or not any(one.numbered for one in case.people):
        return case
    keys = _new_keys(case, former)
    people = tuple(
        sorted(
            (replace(one, staff_id=keys.get(one.staff_id, one.staff_id)) for one in case.people),
            key=lambda one: one.staff_id,
        )
    )
    relations = tuple(
        replace(one, first=keys.get(one.first, one.first), second=keys.get(one.second, one.second))
        for one in case.relations
    )
    return replace(case, people=people, relations=relations)


def _new_keys(case: Case, former: dict[str, str]) -> dict[str, str]:
    """Map the keys just given to the keys to be used."""
    numbered = [one for one in case.people if one.numbered]
    taken = {one.staff_id for one in case.people if not one.numbered} | set(former.values())
    keys = {}
    for one in numbered:
        key = former.get(one.id_number) or _free_key(one.staff_id, taken)
        taken.add(key)
        keys[one.staff_id] = key
    return keys


def _free_key(wanted: str, taken: set[str]) -> str:
    stem = wanted.rstrip("0123456789")
    width = len(wanted) - len(stem)
    number = int(wanted[len(stem) :])
    while f"{stem}{number:0{width}d}" in taken:
        number += 1
    return f"{stem}{number:0{width}d}"

"""The case and the draft as JSON text, without loss, and the fingerprint that names a plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Final

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.codec import Plain, decode, encode
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.row_texts import row_texts
from zhifa_alloc.schema.tables import pack, unpack

PLAN_ID_LENGTH: Final = 12
_PEOPLE: Final = "people"
_BLOCK: Final = 5_000
"""People whose text is made at a time."""
_UNORDERED: Final = frozenset(
    {
        "quotas",
        "districts",
        "weights",
        "weight_ranges",
        "workloads",
        "relations",
        "locks",
        "institutions",
        "forces",
    },
)
"""Tables whose rows may come in any order and still ask for the same plan."""
_UNORDERED_FACTS: Final = frozenset({"distances", "domains_without_people"})
"""The same for what follows from rows and is no row itself."""


def case_to_json(case: Case) -> str:
    """Return the case as one line of JSON; the same case gives the same text."""
    return _dump(encode(case, Case))


def case_from_json(text: str) -> Case:
    """Return the case that ``case_to_json`` wrote.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: the text is not such a case.
    """
    case: Case = decode(json.loads(text), Case)
    return case


def draft_to_json(draft: Draft) -> str:
    """Return the whole draft as one line of JSON; hand edits are facts of a file and stay out."""
    return _dump(encode(replace(draft, edits=()), Draft))


def draft_from_json(text: str) -> Draft:
    """Return the draft that ``draft_to_json`` wrote.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: the text is not such a draft.
    """
    draft: Draft = decode(json.loads(text), Draft)
    return draft


@dataclass(frozen=True, slots=True)
class DraftTexts:
    """A draft as three lines of JSON: all but the long tables, the people, the assignments.

    Drafts of one roster share the line of its people, which is then read once.
    """

    facts: str
    people: str
    assignments: str


def draft_to_texts(draft: Draft) -> DraftTexts:
    """Return the whole draft with its long tables as columns; hand edits stay out, as in ``draft_to_json``."""
    facts = replace(draft, case=replace(draft.case, people=()), assignments=(), edits=())
    return DraftTexts(
        facts=_dump(encode(facts, Draft)),
        people=_dump(pack(draft.case.people, Person)),
        assignments=_dump(pack(draft.assignments, Assignment)),
    )


def draft_from_texts(texts: DraftTexts) -> Draft:
    """Return the draft that ``draft_to_texts`` wrote.

    Raises:
        ValueError, KeyError, IndexError, TypeError, AttributeError: the texts are not such a draft.
    """
    facts = draft_from_json(texts.facts)
    if not texts.people:
        return facts  # written before the long tables had lines of their own
    assignments = unpack(json.loads(texts.assignments), Assignment)
    return replace(facts, case=replace(facts.case, people=_people_of(texts.people)), assignments=assignments)


@lru_cache(maxsize=1)
def _people_of(text: str) -> tuple[Person, ...]:
    return unpack(json.loads(text), Person)


def plan_id(case: Case, version: str, before: Mapping[str, str] | None = None) -> str:
    """Name a plan: 12 hexadecimal digits of what it was asked for and by which program.

    Equal for the same rows in another order, in other files or under other file names; another as soon as
    a figure, a parameter, a person's data or the program's version differs. What is kept from a base draft
    stands in the case as pins and locks; ``before``, the destinations there that it costs something to leave,
    counts too, so that a plan that goes on from a base has another name than one that does not.
    """
    plain = encode(replace(case, inputs=(), people=()), Case)
    for name in _UNORDERED & plain.keys():
        for row in plain[name]:
            row.pop("where", None)
        plain[name] = sorted(plain[name], key=_sorted_dump)
    for name in _UNORDERED_FACTS & plain.keys():
        plain[name] = sorted(plain[name])
    digest = sha256()
    for piece in _id_pieces(plain, case.people, version, before or {}):
        digest.update(piece.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:PLAN_ID_LENGTH]


def _id_pieces(
    plain: Mapping[str, Plain], people: Iterable[Person], version: str, before: Mapping[str, str]
) -> Iterator[str]:
    """Give the text that a plan is named by, piece by piece: that of 100,000 people takes 50 MB."""
    yield f"{version}\n{{"
    for number, name in enumerate(sorted({*plain, _PEOPLE})):
        yield f"{',' if number else ''}{_dump(name)}:"
        if name == _PEOPLE:
            yield from _people_pieces(people)
        else:
            yield _sorted_dump(plain[name])
    yield "}"
    if before:
        yield f"\n{_sorted_dump(dict(before))}"


def _people_pieces(people: Iterable[Person]) -> Iterator[str]:
    """Give the list of people, by 人员编号, without their places in files."""
    ordered = sorted(people, key=attrgetter("staff_id"))
    yield "["
    for start in range(0, len(ordered), _BLOCK):
        yield "," if start else ""
        yield ",".join(row_texts(ordered[start : start + _BLOCK], Person, ("where",)))
    yield "]"


def _dump(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _sorted_dump(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

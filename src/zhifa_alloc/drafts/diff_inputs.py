"""What differs in the input of two drafts, item by item, as values that the pages put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeAlias

from zhifa_alloc.drafts.parameters import parameter_texts
from zhifa_alloc.schema.attribution import ChangeKey
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft

Texts: TypeAlias = dict[str, str]
NOTHING: Final = "—"
_GROUPS: Final[Mapping[str, str]] = {
    "wishes": "wishes",
    "stationed": "stationed",
    "home": "home",
    "pin": "pin",
    "exclusions": "exclusions",
    "status": "status",
    "certificate": "certificate",
    "certificate_until": "certificate",
    "certified": "certificate",
    "points": "points",
    "unit": "unit",
    "domain": "unit",
    "quota_type": "unit",
}
"""Field of a person -> key below ``diff.fields`` in text/; every other field is ``other``."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """One item of the input that differs.

    Attributes:
        part: key below ``diff.inputs``.
        code: key below ``diff.details``.
        params: what the sentence quotes; ``fields`` counts people by key below ``diff.fields``.
    """

    part: ChangeKey
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def field_groups(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys below ``diff.fields`` of changed fields, each once; the values of no field are told."""
    followed = len(fields) > 1
    told = (name for name in fields if name != "standing" or not followed)
    return tuple(dict.fromkeys(_GROUPS.get(name, "other") for name in told))


def input_changes(
    drafts: tuple[Draft, Draft],
    cases: tuple[Case, Case],
    parts: tuple[ChangeKey, ...],
    own: Mapping[str, tuple[str, ...]],
) -> tuple[InputChange, ...]:
    """List what differs, part by part.

    Args:
        drafts: the two drafts.
        cases: their inputs without what is held from earlier drafts.
        parts: the parts that differ.
        own: staff_id -> fields of own data that differ.
    """
    return (
        *_program(drafts),
        *_feedback(drafts),
        *(item for part in parts for item in _items(part, cases, own)),
    )


def _program(drafts: tuple[Draft, Draft]) -> Iterator[InputChange]:
    old, new = (draft.version for draft in drafts)
    if old != new:
        yield InputChange("program", "text", {"name": "", "before": old, "after": new})


def _feedback(drafts: tuple[Draft, Draft]) -> Iterator[InputChange]:
    """Tell accepted objections by number, and bodies that districts sent back by name."""
    old, new = (len(draft.held_exclusions) for draft in drafts)
    if drafts[0].held_exclusions != drafts[1].held_exclusions:
        yield InputChange("feedback", "objections", {"before": old, "after": new})
    sent = {setup.district for draft in drafts for setup in draft.held_setups}
    bodies = [_bodies(draft.case, sent) for draft in drafts]
    for name in dict.fromkeys((*bodies[0], *bodies[1])):
        before, after = (one.get(name, NOTHING) for one in bodies)
        if before != after:
            yield InputChange("feedback", "text", {"name": name, "before": before, "after": after})


def _bodies(case: Case, districts: set[str]) -> Texts:
    """Return 机构设置 of some districts as it holds in the draft, one text a district."""
    found: dict[str, list[str]] = {}
    for one in (body for body in case.institutions if body.district in districts):
        found.setdefault(f"{one.district}机构设置", []).append(f"{one.name}（{'、'.join(one.domains)}）")
    return {name: "；".join(texts) for name, texts in found.items()}


def _items(
    part: ChangeKey, cases: tuple[Case, Case], own: Mapping[str, tuple[str, ...]]
) -> Iterator[InputChange]:
    if part == "people":
        yield _people(cases, own)
        return
    if part not in _TEXTS:
        return
    old, new = map(_TEXTS[part], cases)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            values = {"name": name, "before": old.get(name) or NOTHING, "after": new.get(name) or NOTHING}
            yield InputChange(part, "text", values)


def _people(cases: tuple[Case, Case], own: Mapping[str, tuple[str, ...]]) -> InputChange:
    old, new = ({person.staff_id for person in case.people} for case in cases)
    groups = Counter(group for fields in own.values() for group in field_groups(fields))
    counts = {"joined": len(new - old), "left": len(old - new), "changed": len(own)}
    return InputChange("people", "people", {**counts, "fields": dict(groups)})


def _quotas(case: Case) -> Texts:
    return {f"{row.unit} {row.quota_type}": f"{row.approved}/{row.reserve}" for row in case.quotas} | {
        f"{row.unit} {row.quota_type} {name}": text
        for row in case.quotas
        for name, text in (
            ("执法领域", row.domain),
            ("划转方式", row.mode),
            ("状态", row.state),
            ("交接期限", str(row.deadline or "")),
        )
    }


def _districts(case: Case) -> Texts:
    return {
        f"{row.name} {name}": text
        for row in case.districts
        for name, text in (
            ("是否承接", "是" if row.receives else "否"),
            ("编制上限", _limit(row.cap)),
            ("编制下限", _limit(row.floor)),
            ("不承接领域", "、".join(row.excluded_domains)),
            ("已接收领域", "、".join(row.received_domains)),
        )
    }


def _limit(posts: int | None) -> str:
    return "" if posts is None else str(posts)


def _figures(case: Case) -> Texts:
    return {
        f"{row.name} {factor}": number_text(figure)
        for row in case.districts
        for factor, figure in row.factors.items()
    }


def _workloads(case: Case) -> Texts:
    return {
        f"{row.domain} {row.indicator} {district}": number_text(figure)
        for row in case.workloads
        for district, figure in row.figures.items()
    }


def _weights(case: Case) -> Texts:
    return {
        f"{row.domain} {factor}": f"{float(weight * 100):.4g}%"
        for row in case.weights
        for factor, weight in row.weights
    }


def _locks(case: Case) -> Texts:
    return {f"{lock.domain} {lock.quota_type} {lock.district}": str(lock.quota) for lock in case.locks}


def _relations(case: Case) -> Texts:
    return {f"{one.first}—{one.second} {one.demand}": one.kind or one.demand for one in case.relations}


def _institutions(case: Case) -> Texts:
    return {f"{one.district} {one.name}": "、".join(one.domains) for one in case.institutions}


def _distances(case: Case) -> Texts:
    return {f"{start}—{end}": str(km) for (start, end), km in case.distances.items() if start <= end}


def _parameters(case: Case) -> Texts:
    texts = parameter_texts(case.parameters)
    switches = {f"规则:{rule}": reason for rule, reason in sorted(case.parameters.switches.items())}
    return {name: text for name, text in texts.items() if name not in ("抽签种子", "基准日")} | switches


def number_text(number: Fraction) -> str:
    """Return a figure as an office writes it: whole, or with the decimals it has."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.10g}"


_TEXTS: Final[Mapping[ChangeKey, Callable[[Case], Texts]]] = {
    "quotas": _quotas,
    "districts": _districts,
    "figures": _figures,
    "workloads": _workloads,
    "weights": _weights,
    "locks": _locks,
    "relations": _relations,
    "institutions": _institutions,
    "distances": _distances,
    "base_date": lambda case: {"": str(case.base_date or "")},
    "parameters": _parameters,
    "seed": lambda case: {"": case.parameters.seed},
}

"""Drafts, verifications and differences as JSON values; the keys are fixed (contract, section 4).

No ID number is ever in them: people go by 人员编号.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from zhifa_alloc.drafts import diff_words
from zhifa_alloc.drafts.diff import CellChange, DraftDiff, Move
from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.drafts.terms import FORMAT, FORMAT_VERSION
from zhifa_alloc.schema.draft import Draft, RuleResult
from zhifa_alloc.schema.placement import Stage
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.text import Lang, Phrasebook, phrasebook
from zhifa_alloc.text.sentences import finding_record, place_sentence, reason_sentence

Json: TypeAlias = dict[str, Any]


def draft_json(draft: Draft, lang: Lang = "zh") -> Json:
    """Return a draft as ``plan --json`` gives it."""
    text = phrasebook(lang)
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "plan_id": draft.plan_id,
        "inputs": [{"name": file.name, "sha256": file.sha256} for file in draft.case.inputs],
        "quotas": _quotas(draft),
        "reserve": _reserves(draft),
        "headcounts": _headcounts(draft),
        "assignments": _assignments(draft, text),
        "stages": stages_json(draft.stages, text),
        "rules": rules_json(draft.rules, text),
        "findings": [finding_record(finding, text) for finding in draft.findings],
        "metrics": metrics_of(draft),
    }


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def stages_json(stages: Sequence[Stage], text: Phrasebook) -> list[Json]:
    """Return stages in order; a bound that is no whole number is given as a fraction in text."""
    return [
        {
            "key": stage.key,
            "name": text.say(f"goals.stages.{stage.key}"),
            "value": stage.value,
            "bound": _number(stage.bound),
            "certified": None if stage.certified is None else _number(stage.certified),
            "gap": stage.gap,
            "certified_gap": stage.certified_gap,
            "proved": stage.proved,
        }
        for stage in stages
    ]


def rules_json(rules: Sequence[RuleResult], text: Phrasebook) -> list[Json]:
    """Return the outcome of every rule; places are sentences."""
    return [
        {
            "id": result.rule,
            "title": text.say(f"rules.titles.{result.rule}"),
            "status": result.status,
            "places": [place_sentence(place, text) for place in result.places],
        }
        for result in rules
    ]


def diff_json(change: DraftDiff, lang: Lang = "zh") -> Json:
    """Return a difference as ``diff --json`` gives it; quotas holds only changed cells, ``cause`` is always Chinese."""
    text = phrasebook(lang)
    return {
        "inputs_changed": [text.say(f"diff.inputs.{name}") for name in change.inputs_changed],
        "input_changes": [
            {"input": name, "change": detail} for name, detail in diff_words.input_lines(change, text)
        ],
        "quotas": [_cell_change(cell, text) for cell in change.cells],
        "moves": [_move(move, text) for move in change.moves],
        "joined": list(change.joined),
        "left": list(change.left),
        "suspects": [list(pair) for pair in change.suspects],
        "metrics": {name: list(pair) for name, pair in change.metrics.items()},
        "placed_again": change.placed_again,
    }


def _cell_change(cell: CellChange, text: Phrasebook) -> Json:
    return {
        **_cell((cell.domain, cell.quota_type, cell.district)),
        "before": cell.before,
        "after": cell.after,
        "cause": cell.cause,
        "why": diff_words.why_cell(cell, text),
        "shares": [str(share) for share in cell.shares],
        "inferred": cell.blame.inferred,
    }


def _move(move: Move, text: Phrasebook) -> Json:
    return {
        "staff_id": move.staff_id,
        "from": move.before,
        "to": move.after,
        "cause": move.cause,
        "why": diff_words.why_moved(move, text),
        "inferred": move.inferred,
    }


def _quotas(draft: Draft) -> list[Json]:
    return [
        {**_cell(key), "share": str(draft.quotas.shares[key]), "quota": quota}
        for key, quota in draft.quotas.values.items()
    ]


def _reserves(draft: Draft) -> list[Json]:
    assigned = _assigned(draft)
    return [
        {
            "domain": one.domain,
            "quota_type": one.quota_type,
            "quota": one.quota,
            "target": one.target,
            "assigned": assigned[one.domain, one.quota_type, CITY],
            "apart_on_quota": one.apart_on_quota,
            "waiting": one.waiting,
            "surplus": one.surplus,
        }
        for one in draft.reserves
    ]


def _headcounts(draft: Draft) -> list[Json]:
    assigned = _assigned(draft)
    return [
        {**_cell(key), "target": target, "assigned": assigned[key]}
        for key, target in draft.headcounts.values.items()
        if key[2] != CITY
    ]


def _assigned(draft: Draft) -> Counter[CellKey]:
    return Counter((one.domain, one.quota_type, one.to) for one in draft.assignments)


def _cell(key: CellKey) -> Json:
    domain, quota_type, district = key
    return {"domain": domain, "quota_type": quota_type, "district": district}


def _assignments(draft: Draft, text: Phrasebook) -> list[Json]:
    return [
        {
            "staff_id": one.staff_id,
            "domain": one.domain,
            "quota_type": one.quota_type,
            "from": one.unit,
            "to": one.to,
            "preference": one.preference,
            "pinned": one.pinned,
            "reason": reason_sentence(one.reason, text),
        }
        for one in draft.assignments
    ]

"""What a verification found, in words and with cells: for the screen and for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhifa_alloc.drafts.as_json import Json, stages_json
from zhifa_alloc.drafts.check_tables import TABLE
from zhifa_alloc.drafts.facts import Fault
from zhifa_alloc.drafts.verify import Verification
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.text.phrasebook import Lang, Phrasebook, phrasebook
from zhifa_alloc.text.sentences import place_sentence

CELLS_SHOWN: Final = 5
FILE_RULE: Final = "draft-file"
"""Id of the entry that tells what is wrong with the file itself; not one of the rules of a plan."""


def verify_json(found: Verification, lang: Lang = "zh") -> Json:
    """Return a verification as ``verify --json`` gives it; sentences of places end with their cells."""
    text = phrasebook(lang)
    return {
        "ok": found.ok,
        "plan_id": found.draft.plan_id,
        "rules": [*_rules(found, text), *_file_rule(found, text)],
        "faults": [_fault(fault, text) for fault in found.faults],
        "edits": [
            {
                "sheet": edit.sheet,
                "cell": edit.cell,
                "key": edit.key,
                "before": edit.before,
                "after": edit.after,
            }
            for edit in found.edits
        ],
        "stages": stages_json(found.stages, text),
        "metrics": dict(found.metrics),
    }


def _rules(found: Verification, text: Phrasebook) -> list[Json]:
    return [
        {
            "id": rule.rule,
            "title": text.say(f"rules.titles.{rule.rule}"),
            "status": rule.status,
            "places": [place_with_cells(found, place, text) for place in rule.places],
        }
        for rule in found.rules
    ]


def _file_rule(found: Verification, text: Phrasebook) -> list[Json]:
    """Return what is wrong with the file itself as one more rule, so that whoever reads rules alone sees it."""
    if not found.faults:
        return []
    broken = any(fault.weight == "broken" for fault in found.faults)
    places = [f"{cell_name(fault.where)} {fault_sentence(fault, text)}".strip() for fault in found.faults]
    title = text.say("screen.verify.file")
    return [{"id": FILE_RULE, "title": title, "status": "broken" if broken else "warn", "places": places}]


def fault_sentence(fault: Fault, text: Phrasebook) -> str:
    """Put a fault into words, without its cell."""
    params = dict(fault.params)
    if "stage" in params:
        params["stage"] = text.say(f"goals.stages.{params['stage']}")
    if fault.code == TABLE:
        return text.say(f"verify.table_faults.{params.pop('code')}", **params)
    return text.say(f"verify.faults.{fault.code}", **params)


def place_with_cells(found: Verification, place: Place, text: Phrasebook) -> str:
    """Put the place of a rule into words, with the cells where it can be mended."""
    sentence = place_sentence(place, text)
    cells = found.places_of(place)
    return text.say("verify.place", sentence=sentence, cells=_cells(cells, text)) if cells else sentence


def cell_name(where: CellRef) -> str:
    """Name a cell as Excel does: sheet!B17, or the sheet alone."""
    return "!".join(part for part in (where.sheet, where.cell) if part)


def _cells(cells: Sequence[CellRef], text: Phrasebook) -> str:
    shown = "、".join(map(cell_name, cells[:CELLS_SHOWN]))
    if len(cells) <= CELLS_SHOWN:
        return shown
    return text.say("verify.more_cells", cells=shown, count=len(cells))


def _fault(fault: Fault, text: Phrasebook) -> Json:
    return {
        "code": fault.code,
        "status": fault.weight,
        "sheet": fault.where.sheet,
        "cell": fault.where.cell,
        "message": fault_sentence(fault, text),
    }

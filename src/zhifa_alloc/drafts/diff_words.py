"""A comparison in words, in the language of the reader; workbooks take the Chinese ones."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from zhifa_alloc.drafts.diff import CellChange, DraftDiff, Move
from zhifa_alloc.drafts.diff_causes import Blame
from zhifa_alloc.drafts.diff_inputs import InputChange, field_groups
from zhifa_alloc.schema.attribution import Cause
from zhifa_alloc.schema.quota import Bound
from zhifa_alloc.text import Phrasebook

_WISHES: Final = {1: "first", 2: "second", 3: "third", 0: "none", None: "empty"}
_CAUSES: Final[dict[Cause, str]] = {
    "名册变化": "roster",
    "权重变化": "weights",
    "编制增减": "posts",
    "规则或参数变化": "settings",
    "人工锁定": "hand",
    "区里意见": "district",
    "连带调整": "knock_on",
    "等价方案": "tie",
}
_THROUGH_NUMBERS: Final = frozenset({"quotas", "figures", "workloads", "weights", "locks"})
_OWN_SENTENCE: Final = frozenset(
    {"hand", "hand_undone", "pin", "feedback", "base", "people", "derived", "relations"}
)

_NAMED: Final = 2
"""Most bounds that are named of a cell; where a whole domain is kept, every other cell is one."""


def head_lines(change: DraftDiff, text: Phrasebook) -> tuple[str, ...]:
    """Say what heads a comparison: a changed seed before all else, what changed, whether the input is the same."""
    seed = (text.say("diff.seed_changed"),) if change.seed_changed else ()
    return (*seed, _headline(change, text), _comparability(change, text))


def _headline(change: DraftDiff, text: Phrasebook) -> str:
    if change.is_empty:
        return text.say("diff.same_but_seed" if change.seed_changed else "diff.same")
    return text.say(
        "diff.headline",
        moved=len(change.moves),
        by_hand=sum(move.cause == "人工锁定" for move in change.moves),
        cells=len(change.cells),
        joined=len(change.joined),
        left=len(change.left),
    )


def _comparability(change: DraftDiff, text: Phrasebook) -> str:
    if not change.inputs_changed:
        return text.say("diff.comparable")
    names = text.say("diff.joint").join(text.say(f"diff.inputs.{name}") for name in change.inputs_changed)
    return text.say("diff.not_comparable", names=names)


def input_lines(change: DraftDiff, text: Phrasebook) -> tuple[tuple[str, str], ...]:
    """Return (input item, what changed in it), one a line."""
    return tuple((text.say(f"diff.inputs.{item.part}"), _input_words(item, text)) for item in change.inputs)


def _input_words(item: InputChange, text: Phrasebook) -> str:
    params = dict(item.params)
    fields = params.pop("fields", {})
    if item.code == "people":
        named = (
            text.say("diff.field_count", field=text.say(f"diff.fields.{key}"), count=count)
            for key, count in dict(fields).items()  # type: ignore[call-overload]
        )
        params["fields"] = text.say("diff.joint").join(named) or "—"
    return text.say(f"diff.details.{item.code}", **params).strip()


def cause_word(cause: Cause, text: Phrasebook) -> str:
    """Name a cause in the reader's language; JSON keeps the Chinese name."""
    return text.say(f"diff.causes.{_CAUSES[cause]}")


def cause_meaning(cause: Cause, text: Phrasebook) -> str:
    """Say what a cause means."""
    return text.say(f"diff.meanings.{_CAUSES[cause]}")


def wish_words(preference: int | None, text: Phrasebook) -> str:
    """Name the wish that was met."""
    return text.say(f"diff.wishes.{_WISHES[preference]}")


def basis_word(blame: Blame, text: Phrasebook) -> str:
    """Say whether a cause is a fact (or found by planning again) or inferred."""
    return text.say("diff.states.inferred" if blame.inferred else "diff.states.fact")


def why_moved(move: Move, text: Phrasebook) -> str:
    """Say why a person moved, more precisely than the cause; no second person is ever named."""
    blame = move.blame
    ground = text.say(f"diff.grounds.{blame.ground}")
    if blame.cause == "连带调整":
        return text.say("diff.why.knock_on", ground=ground)
    if blame.cause == "等价方案":
        return text.say("diff.why.tie")
    if blame.ground in _OWN_SENTENCE:
        groups = (text.say(f"diff.fields.{name}") for name in field_groups(blame.fields))
        return text.say(f"diff.why.{blame.ground}", fields=text.say("diff.joint").join(groups) or "—")
    key = "numbers" if blame.ground in _THROUGH_NUMBERS else "settings"
    return text.say(f"diff.why.{key}", ground=ground)


def why_cell(cell: CellChange, text: Phrasebook) -> str:
    """Say why a quota cell changed: what set it off, what the fair share did, which bound holds it."""
    return text.say("diff.stop").join(_cell_clauses(cell, text))


def _cell_clauses(cell: CellChange, text: Phrasebook) -> Iterator[str]:
    blame = cell.blame
    ground = text.say(f"diff.grounds.{blame.ground}")
    if blame.cause == "连带调整":
        yield text.say("diff.cell_why.knock_on", ground=ground)
    elif text.has(f"diff.cell_why.{blame.ground}"):
        rows = {"row_before": cell.rows[0], "row_after": cell.rows[1]}
        yield text.say(f"diff.cell_why.{blame.ground}", after=cell.after, **rows)
    else:
        yield text.say("diff.cell_why.changed", ground=ground)
    if blame.ground not in ("hand", "hand_undone") or blame.cause == "连带调整":
        yield _share_clause(cell, text)
    if cell.bounds:
        named = text.say("diff.joint").join(_bound_words(bound, text) for bound in cell.bounds[:_NAMED])
        key = "bound" if len(cell.bounds) <= _NAMED else "bounds"
        yield text.say(f"diff.cell_why.{key}", bounds=named, count=len(cell.bounds))


def _share_clause(cell: CellChange, text: Phrasebook) -> str:
    old, new = share_texts(*cell.shares)
    values = {"old": old, "new": new, "posts": abs(cell.after - cell.before)}
    if cell.shares[0] == cell.shares[1]:
        return text.say("diff.cell_why.share_same", **values)
    if not cell.against_share:
        return text.say("diff.cell_why.share", **values)
    if (cell.rows[1] - cell.rows[0]) * (cell.shares[1] - cell.shares[0]) <= 0:
        return text.say("diff.cell_why.against", **values)
    key = "paradox_less" if cell.after < cell.before else "paradox_more"
    return text.say(f"diff.cell_why.{key}", row_before=cell.rows[0], row_after=cell.rows[1], **values)


def share_texts(old: Fraction, new: Fraction) -> tuple[str, str]:
    """Write two fair shares with as many decimals as tell them apart, at least two."""
    for places in (2, 4, 8):
        texts = f"{float(old):.{places}f}", f"{float(new):.{places}f}"
        if old == new or texts[0] != texts[1]:
            break
    return texts


def _bound_words(bound: Bound, text: Phrasebook) -> str:
    where = " ".join(name for name in (bound.domain, bound.quota_type, bound.district) if name)
    key = "exactly" if bound.lower == bound.upper else "least" if bound.upper is None else "most"
    number = bound.lower if key != "most" else bound.upper
    return text.say(f"draft.working.bound_{key}", source=bound.source, where=where, number=number)


def method_line(change: DraftDiff, text: Phrasebook) -> str:
    """Say how the causes were found, and how many are inferred."""
    inferred = sum(move.inferred for move in change.moves)
    line = text.say("diff.placed_again", count=change.placed_again) if change.placed_again else ""
    tail = text.say("diff.some_inferred", count=inferred) if inferred else ""
    return text.say("diff.stop").join(part for part in (line, tail) if part)

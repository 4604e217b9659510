"""Values of the schema in words: findings, conflicts, repairs, reasons, places, errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from zhifa_alloc.schema.conflict import Repair
from zhifa_alloc.text.phrasebook import Lang, Phrasebook

if TYPE_CHECKING:  # words need no class to be loaded; a quick command waits for none
    from zhifa_alloc.schema.conflict import Conflict
    from zhifa_alloc.schema.draft import Place
    from zhifa_alloc.schema.errors import ZhifaError
    from zhifa_alloc.schema.finding import Finding
    from zhifa_alloc.schema.placement import Reason

KEYS_SHOWN = 5
_NEVER_SAID = "审查调查"
"""The one status word that no screen, log, JSON or comparison may say, also where a cell holds it."""
_COUNTED = ("position", "preference")
"""Numbers of wishes, said as 第一志愿, 第二志愿."""
_COLON: Mapping[Lang, str] = {"zh": "：", "en": ": "}
_JOINT: Mapping[Lang, str] = {"zh": "、", "en": ", "}
_APART: Mapping[Lang, str] = {"zh": "；", "en": "; "}
_SENTENCES = ("demands", "items")
"""Lists whose phrases are sentences that may hold lists themselves."""


def finding_part(finding: Finding, part: str, book: Phrasebook) -> str:
    """Put ``title``, ``message`` or ``fix`` of a finding into words; a likely word is asked, never applied."""
    near = finding.params.get("suggestion", "")
    maybe = book.say("findings.maybe", suggestion=near) if near else ""
    params = {**_flat(finding.params, book), "value": finding.value, "maybe": maybe}
    return _discreet(book.say(f"findings.{finding.code}.{part}", **params))


def finding_record(finding: Finding, book: Phrasebook) -> dict[str, str]:
    """Return a finding with the keys of the contract's JSON (section 4)."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "book": finding.where.book,
        "sheet": finding.where.sheet,
        "cell": finding.where.cell,
        "value": _discreet(finding.value),
        "message": finding_part(finding, "message", book),
        "fix": finding_part(finding, "fix", book),
    }


def _discreet(text: str) -> str:
    return text.replace(_NEVER_SAID, "*" * len(_NEVER_SAID))


def conflict_sentence(conflict: Conflict, book: Phrasebook) -> str:
    """Put a conflict into words; its code is a key below ``conflicts``."""
    return book.say(f"conflicts.{conflict.code}", **_flat(conflict.params, book))


def repair_sentence(repair: Repair, book: Phrasebook) -> str:
    """Put a way out into words; its code is a key below ``repairs``."""
    return book.say(f"repairs.{repair.code}", **_flat(repair.params, book))


def reason_sentence(reason: Reason, book: Phrasebook) -> str:
    """Put the reason of an assignment into words; its code is a key below ``reasons``."""
    return book.say(f"reasons.{reason.code}", **_flat(reason.params, book))


def place_sentence(place: Place, book: Phrasebook) -> str:
    """Put the place of a broken or warning rule into words; its code is a key below ``rules.places``.

    People concerned stand before it by their keys, a few of them where they are many.
    """
    sentence = _discreet(book.say(f"rules.places.{place.code}", **_flat(place.params, book)))
    if not place.staff_ids:
        return sentence
    keys = _JOINT[book.lang].join(place.staff_ids[:KEYS_SHOWN])
    more = "…" if len(place.staff_ids) > KEYS_SHOWN else ""
    return f"{keys}{more}{_COLON[book.lang]}{sentence}"


def error_sentence(error: ZhifaError, book: Phrasebook) -> tuple[str, str]:
    """Return the sentence and the hint (possibly empty) of an expected stop."""
    params = _flat(error.params, book)
    hint = f"errors.{error.code}.hint"
    return (
        book.say(f"errors.{error.code}.message", **params),
        book.say(hint, **params) if book.has(hint) else "",
    )


def _flat(params: Mapping[str, object], book: Phrasebook) -> dict[str, object]:
    """Turn phrases and lists into texts, as the language joins them."""
    return {name: _word(name, value, book) for name, value in params.items()}


def _word(name: str, value: object, book: Phrasebook) -> object:
    if isinstance(value, (list, tuple)):
        phrases = any(isinstance(item, Mapping) for item in value)
        joint = (_APART if phrases and name in _SENTENCES else _JOINT)[book.lang]
        return joint.join(str(_word("", item, book)) for item in value)
    if isinstance(value, Repair):
        return repair_sentence(value, book)
    if isinstance(value, Mapping):
        return book.say(str(value["phrase"]), **_flat(value, book))
    if name in _COUNTED and isinstance(value, int):
        return book.say(f"reasons.ordinals.{value}")
    return value

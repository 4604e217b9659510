"""Conflicts and repairs in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.text import Phrasebook

_SUBJECTS = ("conflicts", "people")


def conflict_sentence(conflict: Conflict, text: Phrasebook) -> str:
    """Put one conflict into words."""
    return _say("conflicts", conflict.code, conflict.params, text)


def conflict_lines(conflicts: Sequence[Conflict], text: Phrasebook) -> list[Text]:
    """Number the conflicts, each with its repairs below."""
    lines = []
    for number, conflict in enumerate(conflicts, start=1):
        lines.append(Text(f"  {number}. {conflict_sentence(conflict, text)}", overflow="fold"))
        for repair in conflict.repairs:
            words = _say("repairs", repair.code, repair.params, text)
            lines.append(Text(f"     {text.say('screen.conflicts.repair', text=words)}", overflow="fold"))
    return lines


def _say(kind: str, code: str, params: object, text: Phrasebook) -> str:
    raise NotImplementedError

"""Conflicts and repairs on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.text import Phrasebook
from zhifa_alloc.text.sentences import conflict_sentence, repair_sentence


def conflict_lines(conflicts: Sequence[Conflict], text: Phrasebook) -> list[Text]:
    """Number the conflicts, each with its repairs below."""
    lines = []
    for number, conflict in enumerate(conflicts, start=1):
        lines.append(Text(f"  {number}. {conflict_sentence(conflict, text)}", overflow="fold"))
        for repair in conflict.repairs:
            words = text.say("screen.conflicts.repair", text=repair_sentence(repair, text))
            lines.append(Text(f"     {words}", overflow="fold"))
    return lines

"""The steps of a handover, how long each takes and what it waits for: the default profile of the timetable.

Lengths are working days (工作日) and a proposal: an office changes them by ``--set`` or in the workbook. Where
a length follows a published timetable, the sentence ``schedule.steps.<key>.basis`` says which; the names
and owners of the steps stand there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.terms import MODE_TRANSFERRED
from zhifa_alloc.text.phrasebook import phrasebook

_LONGEST: Final = 250
"""Working days of about a year; more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        key: names the step in text/.
        days: length in working days, at least 1.
        after: keys of the steps that must be finished before.
        modes: 划转方式 that the step belongs to; empty for both.
        aftermath: the step follows the handover instead of leading to it.
    """

    key: str
    days: int
    after: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    aftermath: bool = False

    @property
    def name(self) -> str:
        """What the step is called in the workbook, which is always Chinese."""
        return phrasebook("zh").say(f"schedule.steps.{self.key}.name")


_MOVED: Final = (MODE_TRANSFERRED,)
HANDOVER: Final = (
    Step("mobilise", 1),
    Step("freeze", 2, ("mobilise",)),
    Step("draft", 2, ("freeze",)),
    Step("consult", 3, ("draft",)),
    Step("talks", 3, ("draft",)),
    Step("approve", 2, ("consult", "talks")),
    Step("publish", 5, ("approve",)),
    Step("notice", 1, ("publish",)),
    Step("leaders", 7, ("mobilise",)),
    Step("report_in", 5, ("notice", "leaders")),
    Step("duties", 3, ("notice",)),
    Step("cases", 5, ("notice",)),
    Step("assets", 5, ("approve",)),
    Step("certificates", 5, ("notice",)),
    Step("sign", 1, ("report_in", "duties", "cases", "assets", "certificates")),
    Step("register_seconded", 5, ("sign",), aftermath=True),
    Step("register_moved", 10, ("sign",), _MOVED, aftermath=True),
    Step("pay_and_party", 10, ("sign",), _MOVED, aftermath=True),
    Step("archives", 5, ("sign",), _MOVED, aftermath=True),
    Step("archive_receipts", 22, ("sign",), _MOVED, aftermath=True),
    Step("look_back", 22, ("sign",), aftermath=True),
)
"""Between mobilisation and signatures: 22 working days in a row, about the month that the city gives."""

SETTING_UP: Final = (
    Step("outside_survey", 3),
    Step("outside_plan", 5, ("outside_survey",)),
    Step("outside_consult", 3, ("outside_plan",)),
    Step("outside_approve", 3, ("outside_consult",)),
    Step("outside_leaders", 5, ("outside_approve",)),
    Step("outside_running", 3, ("outside_leaders",)),
)
"""Districts that no people move to set up their own teams, after the example of the others."""


def with_lengths(steps: tuple[Step, ...], lengths: Mapping[str, int]) -> tuple[Step, ...]:
    """Give steps the lengths that an office set, by name; names of other profiles are left alone."""
    return tuple(replace(step, days=lengths.get(step.name, step.days)) for step in steps)


def read_lengths(settings: Mapping[str, str]) -> dict[str, int]:
    """Read 环节=工作日 pairs.

    Raises:
        WrongUse: ``unknown_step`` or ``bad_step_length``.
    """
    names = {step.name for step in (*HANDOVER, *SETTING_UP)}
    for name in settings:
        if name not in names:
            raise WrongUse("unknown_step", name=name, names="、".join(sorted(names)))
    return {name: _length(name, text) for name, text in settings.items()}


def _length(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _LONGEST):
        raise WrongUse("bad_step_length", name=name, value=text, most=_LONGEST)
    return int(text)


def steps_for(modes: tuple[str, ...], lengths: Mapping[str, int]) -> tuple[Step, ...]:
    """Return the steps of a wave whose units have these 划转方式."""
    fitting = (step for step in HANDOVER if not step.modes or set(step.modes) & set(modes))
    return with_lengths(tuple(fitting), lengths)

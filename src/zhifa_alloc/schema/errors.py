"""What stops a run: wrong use and unusable files. Bad data is a ``Finding`` instead.

An error names its situation by a code; ``text`` holds the sentence and the hint for each code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from zhifa_alloc.schema.masking import mask_ids

if TYPE_CHECKING:
    from zhifa_alloc.schema.conflict import Conflict


class ZhifaError(Exception):
    """Base of every expected stop; knows its exit code, never prints."""

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, **params: object) -> None:
        """Name the situation.

        Args:
            code: key below ``errors`` in text/, for example ``file_locked``.
            params: what the sentence quotes; ID numbers that a user typed are masked here, before any
                screen, log or trace.
        """
        shown = {name: mask_ids(value) if isinstance(value, str) else value for name, value in params.items()}
        super().__init__(code, shown)
        self.code = code
        self.params: dict[str, object] = shown


class WrongUse(ZhifaError):
    """The call itself cannot be obeyed: options, arguments, order of work."""


class UnusableFile(ZhifaError):
    """A file cannot serve: not a workbook, hostile, locked, a sheet or column is missing, not a draft."""


class NoFeasiblePlan(ZhifaError):
    """No plan meets the hard rules and bounds together; carries the conflicts found."""

    exit_code: ClassVar[int] = 3

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        """Keep the conflicts, most telling first."""
        super().__init__("no_feasible_plan", count=len(conflicts))
        self.conflicts = conflicts

"""Why no plan exists, and what would mend it: values that ``text`` puts into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out. ``code`` is a key below ``repairs`` in text/, ``params`` what it quotes."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Demands that cannot hold together. ``code`` is a key below ``conflicts`` in text/."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()

"""The pipeline as a library call: case in, draft out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhifa_alloc.planning.continuation import Continuation, continue_from
    from zhifa_alloc.planning.pipeline import Step, plan, replan

__all__ = ["Continuation", "Step", "continue_from", "plan", "replan"]
_HOMES = {"Continuation": "continuation", "continue_from": "continuation"}


def __getattr__(name: str) -> object:
    """Load the pipeline, and with it the solver, only for those who plan: a comparison of drafts need not."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'pipeline')}"), name)

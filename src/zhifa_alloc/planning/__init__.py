"""The pipeline as a library call: case in, draft out."""

from zhifa_alloc.planning.continuation import Continuation, continue_from
from zhifa_alloc.planning.pipeline import Step, plan, replan

__all__ = ["Continuation", "Step", "continue_from", "plan", "replan"]

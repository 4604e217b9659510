"""The pipeline as a library call: case in, draft out."""

from zhifa_alloc.planning.pipeline import Step, plan

__all__ = ["Step", "plan"]

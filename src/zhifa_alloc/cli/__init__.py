"""Commands, one file each; the only place with typer and rich."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code (contract, section 1)."""
    import gc

    from zhifa_alloc.cli.boundary import run

    # A run makes millions of values that live to its end; looking through them for cycles again and again
    # took a quarter of the time of a large check.
    gc.set_threshold(1_000_000, 10, 10)
    return run(argv)

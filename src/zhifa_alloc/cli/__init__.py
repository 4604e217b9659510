"""Commands, one file each; the only place with typer and rich."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code (contract, section 1)."""
    from zhifa_alloc.cli.boundary import run

    return run(argv)

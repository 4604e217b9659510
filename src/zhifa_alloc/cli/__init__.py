"""Commands, one file each; the only place with typer and rich."""


def main() -> int:
    """Run the program."""
    raise NotImplementedError

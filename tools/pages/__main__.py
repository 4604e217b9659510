"""Command line: ``python -m pages`` renews the generated pages of docs/."""

from __future__ import annotations

from pathlib import Path

from pages.codes import codes_page

if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "问题代码.md").write_text(codes_page(), encoding="utf-8")

"""Command line: ``python -m templates [FILE]`` renews data/templates/花名册模板.xlsx."""

from __future__ import annotations

import sys
from pathlib import Path

from templates.build import build
from zhifa_alloc.sheets.template import TEMPLATE_NAME

TARGET = Path(__file__).parents[2] / "data" / "templates" / TEMPLATE_NAME

if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)

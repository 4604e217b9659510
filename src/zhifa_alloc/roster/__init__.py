"""Raw tables -> checked input and findings: per cell, per row, across rows, sheets and books."""

from zhifa_alloc.roster.build import Checked, build_case

__all__ = ["Checked", "build_case"]

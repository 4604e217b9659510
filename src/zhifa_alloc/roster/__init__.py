"""Raw tables -> checked input and findings: per cell, per row, across rows, sheets and books."""

from zhifa_alloc.roster.arrivals import Arrivals
from zhifa_alloc.roster.build import Checked, build_case
from zhifa_alloc.roster.rehearsal import rehearsal_books, rehearsal_settings

__all__ = ["Arrivals", "Checked", "build_case", "rehearsal_books", "rehearsal_settings"]

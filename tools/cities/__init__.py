"""Made-up cities for the sample, for tests and for benchmarks: seeded, clean and feasible by construction.

``harbin()`` is the sample city, ``make_city()`` one of any size. Both give a :class:`City`; its sheets are
:class:`Grid` values that ``raw_book`` hands to the reader's consumers and ``write_book`` saves as .xlsx.
No person in here exists: names come from short lists, ID numbers carry the unassigned region code 230199.
"""

from cities.anycity import make_city
from cities.faults import Fault, plant
from cities.grid import Grid, Line, raw_book
from cities.harbin import harbin, harbin_parts
from cities.model import City, Officer, Post
from cities.writer import write_book

__all__ = [
    "City",
    "Fault",
    "Grid",
    "Line",
    "Officer",
    "Post",
    "harbin",
    "harbin_parts",
    "make_city",
    "plant",
    "raw_book",
    "write_book",
]

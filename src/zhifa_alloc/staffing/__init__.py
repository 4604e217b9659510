"""Who goes where: headcounts given, people placed under the rules, goal by goal."""

from zhifa_alloc.staffing.explain import ClosedWish, Explanation, explain
from zhifa_alloc.staffing.placing import place

__all__ = ["ClosedWish", "Explanation", "explain", "place"]

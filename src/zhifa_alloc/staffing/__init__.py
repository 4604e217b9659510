"""Who goes where: headcounts given, people placed under the rules, goal by goal."""

from zhifa_alloc.staffing.placing import place

__all__ = ["place"]

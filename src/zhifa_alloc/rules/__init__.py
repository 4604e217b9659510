"""The hard rules, one file a rule: law, sentence, check, demand."""

from zhifa_alloc.rules.goals import stage_values
from zhifa_alloc.rules.registry import RULES, check_all, demands_of
from zhifa_alloc.rules.rule import Rule

__all__ = ["RULES", "Rule", "check_all", "demands_of", "stage_values"]

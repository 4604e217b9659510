"""Collects the rules: every module of ``catalogue`` has one ``RULE``. Adding a rule is adding a file."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from itertools import chain

from zhifa_alloc.rules import catalogue
from zhifa_alloc.rules.rule import Rule
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft, RuleResult
from zhifa_alloc.schema.placement import Demands


def _collect() -> tuple[Rule, ...]:
    """Walk the catalogue and sort by printed order, so that file names decide nothing."""
    names = sorted(module.name for module in pkgutil.iter_modules(catalogue.__path__))
    rules: list[Rule] = [import_module(f"{catalogue.__name__}.{name}").RULE for name in names]
    return tuple(sorted(rules, key=lambda rule: rule.order))


RULES: tuple[Rule, ...] = _collect()
"""Every rule, in printed order."""


def check_all(draft: Draft) -> tuple[RuleResult, ...]:
    """Check every rule on a draft, computed or edited by hand; results in printed order."""
    view = View(draft)
    return tuple(rule.judge(view) for rule in RULES)


def demands_of(case: Case) -> Demands:
    """Bring together what the rules in force demand of the placement, in printed order of the rules."""
    found = [rule.demand(case) for rule in RULES if rule.demand and case.parameters.keeps(rule.id)]
    return Demands(
        closed=tuple(chain.from_iterable(demands.closed for demands in found)),
        floors=tuple(chain.from_iterable(demands.floors for demands in found)),
        pairs=tuple(chain.from_iterable(demands.pairs for demands in found)),
    )

"""What a district is consulted on, signs, and returns."""

from __future__ import annotations

from zhifa_alloc.handover.collecting import collect
from zhifa_alloc.handover.consultation import consultation_book
from zhifa_alloc.handover.ledger import Ledger, ledger_json
from zhifa_alloc.handover.signing import handover_book

__all__ = ["Ledger", "collect", "consultation_book", "handover_book", "ledger_json"]

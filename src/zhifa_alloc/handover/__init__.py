"""What a district is consulted on, signs, and returns."""

from __future__ import annotations

from zhifa_alloc.handover.clock import Clock, clock_of
from zhifa_alloc.handover.collecting import collect
from zhifa_alloc.handover.consultation import consultation_book
from zhifa_alloc.handover.entries import Entries, entries_of, is_ledger
from zhifa_alloc.handover.feedback import feedback_of
from zhifa_alloc.handover.inspection import inspection_book
from zhifa_alloc.handover.ledger import Ledger, ledger_json
from zhifa_alloc.handover.ledger_book import ledger_book
from zhifa_alloc.handover.registers import REGISTERS
from zhifa_alloc.handover.signing import handover_book

__all__ = [
    "REGISTERS",
    "Clock",
    "Entries",
    "Ledger",
    "clock_of",
    "collect",
    "consultation_book",
    "entries_of",
    "feedback_of",
    "handover_book",
    "inspection_book",
    "is_ledger",
    "ledger_book",
    "ledger_json",
]

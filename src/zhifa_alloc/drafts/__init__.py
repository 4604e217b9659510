"""The draft's workbook: written, read back with its hand edits, verified, compared."""

from zhifa_alloc.drafts.book import draft_book, write_draft
from zhifa_alloc.drafts.facts import DraftCells, Fault, ReadDraft
from zhifa_alloc.drafts.read import draft_of, read_draft
from zhifa_alloc.drafts.trial import trial_book

__all__ = [
    "DraftCells",
    "Fault",
    "ReadDraft",
    "draft_book",
    "draft_of",
    "read_draft",
    "trial_book",
    "write_draft",
]

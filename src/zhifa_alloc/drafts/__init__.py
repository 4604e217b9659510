"""The draft's workbook: written, read back with its hand edits, verified, compared."""

from zhifa_alloc.drafts.as_json import diff_json, draft_json
from zhifa_alloc.drafts.book import draft_book, write_draft
from zhifa_alloc.drafts.diff import DraftDiff, diff
from zhifa_alloc.drafts.diff_pages import diff_book
from zhifa_alloc.drafts.facts import DraftCells, Fault, ReadDraft
from zhifa_alloc.drafts.merge import three_way_json, write_merged
from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.drafts.read import draft_of, read_draft, read_edited
from zhifa_alloc.drafts.three_way import ThreeWay, three_way
from zhifa_alloc.drafts.trial import trial_book
from zhifa_alloc.drafts.verify import Verification, verify
from zhifa_alloc.drafts.verify_words import verify_json

__all__ = [
    "DraftCells",
    "DraftDiff",
    "Fault",
    "ReadDraft",
    "ThreeWay",
    "Verification",
    "diff",
    "diff_book",
    "diff_json",
    "draft_book",
    "draft_json",
    "draft_of",
    "metrics_of",
    "read_draft",
    "read_edited",
    "three_way",
    "three_way_json",
    "trial_book",
    "verify",
    "verify_json",
    "write_draft",
    "write_merged",
]

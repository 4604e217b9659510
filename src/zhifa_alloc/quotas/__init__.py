"""Fair shares and whole posts: exact, nested, with certificates. No floats, no Excel, no solver."""

from zhifa_alloc.quotas.headcounts import equal_headcounts, share_headcounts
from zhifa_alloc.quotas.tables import share_quotas

__all__ = ["equal_headcounts", "share_headcounts", "share_quotas"]

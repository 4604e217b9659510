"""Who reads a district's workbook."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """The two outgoing workbooks; the values are their names in the contract."""

    CONSULTED = "征求意见稿"
    SIGNING = "交接表"

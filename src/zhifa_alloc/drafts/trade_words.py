"""The trade between changes and first wishes in one sentence."""

from __future__ import annotations

from zhifa_alloc.schema.trade import Trade
from zhifa_alloc.text import Phrasebook


def trade_sentence(trade: Trade, text: Phrasebook) -> str:
    """Say how many fewer people move than without the base draft, and what that costs in first wishes."""
    params = {"stayed": abs(trade.stayed), "wishes": abs(trade.wishes)}
    if trade.stayed <= 0:
        return text.say("diff.trade.none", **params)
    key = "costs" if trade.wishes > 0 else "free" if trade.wishes == 0 else "gains"
    return text.say(f"diff.trade.{key}", **params)

"""Every sentence a user reads, by key, zh and en."""

from zhifa_alloc.text.phrasebook import LANGUAGES, Lang, Phrasebook, phrasebook

__all__ = ["LANGUAGES", "Lang", "Phrasebook", "phrasebook"]

"""The draft's workbook: written, read back with its hand edits, verified, compared.

Nothing is imported here: a command that reads a draft need not load what writes, compares or draws one.
"""

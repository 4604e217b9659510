"""The draft's workbook: write, read, hand edits, verify, diff."""

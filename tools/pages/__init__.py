"""Pages of docs/ that are written from the program's own texts."""

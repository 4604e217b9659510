"""Raw tables in, checked case and findings out."""

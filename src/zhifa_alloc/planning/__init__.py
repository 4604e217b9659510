"""The pipeline as a library call: case in, draft out."""

"""Builds data/templates/花名册模板.xlsx: run ``python -m templates`` with tools/ on the path."""

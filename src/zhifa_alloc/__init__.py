"""Quota allocation and staffing for the reform of comprehensive law enforcement (综合行政执法改革)."""

__version__ = "0.1.0"

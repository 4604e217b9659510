"""Timings in CPU seconds and as ratios to a yardstick of the same run. Never asserted in tests: machines differ."""

"""Made-up cities."""

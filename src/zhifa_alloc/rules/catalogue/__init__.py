"""One file a rule; the registry collects them."""

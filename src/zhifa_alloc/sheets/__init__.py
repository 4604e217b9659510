"""The only place that knows Excel: guard, read, styles, write, template."""

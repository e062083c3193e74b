"""The organization document: one module for each key that is more than a value."""

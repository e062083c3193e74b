"""The conditions of filters and suppressions: their model, their values, and what is wrong with them."""

"""The commands as values: their arguments, and the function that each runs, which is imported only then."""

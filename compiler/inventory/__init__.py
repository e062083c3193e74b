"""Program -> a row for each asset: what it is, who answers for it, how it is watched and how far it can be named."""

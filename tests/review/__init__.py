"""Whether ``diff`` judges soundly: companies, small changes of all their sections, and findings.

``companies`` makes a company and changes it, ``findings`` makes findings that its filters match, ``goods`` says by
brute force what one has of it, and ``soundness`` compares what is lost with what the rules say. ``python -m
tests.review`` judges as many changes as you like (``make soundness``).
"""

"""The only room that reads findings: what would become of each, and why.

``read`` takes findings in the forms they come in, ``canonical`` brings them into one, ``verdict`` holds
them against the filters of their Region, ``report`` tells it to people and machines, ``replay`` counts
over many, ``tests`` checks what specs expect. Findings are untrusted: what cannot be read is told and
skipped.
"""

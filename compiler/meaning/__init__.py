"""What the criteria of a filter mean, defined once, and the same meaning in other forms.

``conditions`` turns criteria into conditions on values. Everything else is derived from them:
``evaluation`` decides about findings, ``event_pattern`` writes EventBridge patterns, ``sql`` writes SQL for
DuckDB and Athena, ``comparison`` compares filters with each other, and ``union`` one with several.
"""

"""What criteria mean, defined once, and the other ways to say the same.

``conditions`` turns the criteria of a filter into conditions on values; everything else is derived
from those: ``evaluation`` for findings at hand, ``event_pattern`` for EventBridge, ``sql`` for DuckDB and Athena,
``comparison`` for what one filter leaves of another.
"""

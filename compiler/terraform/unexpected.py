"""The one exception of this room."""


class Unexpected(Exception):
    """The synthesized JSON is not what the plan requires. Always a fault of the compiler."""

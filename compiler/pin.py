"""Loaded -> problems: may this version compile the specs? Asked before all else, and answered alone.

To another version the specs are in another language, so that what it finds wrong in them would mislead.
"""

from collections.abc import Iterator

from .diagnostics import Diagnostic
from .load import Document, Loaded
from .load.tree import Scalar
from .version import is_in_range, is_range, version

_KEY = "watchspec"  # of the organization document


def version_problems(loaded: Loaded) -> Iterator[Diagnostic]:
    """A problem for each organization document with a range that the running version is not in.

    A range that cannot be read is left to the check of its document.
    """
    for document in loaded.documents:
        pin = _pin(document)
        if pin and is_range(pin.written) and not is_in_range(pin.written):
            message = f"this is watchspec {version()}, which is not in this range"
            help_ = f"run a version in the range; or include {version()} in it, and review what synth changes"
            yield Diagnostic("wrong-version", message, pin.span, help_, subject=pin.written)


def _pin(document: Document) -> Scalar | None:
    """The range as it is written, if it is a text and nothing in it was overwritten."""
    pin = document.root.get(_KEY) if document.root.get("organization") else None
    is_text = isinstance(pin, Scalar) and isinstance(pin.value, str) and not document.is_overwritten((_KEY,))
    return pin if isinstance(pin, Scalar) and is_text else None

"""Addresses, references and ranks as Terraform writes them, and back.

Only here is an expression written: everything else in the output is literal text.
"""

import re

from ..model.address import Address, Rank, Ref
from .literals import literal, text_of
from .unexpected import Unexpected

_ADDRESS = re.compile(r"(\w+)\.([\w-]+)")
_REFERENCE = re.compile(r"\$\{(\w+)\.([\w-]+)\.(\w+)\}")
_RANK = re.compile(r'\$\{index\(local\.filters, "([\w-]+)"\) \+ 1\}')


def expression(ref: Ref) -> str:
    """``${aws_guardduty_detector.detector.id}``."""
    return f"${{{ref.address}.{ref.attribute}}}"


def read_reference(written: object) -> Ref:
    """What :func:`expression` wrote.

    Raises:
        Unexpected: it is not a reference, or it is more than one.
    """
    match = _REFERENCE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise Unexpected(f"{written!r} is not a reference")
    return Ref(Address(match[1], match[2]), match[3])


def rank_expression(rank: Rank) -> str:
    """The place in the list ``filters`` of the stack's locals (``frame.py``), counted from 1."""
    return f'${{index(local.filters, "{rank.name}") + 1}}'


def read_rank(written: object) -> Rank:
    """What :func:`rank_expression` wrote.

    Raises:
        Unexpected: it is something else.
    """
    match = _RANK.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise Unexpected(f"{written!r} is not a rank")
    return Rank(match[1])


def traversal(ref: Ref) -> str:
    """``aws_s3_object.list_file.key``, where Terraform needs a reference without a value."""
    return f"{ref.address}.{ref.attribute}"


def read_traversal(written: object) -> Ref:
    """What :func:`traversal` wrote.

    Raises:
        Unexpected: it is not a reference.
    """
    return read_reference(f"${{{written}}}")


def read_address(written: object) -> Address:
    """``aws_guardduty_detector.detector``.

    Raises:
        Unexpected: it is not an address.
    """
    match = _ADDRESS.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise Unexpected(f"{written!r} is not an address")
    return Address(match[1], match[2])


def value(text: str | Ref) -> str:
    """A text so that Terraform reads exactly it, or a reference as an expression."""
    return expression(text) if isinstance(text, Ref) else literal(text)


def read_value(written: str) -> str | Ref:
    """What :func:`value` wrote. A literal never has the form of a reference."""
    return read_reference(written) if _REFERENCE.fullmatch(written) else text_of(written)

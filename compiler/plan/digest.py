"""The short hash that keeps names apart."""

import hashlib

HASH_LENGTH = 8


def short_hash(text: str) -> str:
    """Eight characters that differ for different texts, but for chance: 4 billion to one for two of them."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]

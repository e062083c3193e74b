"""Names for machines: UUIDs that are the same for the same report, tokens, and times."""

import re
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5

from .basis import Basis

_SPACE = uuid5(NAMESPACE_URL, "urn:watchspec:evidence:v1")


def made_at(basis: Basis) -> datetime:
    """The time of the commit; without one, the beginning of the day of the report."""
    return basis.commit.time if basis.commit else datetime.combine(basis.as_of, time(tzinfo=UTC))


class Uuids:
    """UUIDs of version 5: by what the report is made from, and by what they are for."""

    def __init__(self, organization: str, basis: Basis) -> None:
        commit = basis.commit.id if basis.commit else "".join(digest.sha256 for digest in basis.specs)
        self._space: UUID = uuid5(_SPACE, f"{organization}\n{commit}\n{basis.as_of}")

    def of(self, *parts: str) -> str:
        return str(uuid5(self._space, "\n".join(parts)))


def token(text: str) -> str:
    """A text as OSCAL writes ids: ``Art. 15(5)`` -> ``art.-15-5``."""
    plain = re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-")
    return plain if plain[:1].isalpha() else f"_{plain}"

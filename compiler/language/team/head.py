"""The head of a team document; its sections stand in ``language.SECTIONS``."""

from compiler.language.base.spec import Spec
from compiler.language.base.types import Name, SaidTagValue


class TeamSpec(Spec):
    """What a team owns and what must be watched. A team may spread over several files."""

    team: Name
    """The team's name; every filter of the team starts with it."""
    owner: SaidTagValue | None = None
    """Who answers for the team's spec; a tag of its filters. Once for each team."""

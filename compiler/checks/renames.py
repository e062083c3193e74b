"""Renames: a former name is one that nothing has any more, and that only one thing had."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Key, Path
from ..language.base.section import NamedSection
from ..language.team import SECTIONS
from ..source import Span
from .company import Company

_CODE = "invalid-was"
_PRESENT = "write the name that it had before, or remove was"
_IN_USE = "remove it from was, or rename the other one: Terraform can move only from a name that is no longer used"
_TAKEN = "remove it from one of the two: only one of them can take over the resources with that name"
_SAME = "write was once, or the same in both"
_CASE = "choose another name: IAM ignores case, so the new role cannot be created beside the old one"


@dataclass(frozen=True)
class _Named:
    """What has a name that is unique within ``scope``. ``noun`` is what messages call it.

    ``span`` gives places in its document or entry: its name is at ``name_at``, and ``was`` is a key at ``at``.
    """

    scope: Hashable
    noun: str
    name: str
    was: tuple[str, ...]
    span: Callable[..., Span]
    name_at: Path
    at: Path = ()

    def former(self) -> Iterator[tuple[str, Span]]:
        """Each former name, and where it is written."""
        return ((name, self.span(*self.at, "was", index)) for index, name in enumerate(self.was))


def teams(company: Company) -> Iterator[Diagnostic]:
    """The former name of a team is no team, and of no other team the former name.

    Example::

        team: fraud
        was: research
        filters: [{name: severe, where: {severity: {at_least: high}}}]
        ---
        team: research
        filters: [{name: severe, where: {severity: {at_least: critical}}}]
    """
    yield from _clashes(_teams(company))
    first: dict[str, tuple[tuple[str, ...], Span]] = {}
    for team in _teams(company):
        if team.was:
            was, span = first.setdefault(team.name, (team.was, team.span("was")))
            if was != team.was:
                message = f"team {team.name} already has other former names: {', '.join(was)}"
                related = (("first written here", span),)
                yield Diagnostic(_CODE, message, team.span("was"), _SAME, related)


def entries(company: Company) -> Iterator[Diagnostic]:
    """The former name of an entry is that of no other entry in its section and team, neither now nor before.

    Example::

        team: fraud
        datasets:
          - {name: raw, was: old, bucket: acme-raw, account: administrator, region: us-east-1}
          - {name: old, bucket: acme-old, account: administrator, region: us-east-1}
    """
    yield from _clashes(_entries(company))


def routes(company: Company) -> Iterator[Diagnostic]:
    """The former name of a route is that of no other route, and differs in more than the case of its letters.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        routes:
          soc: {was: SOC, sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-soc"}
    """
    yield from _clashes(_routes(company))
    for route in _routes(company):
        for former, span in route.former():
            if former != route.name and former.lower() == route.name.lower():
                message = f"{former!r} and {route.name!r} differ only in upper and lower case"
                yield Diagnostic(_CODE, message, span, _CASE)


def lists(company: Company) -> Iterator[Diagnostic]:
    """The former name of a threat list is that of no other one.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        lists:
          threats:
            - {name: feed-a, was: feed-b, location: "s3://acme-lists/a.txt", format: txt}
            - {name: feed-b, location: "s3://acme-lists/b.txt", format: txt}
    """
    yield from _clashes(_lists(company))


def _teams(company: Company) -> Iterator[_Named]:
    for team in company.teams:
        if team.head.name:
            was = team.head.spec.was if team.head.spec else ()
            yield _Named("teams", "a team", team.head.name, was, team.head.span, ("team",))


def _entries(company: Company) -> Iterator[_Named]:
    for team, section, entry in company.entries:
        model = SECTIONS[section]
        if entry.name and issubclass(model, NamedSection):
            was = entry.spec.was if isinstance(entry.spec, NamedSection) else ()
            yield _Named((team, section), f"{model.noun} of team {team}", entry.name, was, entry.span, ("name",))


def _routes(company: Company) -> Iterator[_Named]:
    document = company.document
    if document is None:
        return
    for name, route in document.spec.routes.items():
        yield _Named("routes", "a route", name, route.was, document.span, ("routes", Key(name)), ("routes", name))


def _lists(company: Company) -> Iterator[_Named]:
    document = company.document
    if document is None:
        return
    for index, threats in enumerate(document.spec.lists.threats):
        at = ("lists", "threats", index)
        yield _Named("lists", "a threat list", threats.name, threats.was, document.span, (*at, "name"), at)


def _clashes(named: Iterable[_Named]) -> Iterator[Diagnostic]:
    """Former names that are the present name, that something else has, or that something else had."""
    everything = list(named)
    present = {(each.scope, each.name): each for each in everything}
    claimed: dict[tuple[Hashable, str], tuple[_Named, Span]] = {}
    for each in everything:
        for former, span in each.former():
            key = (each.scope, former)
            other, place = claimed.setdefault(key, (each, span))
            if former == each.name:
                yield Diagnostic(_CODE, f"{former!r} is the present name, not a former one", span, _PRESENT)
            elif key in present:
                related = (("it is here", present[key].span(*present[key].name_at)),)
                yield Diagnostic(_CODE, f"{former!r} is still the name of {each.noun}", span, _IN_USE, related)
            elif other.name != each.name:
                message = f"{former!r} is already the former name of {other.name!r}"
                yield Diagnostic(_CODE, message, span, _TAKEN, (("written here", place),))

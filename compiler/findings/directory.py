"""What the specs say about the accounts, buckets, keys, users and routes that a finding names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.accounts import Account
from ..model.filters import Filter, RoutedFindings
from ..model.program import Program

# Fields of which a value is an asset; the value is the same wherever a finding has it.
_ASSETS = (
    "resource.s3BucketDetails.name",
    "resource.accessKeyDetails.accessKeyId",
    "resource.accessKeyDetails.userName",
)
ADMINISTRATOR = "the administrator account"
UNKNOWN = "no account of these specs"


@dataclass(frozen=True)
class Destination:
    """A target of a route in one Region: its ARN, or None for a topic that is ours to make, and who gets its e-mail."""

    service: str
    arn: str | None
    region: str
    account_id: str
    emails: tuple[str, ...] = ()


class Directory:
    """The accounts, assets and routes of the specs, by what findings have of them."""

    def __init__(self, program: Program) -> None:
        self._administrator = program.organization.administrator.account_id
        self._accounts = {account.account_id: account for account in program.accounts}
        self._routes = {route.name: route for route in program.organization.routes}
        self._assets: dict[tuple[str, str], list[Filter]] = defaultdict(list)
        for item in program.filters:
            for criterion in item.criteria:
                for value in criterion.equals if criterion.field in _ASSETS and item.is_view else ():
                    self._assets[criterion.field, value].append(item)

    def account(self, account_id: object) -> Account | None:
        return self._accounts.get(account_id) if isinstance(account_id, str) else None

    def named(self, account_id: object) -> str:
        """``prod of team fraud, fraud@example.com``, or what it is instead."""
        account = self.account(account_id)
        if account is None:
            return ADMINISTRATOR if account_id == self._administrator else UNKNOWN
        return f"{account.name} of team {account.team}{f', {account.owner}' if account.owner else ''}"

    def assets(self, values: Iterable[object]) -> tuple[str, ...]:
        """The filters, as ``TEAM.NAME``, that are about one of these buckets, keys or users."""
        texts = [value for value in values if isinstance(value, str)]
        keys = [(field, text) for field in _ASSETS for text in texts]
        return tuple(sorted({item.full_name for key in keys for item in self._assets.get(key, ())}))

    def destinations(self, routed: RoutedFindings, region: object) -> Iterator[Destination]:
        """Where a finding of a Region goes on a route; a finding is only sent in a Region of the specs."""
        route, place = self._routes[routed.route], str(region)
        for target in route.targets:
            arn = target.in_region(place).arn
            yield Destination(target.service.value, arn, arn.split(":")[3], arn.split(":")[4])
        if route.topic:
            yield Destination("sns", None, place, self._administrator, route.topic.emails)

"""Limits: more members or scanned buckets than GuardDuty allows, and fields that a partition does not have.

In an example, a line that ends with ``# N from FIRST to LAST`` is repeated with each number for ``<N>``.
"""

from collections import defaultdict
from collections.abc import Iterator

from ..catalog import quotas
from ..catalog.filter_fields import all_fields
from ..catalog.regions import REGIONS
from ..diagnostics import Diagnostic, Key
from ..language.team.suppressions import SuppressionSpec
from ..model.organization import MembershipMode
from ..model.scans import MalwareScan
from .company import Company


def members(company: Company) -> Iterator[Diagnostic]:
    """An administrator account can have so many members.

    Example::

        team: fraud
        accounts:
          - {name: a<N>, id: "10000000<N>", email: aws-<N>@example.com} # N from 1001 to 6001
    """
    by_invitation = company.document and company.document.spec.membership.mode == MembershipMode.INVITATION
    limit = quotas.MEMBERS_BY_INVITATION if by_invitation else quotas.MEMBERS_BY_ORGANIZATION
    accounts = [entry for _, section, entry in company.entries if section == "accounts"]
    if len(accounts) > limit:
        message = f"{len(accounts):,} accounts, but an administrator account can have {limit:,} members"
        yield Diagnostic("too-many-members", message, accounts[limit].span("name"))


def scans(company: Company) -> Iterator[Diagnostic]:
    """Of an account, so many buckets can be scanned in a Region.

    Example::

        team: fraud
        datasets:
          - {name: d<N>, bucket: acme-<N>, account: administrator, region: us-east-1, malware_scan: {}} # N from 1 to 26
    """
    by_place: dict[tuple[str, str], list[MalwareScan]] = defaultdict(list)
    for scan in sorted(company.scans, key=lambda scan: scan.full_name):
        by_place[scan.account_id, scan.region].append(scan)
    limit = quotas.SCANNED_BUCKETS
    for (account_id, region), scanned in by_place.items():
        if len(scanned) > limit:
            what = f"{len(scanned)} buckets of account {account_id} are scanned in {region}"
            message = f"{what}, but GuardDuty allows {limit} for an account and Region"
            yield Diagnostic("too-many-scans", message, scanned[limit].origin.span)


def fields_of_the_partition(company: Company) -> Iterator[Diagnostic]:
    """The fields that only suppressions can use exist in the partition aws alone (user guide, guardduty_regions).

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [cn-north-1]
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where:
              type: {equals: ["Recon:EC2/Portscan"]}
              accountId: {equals: [prod]}
              service.count: {less_than: 10}
    """
    partition = REGIONS[company.document.spec.regions[0]] if company.document else "aws"
    for suppression in company.of(SuppressionSpec) if partition != "aws" else ():
        for name in suppression.spec.where:
            if all_fields()[name].archive_only:
                message = f"GuardDuty does not support the field {name!r} in the partition {partition}"
                yield Diagnostic(
                    "archive-only-field", message, suppression.span("where", Key(name)), "use another field"
                )

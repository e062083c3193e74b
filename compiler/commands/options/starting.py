"""Commands that write specs to start from."""

from pathlib import Path
from typing import Literal, get_args

from ..arguments import argument, folder, options
from .base import Command, SpecsCommand
from .values import comma_separated

Membership = Literal["organization", "invitation"]
PipelineChoice = Literal["github", "gitlab", "both"]


@options
class Init(Command):
    folder: Path = argument(type=folder, metavar="DIR", help="folder of the repository; it may exist")
    organization: str = argument("--organization", required=True, metavar="NAME", help="name of the organization")
    administrator: str = argument(
        "--administrator", required=True, metavar="ID", help="id of the GuardDuty administrator account: 12 digits"
    )
    regions: tuple[str, ...] = argument(
        "--regions",
        required=True,
        type=comma_separated,
        metavar="LIST",
        help="Regions in which GuardDuty runs, separated by commas",
    )
    membership: Membership = argument(
        "--membership",
        choices=get_args(Membership),
        default="organization",
        help="how accounts become members: through AWS Organizations (default) or by invitation",
    )
    team: str = argument(
        "--team", default="security", metavar="NAME", help="name of the first team (default: security)"
    )
    owner: str | None = argument(
        "--owner",
        default=None,
        metavar="OWNER",
        help="code owner of the repository, such as @acme/security (default: none, and no CODEOWNERS file)",
    )
    state_bucket: str | None = argument(
        "--state-bucket",
        default=None,
        metavar="BUCKET",
        help="S3 bucket of Terraform's state, in the first Region (default: a local file)",
    )
    pipeline: PipelineChoice = argument(
        "--pipeline",
        choices=get_args(PipelineChoice),
        default="both",
        help="the CI system to write a pipeline for (default: both)",
    )

    def run(self) -> int:
        from ..init import initialize

        return initialize(self)


@options
class New(SpecsCommand):
    kind: Literal["organization", "team"] = argument(choices=("organization", "team"), help="what to write a spec for")
    name: str = argument(metavar="NAME", help="the name of the organization or team")
    administrator: str | None = argument(
        "--administrator", default=None, metavar="ID", help="id of an organization's GuardDuty administrator account"
    )
    regions: tuple[str, ...] | None = argument(
        "--regions",
        type=comma_separated,
        default=None,
        metavar="LIST",
        help="an organization's Regions, separated by commas",
    )

    def run(self) -> int:
        from ..new import new_spec

        return new_spec(self)

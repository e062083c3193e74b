"""Facts for auditors: no row claims more than the specs show, and everything that is not covered is named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from compiler.evidence.facts import KIND_OF_SECTION, Asset, Cell, Facts
from compiler.evidence.gather import facts_of
from compiler.evidence.rows import Coverage, Level, State, state_of
from compiler.evidence.since import History, nothing_known
from compiler.findings.spec_tests import run_tests
from compiler.language.team import SECTIONS
from compiler.pipeline import compile_specs
from tests.conftest import TESTS

CASE = TESTS / "golden" / "evidence" / "specs"
DAY = date(2026, 11, 26)
Write = Callable[..., Path]

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: %s}
regions: [eu-west-1, us-east-1]
protections: {s3: true, ai: true}
routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
"""
TEAM = """\
team: fraud
accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
datasets: [{name: raw, bucket: acme-raw, account: prod, region: us-east-1, watch: [exfiltration], route: soc}]
"""


def facts(folder: Path) -> Facts:
    compiled = compile_specs(folder)
    return facts_of(
        compiled.program, compiled.plan, run_tests(compiled.program, folder), DAY, nothing_known(History.NO_GIT)
    )


def asset(folder: Path) -> Asset:
    return facts(folder).assets[0]


def levels(cells: tuple[Cell, ...]) -> dict[tuple[str, str, str], Level]:
    return {(cell.asset, cell.purpose, cell.region): cell.level for cell in cells}


def test_every_asset_is_covered_or_named_with_a_reason() -> None:
    rows = {row.name: (row.coverage, row.reasons) for row in facts(CASE).assets}
    assert rows == {
        "labels": (Coverage.PART, ("no malware_scan of the bucket",)),
        "scorer": (Coverage.COVERED, ()),
        "trainer": (Coverage.COVERED, ()),
        "transactions": (Coverage.COVERED, ()),
        "corpus": (Coverage.PART, ("protections.s3 is off in this account, by an override",)),
    }


def test_every_account_is_covered_or_named_with_a_reason() -> None:
    rows = {row.name: (row.coverage, row.reasons, row.accepted) for row in facts(CASE).accounts}
    assert rows == {
        "administrator": (Coverage.NOT, ("no filter of any team matches its findings",), ()),
        "prod": (Coverage.COVERED, (), ()),
        "lab": (Coverage.PART, ("it turns off protections.s3",), ()),
        "empty": (
            Coverage.NOT,
            ("no filter of any team matches its findings",),
            ("unwatched-account: @SUM(1+1) nothing in it yet",),
        ),
    }


def test_a_cell_has_the_protections_that_its_finding_types_need() -> None:
    cells = {(cell.asset, cell.purpose): cell for cell in facts(CASE).cells}
    malware = cells["fraud.transactions", "malware"]
    assert (malware.level, malware.needs) == (Level.ON, (("malware_scan", Level.ON),))
    assert str(malware.resources[-1].address).startswith("aws_guardduty_malware_protection_plan.")
    corpus = cells["research.corpus", "exfiltration"]
    assert (corpus.level, corpus.needs) == (Level.OFF, (("protections.s3", Level.OFF),))


def test_what_aws_turns_on_only_in_new_accounts_is_not_called_on(specs: Write) -> None:
    row = asset(specs(ORGANIZATION % "organization, auto_enable: new", team=TEAM))
    assert row.coverage is Coverage.DEPENDS
    assert row.reasons == ("auto_enable is new: AWS turns it on only in accounts that join later",)


def test_what_nothing_turns_on_in_members_is_not_known(specs: Write) -> None:
    folder = specs(ORGANIZATION % "organization, auto_enable: none", team=TEAM)
    assert set(levels(facts(folder).cells).values()) == {Level.UNKNOWN}


def test_an_invited_account_decides_by_itself(specs: Write) -> None:
    row = asset(specs(ORGANIZATION % "invitation", team=TEAM))
    assert (row.coverage, row.reasons) == (
        Coverage.DEPENDS,
        ("accounts that were invited have protections that no spec controls",),
    )


def test_an_invited_account_that_terraform_sets_up_has_what_is_set(specs: Write) -> None:
    role = 'role: "arn:aws:iam::123456789012:role/deployer"'
    team = TEAM.replace("email: aws-prod@example.com", f"email: aws-prod@example.com, {role}")
    assert asset(specs(ORGANIZATION % "invitation", team=team)).coverage is Coverage.COVERED


def test_an_organization_policy_leaves_everything_unknown(specs: Write) -> None:
    organization = (ORGANIZATION % "organization, auto_enable: all").replace(
        "{s3: true, ai: true}", "{managed_by: organization-policy}"
    )
    row = asset(specs(organization, team=TEAM))
    assert (row.coverage, row.reasons) == (Coverage.DEPENDS, ("an organization policy decides",))


def test_the_three_states_are_never_mixed(specs: Write) -> None:
    rows = {row.name: state_of(row) for row in facts(CASE).assets}
    assert rows["transactions"] is State.TESTED
    assert rows["labels"] is State.COMPILED
    assert {state_of(row) for row in facts(CASE).acceptances} == {State.DECLARED}
    without_views = (ORGANIZATION % "organization, auto_enable: all") + "filters: {views: none}\n"
    row = asset(specs(without_views, team=TEAM.replace(", route: soc", "")))
    assert (state_of(row), row.resources) == (State.DECLARED, ())


def test_a_test_that_fails_proves_nothing(specs: Write) -> None:
    finding = (CASE / "findings" / "exfiltration.json").read_text("utf-8")
    tests = "tests: [{finding: finding.json, matches: [fraud.raw]}]\n"
    folder = specs(ORGANIZATION % "organization, auto_enable: all", team=TEAM + tests)
    (folder / "finding.json").write_text(finding, encoding="utf-8")
    assert state_of(asset(folder)) is State.COMPILED


def test_a_suppression_has_its_end_and_the_assets_that_it_touches() -> None:
    rows = [(row.name, row.days, row.severest, row.assets) for row in facts(CASE).mutes]
    assert rows == [
        ("fraud.old-scanner", -26, "medium", ()),
        ("fraud.pentest", 14, "medium", ("fraud.labels", "fraud.trainer")),
        ("research.public-lab", 125, "low", ("research.corpus",)),
    ]


def test_a_suppression_that_has_ended_still_mutes(specs: Write) -> None:
    """Until it is removed from the specs."""
    mute = """\
suppressions:
  - name: old
    reason: Known
    expires: 2026-01-31
    where: {type: {equals: ["Exfiltration:S3/AnomalousBehavior"]}, accountId: {equals: [prod]}}
"""
    whole = facts(specs(ORGANIZATION % "organization, auto_enable: all", team=TEAM + mute))
    assert (whole.mutes[0].has_ended, whole.assets[0].muted_by) == (True, ("fraud.old",))


def test_what_a_suppression_archives_as_a_whole_is_not_covered(specs: Write) -> None:
    mute = """\
suppressions:
  - name: known
    reason: Known
    expires: 2027-01-31
    where:
      type:
        equals:
          - Exfiltration:S3/AnomalousBehavior
          - Exfiltration:S3/MaliciousIPCaller
          - Exfiltration:S3/TransferDataToCloudAccount
      accountId: {equals: [prod]}
"""
    team = TEAM.replace(", route: soc", "")
    row = asset(specs(ORGANIZATION % "organization, auto_enable: all", team=team + mute))
    assert (row.coverage, row.reasons) == (
        Coverage.NOT,
        ("suppression fraud.known archives everything that fraud.raw matches",),
    )


def test_more_than_a_protection_that_is_off_is_off_too(specs: Write) -> None:
    """Some types of RDS Protection need a further setting; without the protection, they cannot occur either."""
    databases = "databases: [{name: users, cluster: users, account: prod, region: us-east-1, holds: personal data}]\n"
    rows = {}
    for is_on in ("true", "false"):
        organization = (ORGANIZATION % "organization, auto_enable: all").replace("s3: true", f"rds: {is_on}")
        team = TEAM.partition("datasets:")[0] + databases.replace("personal data", "embeddings")
        rows[is_on] = asset(specs(organization, team=team))
    assert rows["true"].reasons == ("some finding types need RDS_DATA_RISK, which no spec can set",)
    assert (rows["false"].coverage, rows["false"].reasons) == (Coverage.NOT, ("protections.rds is off in us-east-1",))


def test_an_override_that_has_ended_is_a_gap(specs: Write) -> None:
    override = "protections: {s3: false, reason: Tests, expires: 2026-01-31}"
    team = TEAM.replace("email: aws-prod@example.com", f"email: aws-prod@example.com, {override}")
    (row,) = facts(specs(ORGANIZATION % "organization, auto_enable: all", team=team)).overrides
    assert row.gaps == ("it has ended",)


def test_a_merged_filter_is_found_for_each_of_its_assets(specs: Write) -> None:
    packed = (ORGANIZATION % "organization, auto_enable: all") + "filters: {pack: organization}\n"
    second = (
        "  - {name: raw2, bucket: acme-raw2, account: prod, region: us-east-1, watch: [exfiltration], route: soc}\n"
    )
    team = (
        TEAM.replace("datasets: [", "datasets:\n  - ").replace("]\n", "]\n").replace(", route: soc}]", ", route: soc}")
    )
    first, other = facts(specs(packed, team=team + second)).assets
    assert first.resources == other.resources
    assert [row.address.split(".")[0] for row in first.resources] == [
        "aws_guardduty_filter",
        "aws_cloudwatch_event_rule",
    ]


def test_every_kind_of_asset_is_a_row_and_models_share_the_filter_of_their_account() -> None:
    rows = {row.name: row for row in facts(TESTS / "golden" / "models" / "specs").assets}
    assert {row.kind for row in rows.values()} == {"identity", "dataset", "model"}
    assert [rows[name].named for name in ("app", "chat", "drafts", "base")] == [
        "named",
        "routed",
        "account",
        "inventory",
    ]
    assert (rows["chat"].coverage, rows["drafts"].filters) == (Coverage.DEPENDS, rows["chat"].filters)
    assert set(rows["drafts"].resources) < set(rows["chat"].resources)
    assert (rows["chat"].routes, rows["drafts"].routes, rows["chat"].guardrail != "") == (("soc",), (), True)
    assert (rows["base"].coverage, rows["base"].gaps) == (Coverage.NOT, ("no filter matches findings about it",))


def test_a_report_has_a_word_for_the_assets_of_every_section() -> None:
    owned = {section for section, spec in SECTIONS.items() if "account" in spec.model_fields}
    assert set(KIND_OF_SECTION) == owned


def test_an_export_names_where_findings_are_kept_and_how_long() -> None:
    rows = [(row.region, row.where, row.days) for row in facts(CASE).retention]
    assert rows == [("eu-west-1", "acme-findings-eu-west-1", 730), ("us-east-1", "acme-findings-us-east-1", 730)]


def test_a_route_on_which_nothing_is_sent_is_listed_too() -> None:
    senders = {row.name: row.senders for row in facts(CASE).routes}
    assert senders["nobody"] == ()
    assert "fraud.transactions" in senders["soc"]


def test_the_spec_of_a_row_is_a_file_and_a_line() -> None:
    (row,) = [row for row in facts(CASE).assets if row.name == "corpus"]
    assert row.spec == f"research.yaml:{_line_of('name: corpus')}"


def _line_of(text: str) -> int:
    lines = (CASE / "research.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)

"""Changes by somebody who wants a loss to be called safe: each is told, by the rule that is named."""

from pathlib import Path

import pytest

from compiler.pipeline import declared
from compiler.review.change import Level
from compiler.review.report import Version, report

ORGANIZATION = """\
organization: acme
watchspec: ">=0.2"
owner: "@acme/security"
administrator: {account: "999988887777", role: "arn:aws:iam::999988887777:role/gd"}
membership: {mode: organization, auto_enable: all}
regions: [eu-west-1, us-east-1]
protections: {s3: true, ai: true, rds: true}
routes:
  soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc", message: "{title} in {account}"}
  triage: {sqs_queue_arn: "arn:aws:sqs:{region}:999988887777:triage"}
export: {bucket_arn: "arn:aws:s3:::acme-findings", kms_key_arn: "arn:aws:kms:us-east-1:999988887777:key/a1"}
lists:
  create: {bucket: "acme-lists-{region}"}
  trusted_ips: {file: trusted.txt}
  threats: [{name: feed, location: "s3://acme-feeds/a.txt", format: txt}]
rules: {classifications: {restricted: {watch: [exfiltration], route: true}, public: {}}}
teams:
  fraud: {files: team.yaml, accounts: ["123456789012", "234567890123"], accept: [broad-suppression], override: [s3]}
  other: {files: other.yaml, accounts: ["345678901234"]}
"""
TEAM = """\
team: fraud
accounts:
  - {name: prod, id: "123456789012", email: aws-prod@example.com, role: "arn:aws:iam::123456789012:role/gd"}
  - {name: test, id: "234567890123", email: aws-test@example.com}
datasets:
  - name: raw
    bucket: acme-raw
    account: prod
    region: eu-west-1
    watch: [exfiltration, policy]
    classification: restricted
    malware_scan: {route: triage}
    route: soc
identities:
  - {name: trainer, role: trainer, account: prod}
  - {name: scanner, role: scanner, account: test}
filters:
  - {name: severe, where: {severity: {at_least: high}}, route: soc}
suppressions:
  - name: ours
    reason: Our own scanner
    expires: 2027-01-31
    where: {type: {equals: ["Recon:IAMUser/MaliciousIPCaller"]}, accountId: {equals: [test]}}
tests:
  - {finding: findings/one.json, matches: [fraud.severe]}
"""
OTHER = "team: other\n"
TRUSTED = "203.0.113.7\n"


FILES = {"organization.yaml": ORGANIZATION, "team.yaml": TEAM, "other.yaml": OTHER, "trusted.txt": TRUSTED}
SEVERE = "  - {name: severe, where: {severity: {at_least: high}}, route: soc}\n"
ORG, FRAUD = "organization.yaml", "team.yaml"

# What is tried, the rule that has to tell of it, and the edits: a file, what is in it, and what comes instead.
ATTACKS: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    (
        "a filter is renamed, and narrower",
        "filter-narrowed",
        [
            (
                FRAUD,
                "name: severe, where: {severity: {at_least: high",
                "name: s, was: severe, where: {severity: {at_least: critical",
            ),
            (FRAUD, "matches: [fraud.severe]", "matches: [fraud.s]"),
        ],
    ),
    (
        "a filter moves to another team without its route",
        "routing-removed",
        [
            (FRAUD, f"filters:\n{SEVERE}", ""),
            ("other.yaml", OTHER, OTHER + "filters:\n  - {name: severe, where: {severity: {at_least: high}}}\n"),
            (FRAUD, "fraud.severe", "fraud.raw"),
        ],
    ),
    (
        "a filter moves and is in one Region",
        "filter-left-region",
        [
            (FRAUD, f"filters:\n{SEVERE}", ""),
            (
                "other.yaml",
                OTHER,
                "team: other\nfilters:\n" + SEVERE.replace("route: soc", "route: soc, regions: [eu-west-1]"),
            ),
            (FRAUD, "fraud.severe", "fraud.raw"),
        ],
    ),
    (
        "a route keeps its name, and another has its targets",
        "route-target-removed",
        [
            (ORG, "  soc: {sns", "  old: {sns"),
            (ORG, "  triage:", '  soc: {sqs_queue_arn: "arn:aws:sqs:{region}:999988887777:void"}\n  triage:'),
        ],
    ),
    ("a topic of another account", "route-target-removed", [(ORG, "999988887777:soc", "111122223333:soc")]),
    (
        "one more queue, of another account",
        "route-target-foreign",
        [(ORG, 'soc", message', 'soc", sqs_queue_arn: "arn:aws:sqs:{region}:111122223333:q", message')],
    ),
    ("a message that says that nothing is wrong", "message-reworded", [(ORG, "{title} in", "Solved: {title} in")]),
    ("a message without the title", "message-shortened", [(ORG, "{title} in", "In")]),
    ("views off", "views-off", [(ORG, "rules:", "filters: {views: none}\nrules:")]),
    ("another key of the export", "export-moved", [(ORG, "key/a1", "key/b2")]),
    (
        "no export",
        "export-off",
        [(ORG, ORGANIZATION[ORGANIZATION.index("export:") : ORGANIZATION.index("lists:")], "")],
    ),
    (
        "one more address in the file of the trusted list",
        "trust-granted",
        [("trusted.txt", TRUSTED, TRUSTED + "198.51.100.0/24\n")],
    ),
    (
        "the trusted list is read from elsewhere",
        "trust-unclear",
        [(ORG, "{file: trusted.txt}", '{location: "s3://evil/list.txt", format: txt}')],
    ),
    ("a threat list is read from elsewhere", "threats-unclear", [(ORG, "acme-feeds/a.txt", "acme-feeds/b.txt")]),
    ("a threat list is off", "threats-removed", [(ORG, "format: txt}", "format: txt, activate: false}")]),
    (
        "lists are uploaded to a bucket of somebody else",
        "recreated",
        [(ORG, '{bucket: "acme-lists-{region}"}', '{bucket: "evil-lists-{region}"}')],
    ),
    (
        "an account by the same name has another id",
        "suppression-widened",
        [
            (FRAUD, '{name: test, id: "234567890123"', '{name: test, id: "345678901234"'),
            (ORG, '"234567890123"', '"345678901234"'),
            (ORG, ', accounts: ["345678901234"]}', "}"),
        ],
    ),
    (
        "the names of two accounts are swapped",
        "suppression-widened",
        [
            (FRAUD, "aws-test@example.com", 'aws-test@example.com, role: "arn:aws:iam::234567890123:role/gd"'),
            (FRAUD, "name: prod, id", "name: X, id"),
            (FRAUD, "name: test, id", "name: prod, id"),
            (FRAUD, "name: X, id", "name: test, id"),
        ],
    ),
    (
        "an account is gone",
        "account-removed",
        [
            (
                FRAUD,
                TEAM[TEAM.index("identities:") : TEAM.index("filters:")],
                "identities:\n  - {name: trainer, role: trainer, account: prod}\n",
            ),
            (FRAUD, '  - {name: test, id: "234567890123", email: aws-test@example.com}\n', ""),
            (FRAUD, "accountId: {equals: [test]}", "accountId: {equals: [prod]}"),
        ],
    ),
    (
        "a protection is off for one account",
        "protection-off",
        [
            (
                FRAUD,
                "aws-prod@example.com,",
                "aws-prod@example.com, protections: {s3: false, reason: Costs, ticket: A-1, expires: 2027-01-31},",
            )
        ],
    ),
    (
        "a protection is off in one Region",
        "protection-off",
        [(ORG, "rds: true}", "rds: true, in_regions: {us-east-1: {s3: false}}}")],
    ),
    (
        "protections are managed by something else",
        "protection-unclear",
        [(ORG, "{s3: true, ai: true, rds: true}", "{managed_by: organization-policy}")],
    ),
    ("new accounts are not enrolled", "auto-enable-lowered", [(ORG, "auto_enable: all", "auto_enable: none")]),
    (
        "accounts become members by invitation",
        "auto-enable-lowered",
        [(ORG, "{mode: organization, auto_enable: all}", "{mode: invitation}")],
    ),
    ("a Region less", "region-removed", [(ORG, "[eu-west-1, us-east-1]", "[eu-west-1]")]),
    (
        "a dataset watches what is recommended only",
        "filter-narrowed",
        [(FRAUD, "watch: [exfiltration, policy]", "watch: [exfiltration]")],
    ),
    (
        "a dataset has another classification",
        "classification-lowered",
        [(FRAUD, "classification: restricted", "classification: public")],
    ),
    (
        "a classification requires less",
        "classification-loosened",
        [(ORG, "watch: [exfiltration], route: true", "watch: [exfiltration]")],
    ),
    (
        "there are no classifications any more",
        "classification-loosened",
        [(ORG, "rules: {classifications: {restricted: {watch: [exfiltration], route: true}, public: {}}}\n", "")],
    ),
    (
        "a team may accept one more warning",
        "grant-widened",
        [(ORG, "accept: [broad-suppression]", "accept: [broad-suppression, mutes-severe]")],
    ),
    ("a team has other files", "grant-widened", [(ORG, "files: team.yaml", 'files: "t*.yaml"')]),
    ("there are no grants any more", "grant-widened", [(ORG, ORGANIZATION[ORGANIZATION.index("teams:") :], "")]),
    ("somebody else approves", "approver-changed", [(ORG, "@acme/security", "@acme/interns")]),
    ("nobody approves", "approver-changed", [(ORG, 'owner: "@acme/security"\n', "")]),
    ("an older version may compile", "versions-changed", [(ORG, ">=0.2", ">=0.1")]),
    ("any version may compile", "versions-changed", [(ORG, 'watchspec: ">=0.2"\n', "")]),
    ("a suppression ends later", "suppression-extended", [(FRAUD, "2027-01-31", "2027-06-30")]),
    (
        "a suppression has a pattern",
        "suppression-widened",
        [(FRAUD, 'equals: ["Recon:IAMUser/MaliciousIPCaller"]', 'matches: ["Recon:IAMUser/*"]')],
    ),
    (
        "a suppression is renamed, and wider",
        "suppression-widened",
        [(FRAUD, "name: ours", "name: mine\n    was: ours"), (FRAUD, "equals: [test]", "equals: [test, prod]")],
    ),
    ("a test is gone", "test-weakened", [(FRAUD, TEAM[TEAM.index("tests:") :], "")]),
    ("a test expects something else", "test-weakened", [(FRAUD, "matches: [fraud.severe]", "matches: [fraud.raw]")]),
    (
        "results of scans are not sent",
        "scan-results-removed",
        [(FRAUD, "malware_scan: {route: triage}", "malware_scan: {}")],
    ),
    ("only some objects are scanned", "scan-narrowed", [(FRAUD, "{route: triage}", "{route: triage, prefixes: [x/]}")]),
    (
        "a filter that was made by hand is taken over",
        "taken-over",
        [
            (FRAUD, SEVERE, SEVERE + SEVERE.replace("severe,", "x, existing: {us-east-1: by-hand},")),
            (ORG, "routes:", "detector: {existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}\nroutes:"),
            (ORG, "override: [s3]", "override: [s3], adopt: true"),
        ],
    ),
    (
        "an entry accepts a warning",
        "warning-accepted",
        [
            (FRAUD, 'type: {equals: ["Recon:IAMUser/MaliciousIPCaller"]}', "severity: {equals: [low]}"),
            (FRAUD, "    where: {sev", "    accept: [{problem: broad-suppression, reason: Low}]\n    where: {sev"),
        ],
    ),
    (
        "the state is kept elsewhere",
        "state-moved",
        [(ORG, "rules:", "terraform: {backend: {local: {directory: elsewhere}}}\nrules:")],
    ),
]


@pytest.mark.parametrize(("rule", "edits"), [pytest.param(rule, edits, id=name) for name, rule, edits in ATTACKS])
def test_an_attack_is_told(tmp_path: Path, rule: str, edits: list[tuple[str, str, str]]) -> None:
    files = dict(FILES)
    for name, old, new in edits:
        assert old in files[name], f"{old} is not in {name}"
        files[name] = files[name].replace(old, new, 1)
    found = report(version(tmp_path / "before", FILES), version(tmp_path / "after", files))
    told = {change.rule for change in found.changes if change.level is not Level.SAFE}
    assert rule in told


def version(folder: Path, files: dict[str, str]) -> Version:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    found = declared(folder)
    errors = [problem.message for problem in found.problems if problem.is_error]
    assert errors == []
    return Version(None, folder.name, found.program, found.plan)

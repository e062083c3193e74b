"""The starter spec that ``new team`` writes: valid as it is, with an example of every section in comments."""

_STARTER = """\
# yaml-language-server: $schema=schema.json
#
# What team {team} owns and what must be watched. Take the # away from what you need, and run
#   .venv/bin/python main.py validate
# Names are yours; the rest of the spec refers to them.
team: {team}
# owner: {team}@example.com            # who answers for this file; a tag of the team's filters

# accounts:                            # AWS accounts that become GuardDuty members
#   - name: {team}-prod
#     id: "111122223333"               # in quotes: it is text, and may start with 0
#     email: aws-{team}@example.com    # of the account's root user

# datasets:                            # S3 buckets
#   - name: training
#     bucket: {team}-training-data
#     account: {team}-prod
#     region: {region}
#     watch: [exfiltration, impact, discovery]   # left out: every finding on the bucket

# access_keys:                         # long-lived keys and the users that have them
#   - name: trainer
#     id: AKIAIOSFODNN7EXAMPLE         # the public half, never the secret
#     account: {team}-prod

# services:                            # AI services: bedrock, sagemaker, ...
#   - name: assistant
#     service: bedrock
#     account: {team}-prod
#     regions: [{region}]

# filters:                             # anything else to keep in view
#   - name: severe
#     description: High and critical findings
#     where:
#       accountId: {{equals: [{team}-prod]}}
#       severity: {{at_least: high}}

# suppressions:                        # findings that are archived on arrival, and who answers for it
#   - name: exercise
#     reason: Yearly exercise
#     ticket: SEC-1204
#     approved_by: ciso@example.com
#     expires: 2029-12-31
#     where:
#       type: {{equals: ["PenTest:S3/KaliLinux"]}}
#       accountId: {{equals: [{team}-prod]}}

# tests:                               # findings, and what has to become of them: main.py test
#   - finding: findings/stolen-key.json          # from this folder down; as GuardDuty exports them
#     matches: [{team}.trainer]
#     suppressed: false
"""


def starter_spec(team: str, region: str) -> str:
    """The text of the spec of a new team; the examples are in ``region``."""
    return _STARTER.format(team=team, region=region)

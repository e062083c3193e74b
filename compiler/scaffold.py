"""The starter spec that ``new team`` writes: valid as it is, with a commented example of every section."""

_STARTER = """\
# yaml-language-server: $schema=schema.json
#
# What team {team} owns and what GuardDuty must watch. Uncomment what you need, then run
#   watchspec validate
# You choose the names; other entries refer to them.
team: {team}
# owner: {team}@example.com            # who is responsible for this file; becomes a tag of the team's filters

# accounts:                            # AWS accounts that become GuardDuty members
#   - name: {team}-prod
#     id: "111122223333"               # in quotes, because it is text and may start with 0
#     email: aws-{team}@example.com    # the email address of the account's root user

# datasets:                            # S3 buckets
#   - name: training
#     bucket: {team}-training-data
#     account: {team}-prod
#     region: {region}
#     watch: [exfiltration, impact, discovery]   # leave it out to watch for every finding on the bucket

# access_keys:                         # long-term access keys and the users that have them
#   - name: trainer
#     id: AKIAIOSFODNN7EXAMPLE         # the access key ID, never the secret access key
#     account: {team}-prod

# identities:                          # IAM roles, users and keys, by name
#   - {{name: app, role: {team}-app, account: {team}-prod, kind: service}}

# workloads:                           # on eks, ec2, ecs, lambda, sagemaker or agentcore
#   - name: serving
#     account: {team}-prod
#     region: {region}
#     eks: {{cluster: serve, namespace: {team}}}

# databases:                           # vector stores and what else models read
#   - {{name: vectors, cluster: {team}-vectors, account: {team}-prod, region: {region}, holds: embeddings}}

# models:                              # on bedrock, behind an endpoint, or as artifacts of a dataset
#   - name: chat
#     account: {team}-prod
#     region: {region}
#     bedrock: amazon.nova-pro-v1:0
#     callers: [app]

# services:                            # other AI services: textract, comprehend, ...
#   - name: documents
#     service: textract
#     account: {team}-prod
#     regions: [{region}]

# filters:                             # any other findings that you want to see
#   - name: severe
#     description: High and critical findings
#     where:
#       accountId: {{equals: [{team}-prod]}}
#       severity: {{at_least: high}}

# suppressions:                        # findings to archive automatically, with a reason and an expiry date
#   - name: exercise
#     reason: Yearly exercise
#     ticket: SEC-1204
#     approved_by: ciso@example.com
#     expires: 2029-12-31
#     where:
#       type: {{equals: ["PenTest:S3/KaliLinux"]}}
#       accountId: {{equals: [{team}-prod]}}

# tests:                               # findings, and what must happen to them; watchspec test runs these
#   - finding: findings/stolen-key.json          # a GuardDuty export, relative to this folder
#     matches: [{team}.trainer]
#     suppressed: false
"""


def starter_spec(team: str, region: str) -> str:
    """The text of a new team's spec; ``region`` is the Region of its examples."""
    return _STARTER.format(team=team, region=region)

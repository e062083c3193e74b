"""An entry of every kind of asset, with what the table of kinds says of how far findings name it."""

from dataclasses import dataclass

from compiler.model.assets import Naming

ACCOUNT = "123456789012"
ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
"""


@dataclass(frozen=True)
class Entry:
    """``text`` are the keys that are its own. ``is_regional`` if it is in one Region.

    ``is_made_by_kind`` if the places of its kind are what is made of it. Datasets and services make their own, which
    their places describe.
    """

    section: str
    name: str
    text: str
    naming: Naming
    is_regional: bool = True
    is_made_by_kind: bool = True

    @property
    def refers(self) -> bool:
        """Whether it names another entry."""
        return any(key in self.text for key in ("callers:", "artifacts:", "of:"))

    @property
    def line(self) -> str:
        region = ", region: us-east-1" if self.is_regional else ""
        return f"  - {{name: {self.name}, account: prod{region}, route: soc, {self.text}}}\n"


def _named(section: str, name: str, text: str, **more: bool) -> Entry:
    return Entry(section, name, text, Naming.NAMED, **more)


def _routed(section: str, name: str, text: str) -> Entry:
    return Entry(section, name, text, Naming.ROUTED)


def _account(section: str, name: str, text: str, **more: bool) -> Entry:
    return Entry(section, name, text, Naming.ACCOUNT, **more)


_GUARDRAIL = "arn:aws:bedrock:us-east-1:123456789012:guardrail/g"
ENTRIES = (
    _named("datasets", "bucket", "bucket: acme-corpus, watch: [discovery, attack-sequence]", is_made_by_kind=False),
    _named("identities", "role", "role: app", is_regional=False),
    _named("identities", "user", "user: svc", is_regional=False),
    _named("identities", "key", "key: AKIAIOSFODNN7EXAMPLE", is_regional=False),
    _named("workloads", "eks", "eks: {cluster: c, namespace: vllm, service_account: s}"),
    _named("workloads", "ns", "eks: {cluster: c, namespace: vllm}"),
    _named("workloads", "ec2", "ec2: {tags: {workload: training}}"),
    _routed("workloads", "ecs", "ecs: {cluster: c, family: f, service: s}"),
    _named("workloads", "lambda", "lambda: tools"),
    _account("workloads", "sagemaker", "sagemaker: job"),
    _account("workloads", "agentcore", "agentcore: agent"),
    _account("workloads", "bedrock_agent", "bedrock_agent: AGENT12345"),
    _named("databases", "cluster", "cluster: kb"),
    _named("databases", "instance", "instance: kb"),
    _account("databases", "opensearch", "opensearch: kb"),
    _account("databases", "opensearch_serverless", "opensearch_serverless: kb"),
    _account("databases", "s3_vectors", "s3_vectors: kb"),
    _account("databases", "dynamodb", "dynamodb: kb"),
    _account("databases", "knowledge_base", "knowledge_base: KB12345678"),
    _routed("models", "bedrock", f'bedrock: amazon.nova, callers: [role], guardrail: "{_GUARDRAIL}"'),
    _routed("models", "plain", "bedrock: amazon.titan"),
    _routed("models", "endpoint", "endpoint: scorer"),
    _routed("models", "called", "endpoint: ranker, callers: [role]"),
    Entry("models", "artifacts", "artifacts: bucket", Naming.INVENTORY),
    _routed("backups", "vault", "vault: ml-vault, of: [bucket, cluster, eks]"),
    _routed("backups", "ami", "ami: ami-0abcdef1234567890"),
    _routed("backups", "snapshot", "snapshot: snap-0abcdef1234567890"),
    _named("images", "image", 'image: "acme/reranker:1.4"'),
    _named("images", "repository", "repository: acme/vllm"),
    _account("secrets", "secret", "secret: prod/model-provider"),
    _account("services", "service", "service: bedrock", is_regional=False, is_made_by_kind=False),
)


def team_of(entries: tuple[Entry, ...]) -> str:
    """A team with these entries."""
    sections = dict.fromkeys(entry.section for entry in entries)
    texts = (f"{name}:\n{''.join(each.line for each in entries if each.section == name)}" for name in sections)
    return f'team: ml\naccounts: [{{name: prod, id: "{ACCOUNT}", email: aws@example.com}}]\n{"".join(texts)}'


TEAM = team_of(ENTRIES)

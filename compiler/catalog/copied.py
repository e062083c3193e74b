"""What people copy from AWS where a spec wants another form of it: an ARN or a URL for a name, a name for an ARN.

Sources: the service authorization reference (the ARN of each kind of resource); S3 user guide, *Methods for accessing a
bucket*; Lambda API reference (FunctionName); ECS developer guide (revisions of a task definition); RDS and OpenSearch
developer guides (endpoints); SQS developer guide (queue URLs); CloudWatch Logs user guide (the `:*` after a log group);
IAM user guide (ARNs of roles, users and sessions); Kubernetes, *Service accounts* (user names); AWS Account Management
reference guide, *View AWS account identifiers*.
"""

import re

ACCOUNT, REGION = "ACCOUNT", "REGION"  # in a form, for what the copied text does not have

_NAME = "([^/:]+)"
_HOST = r"amazonaws\.com(?:\.cn)?"
_PORT = "(?::[0-9]+)?"
_REST = "(?:[/?#].*)?"
_WORDS = r"[A-Za-z0-9][A-Za-z0-9._/#-]*"  # a name alone, also one with slashes
_SAGEMAKER = "(?:notebook-instance|training-job|processing-job|transform-job|cluster|domain|app|space)"


def _arn(service: str, resource: str) -> str:
    """The ARN of a resource in any partition, Region and account."""
    return f"arn:[a-z-]+:{service}:[a-z0-9-]*:[0-9]*:{resource}"


def _named(*patterns: str) -> dict[str, str]:
    """Texts in which group 1 is the name."""
    return dict.fromkeys(patterns, r"\1")


FORMS: dict[str, dict[str, str]] = {
    "account id": {
        **_named("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):.*"),
        "([0-9]{4})[- ]([0-9]{4})[- ]([0-9]{4})": r"\1\2\3",
    },
    "AgentCore resource": _named(
        _arn("bedrock-agentcore", f"(?:runtime|memory|gateway|browser|code-interpreter)/{_NAME}.*")
    ),
    "backup vault": _named(_arn("backup", f"backup-vault:{_NAME}")),
    "Bedrock agent": _named(_arn("bedrock", f"agent(?:-alias)?/{_NAME}.*")),
    "bucket": _named(
        f"s3://([^/?#]*){_REST}",
        f"arn:[^:]*:s3:::([^/?#]*){_REST}",
        rf"https?://s3[a-z0-9.-]*\.{_HOST}/([^/?#]*){_REST}",
        rf"https?://([^/?#]*?)\.s3[a-z0-9.-]*\.{_HOST}{_REST}",
        rf"https?://(?!s3[a-z0-9.-]*\.{_HOST})([^/?#]*){_REST}",
    ),
    "bucket ARN": {"(?:s3://)?([a-z0-9.-]{3,63}(?:/[^?#]*[^/?#])?)/?": r"arn:aws:s3:::\1"},
    "database cluster": _named(
        _arn("rds", f"cluster:{_NAME}"), rf"([a-z0-9-]+)\.cluster-[a-z0-9-]+\.[a-z0-9-]+\.rds\.{_HOST}{_PORT}"
    ),
    "database instance": _named(
        _arn("rds", f"db:{_NAME}"), rf"([a-z0-9-]+)\.[a-z0-9]+\.[a-z0-9-]+\.rds\.{_HOST}{_PORT}"
    ),
    "DynamoDB table": _named(_arn("dynamodb", f"table/{_NAME}.*")),
    "ECS cluster": _named(_arn("ecs", f"cluster/{_NAME}")),
    "ECS family": _named(_arn("ecs", f"task-definition/{_NAME}(?::[0-9]+)?"), f"{_NAME}:[0-9]+"),
    "ECS service": _named(_arn("ecs", f"service/(?:[^/:]+/)?{_NAME}")),
    "EKS cluster": _named(_arn("eks", f"cluster/{_NAME}")),
    "events ARN": {_WORDS: rf"arn:aws:events:{{region}}:{ACCOUNT}:event-bus/\g<0>"},
    "firehose ARN": {_WORDS: rf"arn:aws:firehose:{{region}}:{ACCOUNT}:deliverystream/\g<0>"},
    "function": _named(_arn("lambda", f"function:{_NAME}(?::[^:]+)?"), f"{_NAME}:[^:]+"),
    "knowledge base": _named(_arn("bedrock", f"knowledge-base/{_NAME}")),
    "lambda ARN": {"[A-Za-z0-9_-]+": rf"arn:aws:lambda:{{region}}:{ACCOUNT}:function:\g<0>"},
    "guardrail ARN": {"[a-z0-9]+": rf"arn:aws:bedrock:{REGION}:{ACCOUNT}:guardrail/\g<0>"},
    "GuardDuty filter": _named(_arn("guardduty", "detector/[0-9a-f]{32}/filter/(.+)")),
    "GuardDuty id": _named(_arn("guardduty", "detector/(?:[0-9a-f]{32}/[a-z]+/)?([0-9a-f]{32})")),
    "IAM role": _named(
        _arn("iam", f"role/(?:[^:]*/)?{_NAME}"),
        _arn("sts", f"assumed-role/{_NAME}(?:/[^:]*)?"),
        f"/?(?:role/)?(?:[^:/]+/)*{_NAME}",
    ),
    "IAM role ARN": {
        r"arn:([a-z-]+):sts::([0-9]{12}):assumed-role/([^/:]+)(?:/[^:]*)?": r"arn:\1:iam::\2:role/\3",
        r"/?(?:role/)?([A-Za-z0-9+=,.@_/-]+)": rf"arn:aws:iam::{ACCOUNT}:role/\1",
    },
    "IAM user": _named(_arn("iam", f"user/(?:[^:]*/)?{_NAME}"), f"/?(?:user/)?(?:[^:/]+/)*{_NAME}"),
    "kinesis ARN": {_WORDS: rf"arn:aws:kinesis:{{region}}:{ACCOUNT}:stream/\g<0>"},
    "KMS key ARN": {"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}": rf"arn:aws:kms:{REGION}:{ACCOUNT}:key/\g<0>"},
    "list file": {"arn:[a-z-]+:s3:::(.+)": r"s3://\1"},
    "logs ARN": {
        r"(arn:.*):\*": r"\1",
        "/?" + _WORDS: rf"arn:aws:logs:{{region}}:{ACCOUNT}:log-group:\g<0>",
    },
    "OpenSearch collection": _named(_arn("aoss", f"collection/{_NAME}")),
    "OpenSearch domain": _named(
        _arn("es", f"domain/{_NAME}"),
        rf"(?:https?://)?(?:search|vpc)-([a-z0-9-]+)-[a-z0-9]{{26}}\.[a-z0-9-]+\.es\.{_HOST}{_REST}",
    ),
    "plan id": _named(_arn("guardduty", "malware-protection-plan/([0-9a-z]+)")),
    "S3 vector bucket": _named(_arn("s3vectors", f"bucket/{_NAME}.*")),
    "SageMaker endpoint": _named(_arn("sagemaker", f"endpoint/{_NAME}")),
    "SageMaker resource": _named(_arn("sagemaker", f"{_SAGEMAKER}/([^:]+)")),
    "secret": _named(_arn("secretsmanager", "secret:([^:]+)-[A-Za-z0-9]{6}")),
    "service account": _named(f"system:serviceaccount:[^:]*:{_NAME}"),
    "sns ARN": {"[A-Za-z0-9_-]+": rf"arn:aws:sns:{{region}}:{ACCOUNT}:\g<0>"},
    "sqs ARN": {
        rf"https://sqs\.([a-z0-9-]+)\.{_HOST}/([0-9]{{12}})/([A-Za-z0-9_-]+)": r"arn:aws:sqs:\1:\2:\3",
        "[A-Za-z0-9_-]+": rf"arn:aws:sqs:{{region}}:{ACCOUNT}:\g<0>",
    },
    "states ARN": {"[A-Za-z0-9_-]+": rf"arn:aws:states:{{region}}:{ACCOUNT}:stateMachine:\g<0>"},
}
_LONGEST = 2_048  # of a text that is looked at: the longest ARN (IAM user guide, IAM identifiers)


def meant(form: str, text: str) -> str | None:
    """The text in the form that a spec wants, such as the name in an ARN; None if it is nothing that is known.

    What the text does not tell is ``ACCOUNT`` or ``REGION``. The result still has to be checked.
    """
    for pattern, template in FORMS[form].items() if len(text) <= _LONGEST else ():
        match = re.fullmatch(pattern, text.strip())
        if match:
            return match.expand(template)
    return None

"""The shapes in which findings come: what others put around them, and how files hold them. All made up, and small."""

import base64
import codecs
import gzip
import json
from collections.abc import Callable
from typing import Any

from tests.samples import lines

ARN = "arn:aws:sns:us-east-1:999988887777:soc"
TIME = "2026-11-26T14:00:00.000Z"


def pascal(data: Any) -> Any:
    """As the API answers: the names of the model."""
    if isinstance(data, list):
        return [pascal(item) for item in data]
    return {key[0].upper() + key[1:]: pascal(value) for key, value in data.items()} if isinstance(data, dict) else data


def event(detail: Any) -> dict[str, Any]:
    return {"version": "0", "detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": detail}


def notification(message: Any) -> dict[str, Any]:
    return {
        "Type": "Notification",
        "MessageId": "1",
        "TopicArn": ARN,
        "Message": json.dumps(message),
        "Timestamp": TIME,
    }


def logged(stream: str, documents: list[Any]) -> bytes:
    return b"\n".join(f"{TIME} {stream}{json.dumps(document)}".encode() for document in documents)


# What is around one finding, or around one of these.
ENVELOPES: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda inner: inner,
    "list": lambda inner: [inner],
    "list of answers": lambda inner: [{"Findings": []}, {"Findings": [inner]}],
    "GraphQL": lambda inner: {"data": {"Findings": [inner]}},
    "event without a detail-type": lambda inner: {"source": "aws.guardduty", "detail": inner},
    "test event of Lambda": lambda inner: {"event": inner, "context": {"memory": 128}},
    "SNS": notification,
    "SNS in Lambda": lambda inner: {"Records": [{"EventSource": "aws:sns", "Sns": notification(inner)}]},
    "SQS in Lambda": lambda inner: {"Records": [{"body": json.dumps(inner), "eventSource": "aws:sqs"}]},
    "SQS": lambda inner: {"Messages": [{"MessageId": "1", "ReceiptHandle": "x", "Body": json.dumps(inner)}]},
    "SNS in SQS": lambda inner: {"Messages": [{"MessageId": "1", "Body": json.dumps(notification(inner))}]},
    "CloudWatch Logs": lambda inner: {"events": [{"timestamp": 1, "message": json.dumps(inner)}]},
    "subscription of CloudWatch Logs": lambda inner: {
        "messageType": "DATA_MESSAGE",
        "logEvents": [{"id": "1", "timestamp": 1, "message": json.dumps(inner)}],
    },
    "Logs Insights": lambda inner: {
        "results": [[{"field": "@timestamp", "value": TIME}, {"field": "@message", "value": json.dumps(inner)}]]
    },
    "Splunk": lambda inner: {"preview": False, "result": {"_raw": json.dumps(inner), "severity": "8", "type": "x"}},
    "Elastic": lambda inner: {"_source": {"event": {"original": json.dumps(inner)}, "message": json.dumps(inner)}},
    "Step Functions": lambda inner: {"input": {"message": json.dumps(inner)}},
    "line of a log": lambda inner: {"message": f"{TIME} stream/[$LATEST]1 {json.dumps(inner)}"},
}  # fmt: skip

# How a file holds some documents, by the name of the file.
FILES: dict[str, Callable[[list[Any]], bytes]] = {
    "lines.jsonl": lambda documents: lines(*documents),
    "lines.ndjson.gz": lambda documents: gzip.compress(lines(*documents)),
    "list.json": lambda documents: json.dumps(documents, indent=1).encode(),
    "jq.json": lambda documents: b"\n".join(json.dumps(document, indent=2).encode() for document in documents),
    "firehose-1-2026-11-26": lambda documents: b"".join(json.dumps(document).encode() for document in documents),
    "packed-without-a-name": lambda documents: gzip.compress(lines(*documents)),
    "packed.json": lambda documents: gzip.compress(json.dumps(documents, indent=1).encode()),
    "unpacked.jsonl.gz": lambda documents: lines(*documents),
    "marked.json": lambda documents: codecs.BOM_UTF8 + lines(*documents),
    "powershell.json": lambda documents: codecs.BOM_UTF16_LE + lines(*documents).decode().encode("utf-16-le"),
    "big-endian.json": lambda documents: codecs.BOM_UTF16_BE + lines(*documents).decode().encode("utf-16-be"),
    "export-of-logs": lambda documents: logged("", documents),
    "tail-of-logs.json": lambda documents: logged("a/[$LATEST]b ", documents),
}  # fmt: skip

ID, DETECTOR = "46ba0d8c5f3e4a1b9c2d7e6f5a4b3c2d", "12abc34d567e8fa901bc2d34e56789f0"
FINDING_ARN = f"arn:aws:guardduty:eu-west-1:123456789012:detector/{DETECTOR}/finding/{ID}"
CALL = f"get it with: aws guardduty get-findings --region eu-west-1 --detector-id {DETECTOR} --finding-ids {ID}"
ASFF = {
    "SchemaVersion": "2018-10-08", "Id": FINDING_ARN, "Region": "eu-west-1", "AwsAccountId": "123456789012",
    "ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/guardduty",
    "Types": ["TTPs/Discovery/Recon:EC2-PortProbeUnprotectedPort"], "Severity": {"Label": "HIGH"},
}  # fmt: skip

NONE = "not a finding, and none in it"
LEFT_OUT = "which leaves out what filters need"
GET = "aws guardduty get-findings --detector-id DETECTOR --finding-ids"

# What is no finding, and what is said about it.
NO_FINDINGS: dict[str, tuple[Any, str]] = {
    "number": (1, "not a JSON object"),
    "package.json": ({"name": "x", "type": "module", "dependencies": {}}, NONE),
    "STIX": ({"type": "bundle", "id": "bundle--1", "objects": [{"type": "indicator"}]}, NONE),
    "SNS of another": (notification("Hello"), NONE),
    "a type alone": ({"type": "Recon:EC2/Portscan"}, NONE),
    "ASFF": (ASFF, f"not a finding of GuardDuty but of Security Hub (ASFF), {LEFT_OUT}; {CALL}"),
    "ASFF in an event": ({"detail-type": "Security Hub Findings - Imported", "detail": {"findings": [ASFF]}}, CALL),
    "ASFF of others": ({**ASFF, "Id": "arn:aws:inspector2:x; rm -rf /"}, f"(ASFF), {LEFT_OUT}"),
    "OCSF": ({"class_uid": 2004, "finding_info": {"uid": FINDING_ARN}, "type_uid": 200401}, CALL),
    "snake_case": (
        {"type": "Recon:EC2/Portscan", "account_id": "123456789012", "severity": 8, "arn": FINDING_ARN},
        f"not a finding as GuardDuty writes it: it has account_id instead of accountId, {LEFT_OUT}",
    ),
    "Athena": ({"type": "Recon:EC2/Portscan", "accountid": "1", "severity": 8}, "it has accountid instead"),
    "ids": ({"FindingIds": [ID]}, f"not findings but their ids; get them with: {GET} {ID}"),
    "list of ids": ([ID] * 7, f"--finding-ids {' '.join([ID] * 5)} and 2 more"),
    "our own answer": (
        {"place": "x", "type": "Recon:EC2/Portscan", "severity": 8, "near_misses": []},
        "not a finding but an answer of explain",
    ),
    "another event": ({"detail-type": "AWS Health Event", "detail": {}}, "an event, but not a GuardDuty Finding event"),
    "packed in text": ({"awslogs": {"data": base64.b64encode(gzip.compress(b"{}")).decode()}}, NONE),
}  # fmt: skip

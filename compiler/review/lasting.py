"""What stays as it is when a change is reverted and applied again."""

from collections.abc import Iterable, Iterator

from .change import Change
from .stacks import StackChange

_ARCHIVED = "Findings that a suppression has archived stay archived after it is gone."
# Sources: GuardDuty user guide (suppression rules; suspending or disabling; disassociating members), KMS and S3 API
# references (ScheduleKeyDeletion, DeleteBucket), SNS developer guide (confirming a subscription).
_OF_TYPE = {
    "aws_guardduty_detector": "The findings of a detector that is destroyed are gone.",
    "aws_guardduty_invite_accepter": "An account that leaves has to be invited again.",
    "aws_guardduty_ipset": "Findings that were not made while a list was another are not made later.",
    "aws_guardduty_malware_protection_plan": "Objects that arrive while a bucket is not scanned are never scanned.",
    "aws_guardduty_member": "Findings that an account has while it is no member do not reach the administrator.",
    "aws_guardduty_threatintelset": "Findings that were not made while a list was another are not made later.",
    "aws_kms_key": "A key that is destroyed is gone after its waiting period, and with it what it encrypts.",
    "aws_s3_bucket": "A bucket is deleted only while it is empty, and then its name is free for anybody.",
    "aws_sns_topic_subscription": "An address has to confirm its subscription again.",
}
_ARCHIVING = ("suppression-added", "suppression-widened", "suppression-entered-region", "suppression-unclear")


def lasting(changes: Iterable[Change], stacks: Iterable[StackChange]) -> tuple[str, ...]:
    """Sentences, each once, sorted."""
    return tuple(sorted({*_of_changes(changes), *_of_stacks(stacks)}))


def _of_changes(changes: Iterable[Change]) -> Iterator[str]:
    if any(change.rule in _ARCHIVING for change in changes):
        yield _ARCHIVED


def _of_stacks(stacks: Iterable[StackChange]) -> Iterator[str]:
    for stack in stacks:
        for planned in (*stack.recreated, *stack.destroyed):
            if planned.address.type in _OF_TYPE:
                yield _OF_TYPE[planned.address.type]

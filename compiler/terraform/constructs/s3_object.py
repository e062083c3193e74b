"""``aws_s3_object``, for a file that a list is read from.

S3 allows 10 tags on an object and the provider's default tags can be more, so none of them are on it. A new file is
uploaded before the old one is deleted: if that fails, GuardDuty keeps the list that it has.
"""

from typing import Any

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.s3_object import S3Object

from ...model.resources.lists import ListFile
from ..block import Block
from ..literals import literal
from ..references import value

_WITHOUT_DEFAULT_TAGS: dict[str, Any] = {"default_tags": {"tags": {}}}
_CONTENT_TYPE = "text/plain"


def build(stack: TerraformStack, name: str, file: ListFile) -> TerraformResource:
    built = S3Object(
        stack,
        name,
        bucket=value(file.bucket),
        key=literal(file.key),
        content=literal(file.content),
        content_type=_CONTENT_TYPE,
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
    )
    built.add_override("override_provider", _WITHOUT_DEFAULT_TAGS)
    return built


def read(block: Block) -> ListFile:
    block.expect("content_type", _CONTENT_TYPE)
    block.expect("lifecycle", {"create_before_destroy": True})
    block.expect("override_provider", _WITHOUT_DEFAULT_TAGS)
    return ListFile(block.value("bucket"), block.text("key"), block.text("content"))

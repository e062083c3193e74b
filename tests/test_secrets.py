import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.secrets import find, redact

AWS = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (AWS, "an AWS secret access key"),
        (f'key: "{AWS}"', "an AWS secret access key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "a private key"),
        ("IQoJb3JpZ2luX2Vj" + "A1b2" * 30, "an AWS session token"),
        ("ghp_" + "a" * 36, "a GitHub token"),
        ("xoxb-1234567890-abc", "a Slack token"),
    ],
)
def test_secrets(text: str, kind: str) -> None:
    assert kind in [found for found, _, _ in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",  # the public half
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",  # a checksum
        "arn:aws:iam::123456789012:role/guardduty-deployer",
        "resource.accessKeyDetails.userIdentity.sessionContext.sessionIssuer.userName",
        "12abc34d567e8fa901bc2d34e56789f0",  # a detector id
        "a/path/of/lower/case/words/that/is/forty",
        "s3://acme-raw/2026/11/23/part-0000.parquet",
    ],
)
def test_what_is_no_secret(text: str) -> None:
    assert list(find(text)) == []


@given(st.text(alphabet=" \n\"',:{}", max_size=20), st.text(alphabet=" \n\"',:{}", max_size=20))
def test_redaction_keeps_the_length_and_the_rest(before: str, after: str) -> None:
    assert redact(before + AWS + after) == before + "*" * len(AWS) + after

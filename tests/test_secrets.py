"""Secrets: what is one, what only looks like one, and that none is ever printed."""

import random
import string
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compiler import secrets
from compiler.diagnostics import SpecError
from compiler.diagnostics.formats import RENDERERS, Format, renderer
from compiler.diagnostics.shown import shown
from compiler.load import load
from compiler.load.tree import plain
from compiler.pipeline import compile_specs
from compiler.secrets import MASK, find, redact
from compiler.terminal import Screen
from tests.conftest import ORGANIZATION

AWS = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
LETTERS = string.ascii_letters + string.digits


def text(source: random.Random, length: int, alphabet: str = LETTERS) -> str:
    return "".join(source.choice(alphabet) for _ in range(length))


# Random credentials of each kind; those of AWS and the last have what no random text can lack.
MADE: dict[str, Callable[[random.Random], str]] = {
    "an AWS secret access key": lambda r: f"aB3{text(r, 37, LETTERS + '+/')}",
    "an AWS session token": lambda r: f"IQoJb3JpZ2luX2Vj{text(r, 200, LETTERS + '+/')}==",
    "a GitHub token": lambda r: f"gh{r.choice('pousr')}_{text(r, 36)}",
    "a GitLab token": lambda r: f"glpat-{text(r, 20)}",
    "a Slack token": lambda r: f"xoxb-{text(r, 12, string.digits)}-{text(r, 24)}",
    "an Anthropic API key": lambda r: f"sk-ant-api03-{text(r, 93)}AA",
    "an OpenAI API key": lambda r: f"sk-proj-{text(r, 74)}T3BlbkFJ{text(r, 74)}",
    "a Hugging Face token": lambda r: f"hf_{text(r, 34)}",
    "a Google API key": lambda r: f"AIza{text(r, 35)}",
    "a Stripe key": lambda r: f"sk_live_{text(r, 24)}",
    "an npm token": lambda r: f"npm_{text(r, 36)}",
    "a JSON Web Token": lambda r: f"eyJ{text(r, 30)}.eyJ{text(r, 60)}.{text(r, 43)}",
}


@pytest.mark.parametrize("kind", MADE)
@given(seed=st.integers(0, 10_000))
def test_a_credential_of_each_kind_is_found_whole(kind: str, seed: int) -> None:
    secret = MADE[kind](random.Random(seed))
    for written in (secret, f"key={secret}", f'"{secret}"', f"x\\n{secret}", f"[{secret}]", f"a {secret} b"):
        assert secret not in redact(written)
        assert redact(written).count(MASK) == len(secret)
        assert kind in [found.kind for found in find(written)]


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        (AWS, AWS),
        (f"aws_secret_access_key={AWS}", AWS),
        (f"'x\\n{AWS}'", AWS),
        (f"x\t{AWS}", AWS),
        (f'"\\x77{AWS[1:]}"', f"\\x77{AWS[1:]}"),
        (f'"{AWS[:5]}\\u{ord(AWS[5]):04x}{AWS[6:]}"', f"{AWS[:5]}\\u{ord(AWS[5]):04x}{AWS[6:]}"),
        (f'"{AWS.replace("/", chr(92) + "/")}"', AWS.replace("/", "\\/")),
        ("password: Tr0ub4dor+3xyz", "Tr0ub4dor+3xyz"),
        ('password: "ab\\"c3xyz123,45"', 'ab\\"c3xyz123,45'),
        ("{db_password: Tr0ub4dor3xyz, x: 1}", "Tr0ub4dor3xyz"),
        ('{"api_key": "0afae57f3ccfd9d7f5767067bc48b30f"}', "0afae57f3ccfd9d7f5767067bc48b30f"),
        ('"{\\"token\\": \\"0afae57f3ccfd9d7f5767067bc48b30f\\"}"', "0afae57f3ccfd9d7f5767067bc48b30f"),
        ("client_secret:\n    Zf3D0LXCM3EIMbgJpUNnkRtOfOueHznB", "Zf3D0LXCM3EIMbgJpUNnkRtOfOueHznB"),
        ("postgres://admin:hunter2@db.example.com/x", "admin:hunter2"),
        ("https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop", "hooks.slack.com/services/T00000000"),
        ("github_pat_11ABCDEFG0" + "a1B2" * 15, "github_pat_11ABCDEFG0"),
    ],
)
def test_a_secret_is_masked_however_it_is_written(written: str, masked: str) -> None:
    assert masked not in redact(written)
    assert MASK * 5 in redact(written)
    assert len(redact(written)) == len(written)
    assert redact(written).count("\n") == written.count("\n")


KEY = ("MIIEpAIBAAKCAQEA1234567890abcdefghij", "Zm9vYmFyCg==")
PEM = "\n{0}".join(("-----BEGIN RSA PRIVATE KEY-----", *KEY, "-----END RSA PRIVATE KEY-----"))


@pytest.mark.parametrize(
    "written",
    [
        f"x: |\n  {PEM.format('  ')}\ny: 1",
        f"# {PEM.format('# ')}\ny: 1",
        f"- {PEM.format('- ')}",
        '"' + PEM.format("").replace("\n", "\\n") + '"',
        '"-----BEGIN EC PRIVATE KEY-----MIIEpAIBAAKCAQEA1234567890abcdefghij"}]',
        '["-----BEGIN PRIVATE KEY-----", "MIIEpAIBAAKCAQEA1234567890abcdefghij"]',
        PEM.format("").replace("RSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"),
    ],
)
def test_every_line_of_a_private_key_is_masked_and_what_is_around_it_is_not(written: str) -> None:
    masked = redact(written)
    assert not any(part in masked for part in ("BEGIN", "MIIE", "1234567890", "Zm9v", "END"))
    structure = '\n"[]{}#,'
    assert [c for c in masked if c in structure] == [c for c in written if c in structure]
    assert ("y: 1" in written) is ("y: 1" in masked)


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",  # the public half
        "secret_key_id: AKIAIOSFODNN7EXAMPLE",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",  # a checksum
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
        "arn:aws:iam::123456789012:role/guardduty-deployer",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/database1-a1B2c3",
        "token: arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/database1-a1B2c3",
        "arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:bedrock:us-east-1:123456789012:guardrail/a1b2c3d4e5f6",
        "resource.accessKeyDetails.userIdentity.sessionContext.sessionIssuer.userName",
        "CredentialAccess:Kubernetes/SuccessfulAnonymousAccess",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
        "Execution:Runtime/SuspiciousCommand",
        "12abc34d567e8fa901bc2d34e56789f0",  # a detector id
        "a/path/of/lower/case/words/that/is/forty",
        "models/Llama3/checkpoints/Run42/weight01",
        "FraudDetectionTrainingPipelineRole2026v1",
        "s3://acme-raw/2026/11/23/part-0000.parquet",
        "acme-secrets-7f3a9c2e",
        "bucket: acme-token-logs-us-east-1-123456789012",
        "name: token-service-2",
        "reason: the password rotation of 2026-01-31 was an exercise",
        "token: 2027-01-31T00:00:00Z",
        "secret: prod-db-2026",
        "password: ${var.password_of_database1}",
        "password: {{ vault.password1234x }}",
        "api_key: <your-api-key-goes-here1>",
        "token_url: https://login.example.com/0afae57f3ccfd9d7f5767067bc48b30f",
        "https://user@example.com/path",
        "sk-learn-pipeline",
        "task-0123456789abcdef",
        "ghp_short",
        "i-0abcdef1234567890",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ== me",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
    ],
)
def test_what_is_no_secret(text: str) -> None:
    assert list(find(text)) == []


@given(st.text(alphabet=" \n\"',:{}", max_size=20), st.text(alphabet=" \n\"',:{}", max_size=20))
def test_redaction_keeps_the_length_and_the_rest(before: str, after: str) -> None:
    assert redact(before + AWS + after) == before + MASK * len(AWS) + after


@given(st.text(alphabet=st.sampled_from('\\xu4a1"n/\n =:secretkyBEGINPVAT-'), max_size=60))
@example("\\")
@example("\\x4\\U0011ffff\\\n")
def test_no_text_confuses_the_search(text: str) -> None:
    found = find(text)
    assert all(0 <= secret.start < secret.end <= len(text) for secret in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert len(redact(text)) == len(text)
    assert redact(redact(text)) == redact(text)


# Where a secret can be in a spec, and how it can be written there; %s is the secret.
TEAM = """\
team: fraud
accounts:
  - {name: prod, id: "123456789012", email: aws-fraud-prod@example.com}
filters:
  - {name: high, where: {severity: {at_least: high}}}
"""
POSITIONS = [
    f"# %s\n{TEAM}", f"{TEAM}# aws_secret_access_key=%s\n", f"{TEAM}owner: %s\n", f"{TEAM}owner: 'x=%s'\n",
    f'{TEAM}owner: "%s"\n', f"{TEAM}owner: |\n  x\n  %s\n", f"{TEAM}owner: >-\n  %s\n", f'{TEAM}owner: "x\\n%s"\n',
    f'{TEAM}owner: "x \\\n  %s"\n', f"{TEAM}%s: 1\n", f'{TEAM}"x\\t%s": 1\n', f"{TEAM}? %s\n: 1\n",
    f"{TEAM}owner: [[%s]]\n",
    f"{TEAM}owner: {{a: {{%s: 1}}}}\n", f"{TEAM}owner: &a %s\nx: *a\n", f"{TEAM}owner: &%s x\n",
    f"{TEAM}owner: !%s x\n",
    f"{TEAM}owner: %s\nowner: %s\n", f"{TEAM}owner: [%s\n", f"{TEAM}owner: '%s\n", f"%s\n---\n{TEAM}",
    f"{TEAM}tests:\n  - {{finding: '%s', matches: [%s]}}\n", f"{TEAM}suppressions:\n  - {{name: x, reason: %s}}\n",
    TEAM.replace("prod,", "'%s',"), TEAM.replace('"123456789012"', "%s"), TEAM.replace("aws-fraud-prod", "%s"),
    TEAM.replace("severity", "%s"), TEAM.replace("high}}", "%s}}"), TEAM.replace("at_least", "%s"),
    TEAM.replace("fraud", "%s"),
    TEAM.replace("{severity: {at_least: high}}", "{accountId: {equals: ['%s', a]}}"),
]  # fmt: skip
WRITTEN: list[Callable[[str], str]] = [
    lambda secret: secret,
    lambda secret: f"\\x{ord(secret[0]):02x}{secret[1:]}",
    lambda secret: "".join(f"\\u{ord(c):04x}" for c in secret),
    lambda secret: secret.replace("/", "\\/"),
]
SCREENS = [*(renderer(form) for form in Format), renderer(Format.TEXT, Screen(80, has_colour=True))]


@pytest.mark.parametrize("kind", MADE)
@given(position=st.sampled_from(POSITIONS), written=st.sampled_from(WRITTEN), seed=st.integers(0, 10_000))
def test_no_rendering_has_a_secret(kind: str, position: str, written: Callable[[str], str], seed: int) -> None:
    """Nor has what is read; and with a secret nothing is synthesized, so that it is not in any output."""
    secret = MADE[kind](random.Random(seed))
    forms = {secret, written(secret)}
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "organization.yaml").write_text(ORGANIZATION)
        (folder / "team.yaml").write_text(position.replace("%s", written(secret)))
        with pytest.raises(SpecError) as raised:
            compile_specs(folder)
        documents = str([plain(document.root) for document in load(folder).documents])
    assert "secret" in [problem.code for problem in raised.value.diagnostics]
    printed = [render(raised.value.diagnostics) for render in SCREENS]
    for text in (documents, *printed):
        assert not any(form in text or form[10:] in text for form in forms)


def test_a_broken_private_key_hides_all_of_its_lines_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_text(f"{TEAM}owner: |\n  {PEM.format('  ')}\nx: [\n")
    problems = load(tmp_path).problems
    assert {problem.code for problem in problems} == {"secret", "yaml-syntax"}
    assert not any(part in render(problems) for render in RENDERERS.values() for part in ("MIIE", "Zm9v"))


@pytest.mark.parametrize("quoted", [repr(f"x\n{AWS}"), repr(f"\t{AWS}"), repr(f"\\{AWS}"), repr(f"'\"{AWS}")])
def test_what_is_shown_in_quotes_has_no_secret(quoted: str) -> None:
    assert AWS not in shown(quoted)


def test_the_work_for_many_secrets_in_one_line_grows_with_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted in the characters that are searched, while a file is read and its problems are printed."""
    searched: list[int] = []
    search = secrets._find

    def count(text: str) -> Iterator[secrets.Secret]:
        searched.append(len(text))
        return search(text)

    monkeypatch.setattr(secrets, "_find", count)

    def cost(number: int) -> int:
        searched.clear()
        (tmp_path / "team.yaml").write_text(f"# {f'{AWS} ' * number}\n{TEAM}")
        problems = load(tmp_path).problems
        assert len(problems) == number
        assert all(render(problems) for render in SCREENS)
        return sum(searched)

    assert cost(400) < 5 * cost(100)

r"""Credentials that somebody pasted into a text: where they are, and the text without them.

A compiler that prints the offending source line would copy a leaked key into CI logs. So ``load`` overwrites
every secret of a file before anything else reads it, and whatever is printed passes through :func:`redact`.

What is recognized: credentials with a form of their own (a table), AWS secret access keys (forty random
characters), private keys, and random text behind a word such as ``password``. Escapes, of YAML and of JSON alike,
are read, so that ``\x77Jalr…`` is found as well.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest
from math import log2
from typing import NamedTuple

MASK = "•"  # plain text to YAML wherever it is; an asterisk would start an alias


class Secret(NamedTuple):
    """A credential in a text; ``end`` is excluded."""

    kind: str
    start: int
    end: int


# Forms that nothing else has, each behind the texts that it cannot be without. Sources: GitHub docs, "About
# authentication to GitHub" (token formats); GitLab docs, "Token overview" (prefixes); Slack docs, "Token types";
# Anthropic, OpenAI, Hugging Face, Google Cloud, Stripe and npm docs on API keys; AWS STS, whose session tokens start
# with one of three encoded labels; RFC 7519 (JWT); RFC 3986 (userinfo). No pattern reads a character many times.
_BASE64 = "[A-Za-z0-9_-]"
_FORMS = (
    ("an AWS session token", ("oJb3JpZ2lu", "oGZXIvYXdz"), r"(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9/+=]{60,}"),
    ("a GitHub token", ("gh",), r"gh[pousr]_[A-Za-z0-9]{36,}"),
    ("a GitHub token", ("github_pat_",), r"github_pat_[A-Za-z0-9_]{36,}"),
    ("a GitLab token", ("gl",), r"gl(?:pat|rt|dt|ptt|oas|soat|imt|ft|cbt|agent|ffct)-[A-Za-z0-9_.-]{20,}"),
    ("a Slack token", ("xox",), r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}"),
    ("a Slack token", ("xapp-",), r"xapp-[0-9]-[A-Za-z0-9-]{10,}"),
    ("a Slack webhook", ("hooks.slack.com",), r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}"),
    ("an Anthropic API key", ("sk-ant-",), r"sk-ant-[A-Za-z0-9_-]{24,}"),
    (
        "an OpenAI API key",
        ("sk-",),
        r"sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,}|(?<![A-Za-z0-9])sk-[A-Za-z0-9]{32,}",
    ),
    ("a Hugging Face token", ("hf_",), r"(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}"),
    ("a Google API key", ("AIza",), r"AIza[A-Za-z0-9_-]{35}"),
    ("a Stripe key", ("k_live_", "k_test_"), r"[rs]k_(?:live|test)_[A-Za-z0-9]{20,}"),
    ("an npm token", ("npm_",), r"npm_[A-Za-z0-9]{36}"),
    ("a JSON Web Token", (".eyJ",), rf"(?<![A-Za-z0-9_])eyJ{_BASE64}{{10,400}}\.eyJ{_BASE64}{{10,}}(?:\.{_BASE64}*)?"),
    ("a password in a URL", ("://",), r"(?<=://)[^\s/:@\"'<>{}$]{1,64}:[^\s/:@\"'<>{}$]{3,128}(?=@)"),
)

_AWS_KEY = re.compile(r"(?<![A-Za-z0-9/+\\])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
_WORDS = re.compile(r"[A-Z]?[a-z]{3,}")
_HEX = re.compile(r"[0-9a-fA-F]+")
_MOSTLY = 0.7  # of forty random characters, one in twenty thousand has as many in what looks like words

_PRIVATE_KEY = re.compile(r"-----(BEGIN|END)[A-Z ]{0,40} PRIVATE KEY(?: BLOCK)?-----")
_KEY_BODY = re.compile(r"(?:[\s\"'#,\\>|-]*[A-Za-z0-9+/=]{16,})*")  # where no end is marked
_LONGEST_KEY = 20_000  # an RSA key of 16,384 bits has 13,000 characters

# What the next pattern cannot be without; the letters are the last ones of api, auth, access, private and so on.
_TELLING = ("passw", "passphrase", "pwd", "secret", "token", *(f"{letter}key" for letter in "_-ihsegnt"))
_TOLD = re.compile(
    r"(?<!\d:)(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|auth|access|private|signing|encryption|account)[_-]?key)"
    r"(?:[_-]?(?:access[_-]?)?(?:key|value|token))?"
    r"[\\\"'\s]{0,4}(?::=|=>|[:=])[\\\"'|>\s]{0,12}"
    r"(?P<value>(?:[^\s\"'\\]|\\.){10,}(?<![,;\])}]))",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"arn:|(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b|[a-z0-9]+://|\$?\{|<|\$\(")  # what only refers
_PIECE = re.compile(r"(?=[0-9]*[A-Za-z])(?=[A-Za-z]*[0-9])[A-Za-z0-9]{8,}")  # no word, and no date
_RANDOM = 3.0  # bits a character

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U(000[0-9A-Fa-f]{5})|(\r?\n[ \t]*)|(.))")
_SHORT = {"n": "\n", "r": "\r", **dict.fromkeys("\\0abeftvN_LP", " ")}


def find(text: str) -> list[Secret]:
    """The secrets in ``text``, in their order, none inside another."""
    found = list(_find(text))
    if "\\" in text:
        plain = _Unescaped(text)
        found += (Secret(kind, *plain.original(start, end)) for kind, start, end in _find(plain.text))
    return list(_merged(found)) if found else []


def redact(text: str) -> str:
    """``text`` with every secret overwritten, character for character."""
    return overwritten(text, find(text))


def overwritten(text: str, secrets: list[Secret]) -> str:
    """``text`` with these secrets overwritten. Blanks and line ends stay, so that every line keeps its width."""
    parts: list[str] = []
    at = 0
    for secret in secrets:
        parts += (text[at : secret.start], _masked(text[secret.start : secret.end]))
        at = secret.end
    return "".join((*parts, text[at:]))


def _masked(secret: str) -> str:
    """A private key keeps what may be around its lines: quotes, commas, dashes of a list, the signs of comments."""
    hidden = r"[^\s#\"',-]" if _PRIVATE_KEY.match(secret) else r"\S"
    return re.sub(hidden, MASK, secret)


def _find(text: str) -> Iterator[Secret]:
    for kind, parts, pattern in _FORMS:
        if any(part in text for part in parts):
            yield from (Secret(kind, *match.span()) for match in re.finditer(pattern, text))
    if "PRIVATE KEY" in text:
        yield from _private_keys(text)
    for match in _AWS_KEY.finditer(text):
        if _is_aws_key(match.group()):
            yield Secret("an AWS secret access key", *match.span())
    small = text.lower()
    if any(part in small for part in _TELLING):
        for match in _TOLD.finditer(text):
            if _is_random(match["value"]):
                yield Secret("a password, token or key", *match.span("value"))


def _private_keys(text: str) -> Iterator[Secret]:
    """From the line that begins a key to the one that ends it, or as far as there are lines like those of a key."""
    marks = list(_PRIVATE_KEY.finditer(text))
    for mark, after in zip_longest(marks, marks[1:]):
        if mark[1] == "BEGIN":
            is_whole = after is not None and after[1] == "END" and after.start() - mark.end() <= _LONGEST_KEY
            last = after if is_whole else _KEY_BODY.match(text, mark.end())
            yield Secret("a private key", mark.start(), last.end() if last else mark.end())


def _is_aws_key(text: str) -> bool:
    """Not a checksum, and not a path or a name made of words."""
    kinds = (str.islower, str.isupper, str.isdigit)
    words = sum(len(word) for word in _WORDS.findall(text))
    return words < _MOSTLY * len(text) and all(any(map(kind, text)) for kind in kinds) and not _HEX.fullmatch(text)


def _is_random(value: str) -> bool:
    return not _PUBLIC.match(value) and _PIECE.search(value) is not None and _entropy(value) >= _RANDOM


def _entropy(text: str) -> float:
    """Shannon's, in bits a character."""
    shares = [text.count(character) / len(text) for character in set(text)]
    return -sum(share * log2(share) for share in shares)


def _merged(secrets: list[Secret]) -> Iterator[Secret]:
    """In their order; of those that overlap one, from the first to the last character, of the kind of the first."""
    current, *rest = sorted(secrets, key=lambda secret: (secret.start, -secret.end))
    for secret in rest:
        if secret.start < current.end:
            current = current._replace(end=max(current.end, secret.end))
        else:
            yield current
            current = secret
    yield current


class _Unescaped:
    """A text with its escapes read, and where in the original each of its characters is."""

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._at: list[int] = []  # of each part, in the text without escapes
        self._from: list[int] = []  # the same in the original
        self._is_escape: list[bool] = []
        length = end = 0
        for match in _ESCAPE.finditer(text):
            pieces = ((end, text[end : match.start()], False), (match.start(), _meaning(match), True))
            for start, part, is_escape in pieces:
                self._at.append(length)
                self._from.append(start)
                self._is_escape.append(is_escape)
                parts.append(part)
                length += len(part)
            end = match.end()
        self._at.append(length)
        self._from.append(end)
        self._is_escape.append(False)
        self.text = "".join((*parts, text[end:]))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch that is not empty is in the original."""
        first, last = (bisect_right(self._at, index) - 1 for index in (start, end - 1))
        ends = self._from[last + 1] if self._is_escape[last] else self._from[last] + end - self._at[last]
        return self._from[first] + (start - self._at[first]), ends


def _meaning(match: re.Match[str]) -> str:
    two, four, eight, fold, character = match.groups()
    digits = two or four or eight
    if digits:
        return chr(min(int(digits, 16), 0x10FFFF))
    return "" if fold else _SHORT.get(character, character)

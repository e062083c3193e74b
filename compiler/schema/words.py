"""Names of the API and of classes in words."""

import re

# Those in the names of finding fields and models.
_ACRONYMS = {
    "api",
    "arn",
    "asn",
    "aws",
    "dns",
    "ebs",
    "ec2",
    "ecs",
    "eks",
    "gb",
    "iam",
    "id",
    "ip",
    "ips",
    "kms",
    "mfa",
}
_ACRONYMS |= {"rds", "s3", "sha256", "uid", "uuid", "vpc"}
_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")


def in_words(name: str) -> str:
    """``ecsClusterDetails`` -> ``ECS cluster details``."""
    words = (word.lower() for word in _WORD.findall(name))
    return capitalized(" ".join(word.upper() if word in _ACRONYMS else word for word in words))


def path_in_words(path: str) -> str:
    """``resource.ecsClusterDetails.arn`` -> ``ECS cluster details > ARN``."""
    parts = path.removeprefix("resource.").removeprefix("service.").split(".")
    return " > ".join(in_words(part) for part in parts)


def capitalized(text: str) -> str:
    """The text with its first letter in upper case, and the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"

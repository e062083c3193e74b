"""`secrets`: secrets of AWS Secrets Manager, such as keys of model providers. Only their names, never what is in them.

Example::

    accounts:
      - {name: prod, id: "123456789012", email: aws-prod@example.com}
    secrets:
      - {name: provider-key, secret: prod/model-provider, account: prod, region: us-east-1}

No finding names a secret: anomalous API calls of Secrets Manager in its account are watched.
"""

from ...catalog.assets.kind import Names
from ..base.assets import RegionalAsset
from ..base.nameable import Principals
from .aws_names import SecretName


class SecretSpec(RegionalAsset):
    """A secret: a filter on the API calls of Secrets Manager in its account."""

    noun = "a secret"

    secret: SecretName
    """The name of the secret in AWS Secrets Manager, never its value. Example: prod/model-provider"""

    def asset_kind(self) -> str:
        return "secret"

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {"secret": (self.secret,)}

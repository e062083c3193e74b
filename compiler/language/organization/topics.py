"""`create` of a route: a topic of its own.

Example::

    routes:
      soc: {create: {sns: {emails: [soc@example.com]}}, message: summary}
"""

from typing import Annotated

from pydantic import AfterValidator

from ...model import routes
from ..base.spec import Spec, distinct, like

_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
Address = Annotated[str, *like(_ADDRESS, "invalid-email", "an e-mail address", "for example soc@example.com")]


class CreatedTopic(Spec):
    """A topic in each Region, encrypted with a KMS key of its own, and its e-mail subscriptions."""

    emails: Annotated[tuple[Address, ...], AfterValidator(distinct("an address"))] | None = None
    """Who receives the messages. Each address gets an e-mail from each Region, and has to confirm it.
    Example: [soc@example.com]"""


class CreatedTargets(Spec):
    """The targets that are created for a route."""

    sns: CreatedTopic
    """A topic `guardduty-ROUTE` in each Region, instead of `sns_topic_arn`; `{}` for one without subscriptions.
    Example: {emails: [soc@example.com]}"""

    def to_model(self) -> routes.CreatedTopic:
        return routes.CreatedTopic(tuple(sorted(self.sns.emails or ())))

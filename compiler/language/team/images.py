"""`images`: container images that train or serve models, wherever containers of them run.

Example::

    accounts:
      - {name: serve, id: "123456789012", email: aws-serve@example.com}
    images:
      - name: vllm
        repository: 123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm
        account: serve
        region: us-east-1
      - {name: reranker, image: "public.ecr.aws/acme/reranker:1.4", account: serve, region: us-east-1}

Each has exactly one of the keys `image` and `repository`. Findings name the image of a container, on EKS, on ECS and on
instances of your own; the registry itself is not scanned by GuardDuty.
"""

from collections.abc import Iterator

from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ..base.assets import RegionalAsset
from ..base.exactly_one import exactly_one, given
from ..base.nameable import Principals
from .aws_names import ImageName, RepositoryName

_KNOWN_BY = ("image", "repository")


class ImageSpec(RegionalAsset):
    """A container image: a filter on containers of it on pods, on tasks of ECS, and on instances.

    Its account and Region are those in which the containers run, not those of the registry.
    """

    noun = "an image"

    image: ImageName | None = None
    """The image with its tag or digest, as the pod or the task definition has it.
    Example: 123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm:1.4"""
    repository: RepositoryName | None = None
    """The repository, for all of its tags and digests. Example: 123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm"""

    def problems(self) -> Iterator[Problem]:
        wrong = [*exactly_one(self, _KNOWN_BY, f"image {self.name!r}")]
        yield from wrong or super().problems()

    def asset_kind(self) -> str:
        return given(self, _KNOWN_BY)[0]

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {key: (str(getattr(self, key)),) for key in given(self, _KNOWN_BY)}

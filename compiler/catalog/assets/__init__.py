"""The kinds of assets that a team can declare. A new kind is a row in a module here, and a line below."""

from . import buckets, identities, services
from .kind import AssetKind

ASSET_KINDS: dict[str, AssetKind] = {
    "role": identities.ROLE,
    "user": identities.USER,
    "key": identities.KEY,
    "bucket": buckets.BUCKET,
    "service": services.SERVICE,
}

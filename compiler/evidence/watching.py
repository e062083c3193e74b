"""What is watched of an asset: for each threat purpose and Region, whether its finding types can occur."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..catalog.assets import ASSET_KINDS
from ..catalog.finding_types import MALWARE_BACKUP, MALWARE_PLAN, FindingType, purposes
from ..catalog.protections import NAMES
from ..checks.reach import matching_types, names_types
from ..model.assets import Asset
from ..model.filters import Filter
from ..plan import names
from .facts import Cell
from .rows import Coverage, Level, Resource
from .settings import Place, Setting, Settings, name_of
from .traces import Traces, place_of

_WORDS = {name: word for word, name in purposes().items()}
UNCERTAIN = (Level.UNKNOWN, Level.NEW)


class Watching:
    """Cells of assets. ``administrator`` is the account whose stacks have the detectors."""

    def __init__(self, settings: Settings, traces: Traces, administrator: str) -> None:
        self._settings, self._traces, self._administrator = settings, traces, administrator

    def cells(self, asset: Asset, filters: Iterable[Filter]) -> Iterator[Cell]:
        """By purpose and Region; ``filters`` are those of the asset."""
        types: dict[tuple[str, str], dict[str, FindingType]] = defaultdict(dict)
        for watch in filters:
            for kind in _types(asset, watch):
                for region in watch.regions:
                    types[_WORDS[kind.purpose], region][kind.name] = kind
        bucket = asset.names.get("bucket", "")
        for (purpose, region), kinds in sorted(types.items()):
            places = (Place(asset.account_id, region, bucket if _is_scan(kind) else "") for kind in kinds.values())
            settings = [self._settings.of_type(*each) for each in zip(kinds.values(), places, strict=True)]
            yield self._cell(asset, purpose, region, settings)

    def _cell(self, asset: Asset, purpose: str, region: str, settings: list[Setting]) -> Cell:
        needs = {setting.source: setting.level for setting in settings if setting.source}
        return Cell(
            spec=place_of(asset.origin),
            resources=self._resources(asset, region, needs),
            asset=asset.full_name,
            purpose=purpose,
            region=region,
            level=together(setting.level for setting in settings),
            types=len(settings),
            needs=tuple((name_of(source), level) for source, level in sorted(needs.items())),
            reasons=tuple(sorted({setting.why for setting in settings if setting.why})),
        )

    def _resources(self, asset: Asset, region: str, needs: Iterable[str]) -> tuple[Resource, ...]:
        """The detector, the protections that are needed, and the scan of the bucket."""
        features = [feature for feature in needs if feature in NAMES]
        addresses = [names.DETECTOR, *map(names.detector_feature, features), *map(names.organization_feature, features)]
        addresses += [names.member_feature(asset.account_id, feature) for feature in features]
        own = self._traces.at(self._administrator, region, *addresses)
        scan = (names.scan(asset.names["bucket"]),) if MALWARE_PLAN in needs and "bucket" in asset.names else ()
        return (*own, *self._traces.at(asset.account_id, region, *scan))


def _types(asset: Asset, watch: Filter) -> Iterator[FindingType]:
    """Those that conditions name; where they name none, the types about what the asset is.

    Custom Detection Rules are left out: the language has none, so nothing is known of them. So are scans of backups,
    but for backups.
    """
    of_kind = ASSET_KINDS[asset.kind].types
    about_it = watch.expected or of_kind
    for kind in matching_types(watch.criteria):
        is_watched = names_types(watch.criteria) or kind.name in about_it
        is_scan_of_another = MALWARE_BACKUP in kind.sources and kind.name not in of_kind
        if is_watched and "CUSTOM_DETECTION_RULES" not in kind.sources and not is_scan_of_another:
            yield kind


def _is_scan(kind: FindingType) -> bool:
    """Whether it depends on the bucket; all others are looked up once for an account and Region."""
    return MALWARE_PLAN in kind.sources


def together(levels: Iterable[Level]) -> Level:
    """The level of several: in part where some are off, and not known where some are not."""
    distinct = set(levels)
    if Level.OFF in distinct or Level.PART in distinct:
        return Level.OFF if distinct == {Level.OFF} else Level.PART
    return next((level for level in UNCERTAIN if level in distinct), Level.ON)


def coverage_of(level: Level) -> Coverage:
    """What a level means for an asset as a whole."""
    words = {Level.ON: Coverage.COVERED, Level.PART: Coverage.PART, Level.OFF: Coverage.NOT}
    return words.get(level, Coverage.DEPENDS)

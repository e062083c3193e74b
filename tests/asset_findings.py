"""Findings about assets, in the shape that the API model of GuardDuty has for them."""

from collections.abc import Iterator, Mapping
from typing import Any

import botocore.session

from compiler.catalog.assets import ASSET_KINDS
from compiler.catalog.assets.kind import OR, Names, Place
from compiler.catalog.filter_fields import INSTANCE_TAG
from compiler.catalog.finding_details import can_have
from compiler.catalog.finding_types import all_types
from compiler.model.assets import Asset
from compiler.model.program import Program
from tests.asset_entries import ACCOUNT

Shapes = Mapping[str, Any]


def shapes_of_the_api() -> Shapes:
    loader = botocore.session.get_session().get_component("data_loader")
    shapes: Shapes = loader.load_service_model("guardduty", "service-2")["shapes"]
    return shapes


def asset_of(program: Program, name: str) -> Asset:
    return next(asset for asset in program.assets if asset.name == name)


def names_of(asset: Asset) -> Names:
    return {key: tuple(text.split(", ")) for key, text in asset.names.items()}


def places_of(asset: Asset) -> Iterator[Place]:
    yield from (place for each in ASSET_KINDS[asset.kind].places if (place := each.given(names_of(asset))))


def built(shapes: Shapes, values: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """A finding with these values at these paths, with a list wherever the API model has one."""
    finding: dict[str, Any] = {"accountId": ACCOUNT, "region": "us-east-1", "severity": 2, **more}
    for path, value in values.items():
        put(shapes, shapes["Finding"], finding, path.split("."), value)
    return finding


def put(shapes: Shapes, shape: Any, level: dict[str, Any], path: list[str], value: str) -> None:
    members = {member.get("locationName", name): member["shape"] for name, member in shape["members"].items()}
    below = shapes[members[path[0]]]
    is_list = below["type"] == "list"
    inner = shapes[below["member"]["shape"]] if is_list else below
    if len(path) == 1 and inner["type"] == "structure":
        key, _, text = value.partition("|")
        level[path[0]] = [{"key": key, "value": text}]
    elif len(path) == 1:
        assert inner["type"] == "string"
        level[path[0]] = [value] if is_list else value
    else:
        known = level.setdefault(path[0], [{}] if is_list else {})
        put(shapes, inner, known[0] if is_list else known, path[1:], value)


def types_of(place: Place, asset: Asset) -> tuple[str, ...]:
    """The finding types whose findings can have what the place is about."""
    fields = {**place.fields, **place.on_routes}
    known = place.types or ASSET_KINDS[asset.kind].types
    return tuple(name for name in known if all(can_have(all_types()[name], field) for field in fields))


def values_of(place: Place, asset: Asset) -> Iterator[dict[str, str]]:
    """What findings have at the fields of the place, in each of the ways in which they can have it."""
    fields = {**place.fields, **place.on_routes}
    if INSTANCE_TAG.name in fields:
        fields = {INSTANCE_TAG.name: fields[INSTANCE_TAG.name]}
    texts = {path: text.format_map(asset.names).replace("*", "x").split(OR) for path, text in fields.items()}
    for number in range(max(map(len, texts.values()), default=1)):
        yield {path: options[number % len(options)] for path, options in texts.items()}

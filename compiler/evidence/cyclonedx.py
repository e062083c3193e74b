"""The report as a CycloneDX 1.7 ML-BOM: datasets, models and AI services with owners, and what is claimed of each.

Source: the schema, https://cyclonedx.org/docs/1.7/json/. Written by hand: the Python library of CycloneDX loses
``data`` and ``declarations`` when it writes what it has read.
"""

import json
from typing import Any

from .facts import Asset, AssetKind
from .identifiers import Uuids, made_at
from .report import Report
from .rows import state_of
from .tables import terraform

FILE = "mlbom.cdx.json"
Json = dict[str, Any]


def cyclonedx(report: Report) -> str:
    """Datasets and models are components, AI services are services. All other assets are neither, and are left out."""
    facts, basis = report.facts, report.basis
    datasets = [row for row in facts.assets if row.kind == AssetKind.DATASET]
    models = [row for row in facts.assets if row.kind == AssetKind.MODEL]
    services = [row for row in facts.assets if row.kind == AssetKind.SERVICE]
    tool = {"type": "application", "name": "watchspec", "version": basis.version}
    data: Json = {
        "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "serialNumber": f"urn:uuid:{Uuids(facts.organization, basis).of('bom')}",
        "version": 1,
        "metadata": {
            "timestamp": made_at(basis).isoformat(),
            "tools": {"components": [tool]},
            "component": {"type": "application", "name": facts.organization, "bom-ref": "organization"},
        },
        "components": [*map(_dataset, datasets), *map(_model, models)],
        "services": [_service(row) for row in services],
        "declarations": _declarations([*datasets, *models, *services]),
    }
    return json.dumps(data, indent=1) + "\n"


def _dataset(row: Asset) -> Json:
    owner: Json = {"name": row.team, **({"contact": [{"name": row.owner}]} if row.owner else {})}
    content: Json = {
        "type": "dataset",
        "name": row.name,
        "contents": {"url": f"s3://{row.identity}"},
        **({"classification": row.classification} if row.classification else {}),
        "governance": {"owners": [{"organization": owner}]},
    }
    return {
        "type": "data",
        "bom-ref": _reference(row),
        "group": row.team,
        "name": row.name,
        "data": [content],
        "properties": _properties(row),
    }


def _model(row: Asset) -> Json:
    return {
        "type": "machine-learning-model",
        "bom-ref": _reference(row),
        "group": row.team,
        "name": row.name,
        "description": row.identity,
        "properties": _properties(row),
    }


def _service(row: Asset) -> Json:
    return {
        "bom-ref": _reference(row),
        "provider": {"name": "Amazon Web Services"},
        "group": row.team,
        "name": row.name,
        "description": row.identity,
        "properties": _properties(row),
    }


def _properties(row: Asset) -> list[Json]:
    values = {
        "account": row.account,
        "regions": ", ".join(row.regions),
        "owner": row.owner,
        "guardrail": row.guardrail,
        "coverage": row.coverage,
        "named": row.named,
        "muted by": ", ".join(row.muted_by),
        "spec": row.spec,
    }
    return [{"name": f"watchspec:{name}", "value": value} for name, value in values.items() if value]


def _declarations(rows: list[Asset]) -> Json:
    """What is claimed of each asset, and the row that shows it."""
    if not rows:
        return {}
    return {
        "assessors": [{"bom-ref": "watchspec", "thirdParty": False}],
        "claims": [_claim(row) for row in rows],
        "evidence": [_evidence(row) for row in rows],
    }


def _claim(row: Asset) -> Json:
    return {
        "bom-ref": f"claim:{_reference(row)}",
        "target": _reference(row),
        "predicate": f"As the specs declare it, the asset is: {row.coverage}",
        "reasoning": "; ".join(row.reasons) or "every finding type that is watched can occur, as far as the specs say",
        "evidence": [f"evidence:{_reference(row)}"],
    }


def _evidence(row: Asset) -> Json:
    return {
        "bom-ref": f"evidence:{_reference(row)}",
        "propertyName": f"watchspec:{state_of(row)}",
        "description": "; ".join((row.spec, *terraform(row), *row.tests)),
    }


def _reference(row: Asset) -> str:
    return f"{row.kind}:{row.about}"

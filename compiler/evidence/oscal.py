"""The report as OSCAL 1.2.1, for programs of auditors: a component definition, and assessment results.

Source: the models of NIST, https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/. A component is a stack. A finding is
``satisfied`` only for a requirement that is compiled in every row without a gap; whatever else it is, its level says.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from .identifiers import Uuids, made_at, token
from .kinds import KINDS
from .report import Report
from .requirements import Answer, Framework, Support
from .tables import terraform

Json = dict[str, Any]
_VERSION = "1.2.1"
_NAMESPACE = "urn:watchspec:evidence"


def oscal(report: Report) -> dict[str, str]:
    """The two files, by name."""
    uuids = Uuids(report.facts.organization, report.basis)
    documents = {"component-definition": _components(report, uuids), "assessment-results": _results(report, uuids)}
    return {f"oscal-{name}.json": json.dumps({name: data}, indent=1) + "\n" for name, data in documents.items()}


def _metadata(report: Report, title: str) -> Json:
    return {
        "title": f"{title} of {report.facts.organization}",
        "last-modified": made_at(report.basis).isoformat(),
        "version": report.basis.commit.id if report.basis.commit else report.basis.as_of.isoformat(),
        "oscal-version": _VERSION,
    }


def _back_matter(report: Report, uuids: Uuids) -> Json:
    """What other parts refer to: the frameworks, and what stands in for a plan of the assessment."""
    plan = "Everything that the specs declare is examined; nothing is tested in AWS."
    frameworks = (
        {"uuid": uuids.of("framework", framework.name), "title": framework.title} for framework, _ in report.frameworks
    )
    return {"resources": [{"uuid": uuids.of("plan"), "title": "Plan", "description": plan}, *frameworks]}


def _components(report: Report, uuids: Uuids) -> Json:
    return {
        "uuid": uuids.of("component-definition"),
        "metadata": _metadata(report, "What watches what: components"),
        "components": [_component(report, uuids, stack.name) for stack in report.facts.stacks],
        "back-matter": _back_matter(report, uuids),
    }


def _component(report: Report, uuids: Uuids, stack: str) -> Json:
    implementations = [
        {
            "uuid": uuids.of("implementation", stack, framework.name),
            "source": f"#{uuids.of('framework', framework.name)}",
            "description": f"What {stack} is for {framework.title}",
            "implemented-requirements": requirements,
        }
        for framework, answers in report.frameworks
        if (requirements := [*_implemented(uuids, stack, framework, answers)])
    ]
    component: Json = {
        "uuid": uuids.of("component", stack),
        "type": "service",
        "title": stack,
        "description": f"The stack {stack}: Amazon GuardDuty as Terraform gets it",
    }
    return {**component, **({"control-implementations": implementations} if implementations else {})}


def _implemented(uuids: Uuids, stack: str, framework: Framework, answers: tuple[Answer, ...]) -> Iterator[Json]:
    """The requirements that something in the stack serves."""
    for answer in answers:
        number = sum(any(r.stack == stack for r in each.row.resources) for each in answer.support if not each.is_absent)
        if number:
            yield {
                "uuid": uuids.of("requirement", stack, framework.name, answer.requirement.id),
                "control-id": token(answer.requirement.id),
                "description": f"{answer.requirement.wants}: {number} rows in this stack",
                "props": [_property("level", answer.strength)],
            }


def _results(report: Report, uuids: Uuids) -> Json:
    start = made_at(report.basis).isoformat()
    supports = report.support
    result: Json = {
        "uuid": uuids.of("result"),
        "title": f"As of {report.basis.as_of}",
        "description": "What the specs show. No row says that a control operates effectively.",
        "start": start,
        "reviewed-controls": {"control-selections": [*_selections(report)]},
        "observations": [_observation(uuids, kind, rows, start) for kind, rows in supports.items()],
        "findings": [_finding(uuids, f, answer) for f, answers in report.frameworks for answer in answers],
    }
    return {
        "uuid": uuids.of("assessment-results"),
        "metadata": _metadata(report, "What watches what: results"),
        "import-ap": {"href": f"#{uuids.of('plan')}"},
        "results": [result],
        "back-matter": _back_matter(report, uuids),
    }


def _selections(report: Report) -> Iterator[Json]:
    for framework, answers in report.frameworks:
        controls = [{"control-id": token(answer.requirement.id)} for answer in answers]
        yield {"description": framework.title, "include-controls": controls}


def _observation(uuids: Uuids, kind: str, supports: Sequence[Support], collected: str) -> Json:
    """A kind of facts, with each row as evidence."""
    return {
        "uuid": uuids.of("observation", kind),
        "title": kind,
        "description": f"{len(supports)} rows of {KINDS[kind].section}.csv",
        "methods": ["EXAMINE"],
        "relevant-evidence": [
            {"href": f"{KINDS[kind].section}.csv", "description": _described(each)} for each in supports
        ],
        "collected": collected,
    }


def _described(support: Support) -> str:
    state, resources = ((), ()) if support.is_absent else ((support.state.value,), terraform(support.row))
    parts = (support.row.about, *state, support.row.spec, *resources, *support.gaps)
    return "; ".join(parts)


def _finding(uuids: Uuids, framework: Framework, answer: Answer) -> Json:
    kinds = dict.fromkeys(each.kind for each in answer.support)
    satisfied = "satisfied" if answer.is_satisfied else "not-satisfied"
    finding: Json = {
        "uuid": uuids.of("finding", framework.name, answer.requirement.id),
        "title": f"{framework.title}: {answer.requirement.id}",
        "description": _explained(answer),
        "props": [_property("level", answer.strength), _property("framework", framework.name)],
        "target": {
            "type": "objective-id",
            "target-id": token(answer.requirement.id),
            "status": {"state": satisfied, "reason": "pass" if answer.is_satisfied else "other"},
        },
    }
    observations = [{"observation-uuid": uuids.of("observation", kind)} for kind in kinds]
    return {**finding, **({"related-observations": observations} if observations else {})}


def _explained(answer: Answer) -> str:
    gaps = f"{len(answer.gaps)} of {len(answer.support)} rows have gaps" if answer.support else "nothing here checks it"
    return ". ".join(filter(None, (answer.requirement.wants, gaps.capitalize(), answer.requirement.note)))


def _property(name: str, value: str) -> Json:
    return {"name": name, "ns": _NAMESPACE, "value": value}

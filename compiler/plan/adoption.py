"""Adoption: the ids under which Terraform imports existing resources."""

from collections.abc import Mapping


def import_id(detectors: Mapping[str, str], region: str, existing: Mapping[str, str]) -> str | None:
    """``DETECTOR:ID`` for what belongs to the Region's adopted detector; None for what is to be created.

    ``detectors`` and ``existing`` are ids by Region. A member's id is its account's, a filter's is its
    name, everything else has its own (provider documentation, each resource's section on import). Specs
    with an existing resource but no existing detector in a Region do not get this far.
    """
    if region not in existing:
        return None
    return f"{detectors[region]}:{existing[region]}"

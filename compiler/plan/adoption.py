"""What is there already: the ids under which Terraform imports it."""

from collections.abc import Mapping


def import_id(detectors: Mapping[str, str], region: str, existing: Mapping[str, str]) -> str | None:
    """``DETECTOR:ID`` for what belongs to the Region's adopted detector; None for what is to be made.

    ``detectors`` and ``existing`` are ids by Region.

    Members have their account's id, filters their name, everything else its own (provider doc, each
    resource's section on import). Nothing can be there already where the detector is not.
    """
    if region not in existing:
        return None
    return f"{detectors[region]}:{existing[region]}"

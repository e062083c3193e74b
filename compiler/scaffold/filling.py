"""The files of ``templates/``: text as it will be, with ``<<name>>`` where a value goes.

Other forms of placeholder mean something in a shell or a workflow. Values are checked before they come here.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ..load.scalars import resolve

_TEMPLATES = Path(__file__).parent / "templates"
_PLACE = re.compile("<<([a-z_]+)>>")


def filled(template: str, values: Mapping[str, str]) -> str:
    """The text of a template. Each of its places must be in ``values``, which may have more."""
    return _PLACE.sub(lambda place: values[place[1]], (_TEMPLATES / template).read_text("utf-8"))


def comment_unless(wanted: bool) -> str:
    """What a line of YAML starts with, so that it counts only if it is wanted."""
    return "" if wanted else "# "


def scalar(text: str) -> str:
    """A text as YAML: in quotes where it would be something else without them, such as ``on`` or ``007``.

    ``text`` is a name: it has no character that means something in YAML.
    """
    return text if resolve(text) == text else json.dumps(text)

"""The table of the packs of watchspec: what each stands for, and what to know before it is used."""

from ..catalog.packs import INSTEAD, PACKS
from ..model.condition_packs import ConditionPack
from .markdown import code, table

_LEAD = """\
Conditions by name, for `pack` of `filters` and `suppressions`; `packs NAME` prints those of one. The company can have
others, under `packs` in the organization document.
"""
_HEAD = ("pack", "for", "matches", "`where` or `for` adds conditions on", "before you rely on it")


def packs() -> str:
    """Each pack, and what is looked for among them and is none."""
    instead = "\n".join(f"There is no {code(name)}: {advice}." for name, advice in INSTEAD.items())
    return f"{_LEAD}\n{table(_HEAD, (_row(name, pack) for name, pack in PACKS.items()))}\n{instead}\n"


def _row(name: str, pack: ConditionPack) -> tuple[str, ...]:
    inferred = f" Inferred: {pack.inferred}." if pack.inferred else ""
    added = ", ".join(map(code, pack.needs)) or "nothing more"
    return code(name), code(pack.section), f"{pack.about}.", added, f"{pack.caveat}{inferred}"

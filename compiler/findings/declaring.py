"""A finding -> entries that declare what it is about, by the table of kinds of assets.

A place of a kind says in which fields findings have the names of an asset, so it is read backwards here.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ..catalog.assets import ASSET_KINDS
from ..catalog.assets.kind import OR, AssetKind, Place
from ..catalog.regions import REGIONS
from ..meaning.evaluation import Finding
from ..model.accounts import Account
from ..model.program import Program
from .suggestion import PLAIN, Suggestion, texts_at, value_at, written

_USER_TYPE = "resource.accessKeyDetails.userType"
# Roles and users have their name in one field, and another says which it is (AccessKeyDetails in the API model).
_TOLD_BY = {"role": ("Role", "AssumedRole"), "user": ("IAMUser",), "key": ("IAMUser",)}
_TAG = ("key", "value")  # the names of a kind that is known by a tag
_BESIDE = ("guardrail",)  # names that are keys of their own beside that of the kind
_LONGEST = 600  # characters of a text that is compared
_KEY = re.compile(r"\\\{(\w+)\\\}")  # in a text of the table that is escaped


def declarations(finding: Finding, account: Account, program: Program) -> Iterator[Suggestion]:
    """Entries for assets that are not declared, the best first; after the first that is, there are no more.

    What is declared and does not match was not to be watched. Best is a kind that the finding names, and of those the
    one with the fewest finding types. A service is named by every API call, so it comes later, and last what a person
    has to name.
    """
    if str(finding.get("region")) not in REGIONS:
        return
    about = {word: _names(finding, kind) for word, kind in ASSET_KINDS.items() if _is_of_kind(finding, word)}
    ranks = {word: 2 if not names else int(word == "service") for word, names in about.items()}
    for word in sorted(about, key=lambda word: (ranks[word], len(ASSET_KINDS[word].all_types))):
        if about[word] and _is_declared(word, about[word], account, program):
            return
        if about[word] or _is_watched_by_account(finding, ASSET_KINDS[word]):
            yield _suggestion(finding, word, about[word], account)


def _is_of_kind(finding: Finding, word: str) -> bool:
    if word in _TOLD_BY and value_at(finding, _USER_TYPE) not in _TOLD_BY[word]:
        return False
    return any(place.has_filter for place in _places(finding, ASSET_KINDS[word]))


def _is_watched_by_account(finding: Finding, kind: AssetKind) -> bool:
    """Whether a filter of the kind matches the finding whatever the asset is called."""
    places = (place for place in _places(finding, kind) if place.has_filter and place.is_of_account)
    return any(all(_read(finding, *each) is not None for each in place.fields.items()) for place in places)


def _places(finding: Finding, kind: AssetKind) -> Iterator[Place]:
    yield from (place for place in kind.places if finding["type"] in (place.types or kind.types))


def _names(finding: Finding, kind: AssetKind) -> dict[str, str]:
    """The names that the finding has of an asset of the kind, without places that have others than an earlier one."""
    known: dict[str, str] = {}
    for place in _places(finding, kind):
        found: dict[str, str] = {}
        for field, text in {**place.fields, **place.on_routes}.items():
            found |= _read(finding, field, text) or {}
        if all(known.get(key, name) == name for key, name in found.items()):
            known |= found
    return known


def _read(finding: Finding, field: str, text: str) -> dict[str, str] | None:
    """The names in the first text of a field that reads like that of the table; None if there is none."""
    for value in texts_at(finding, field):
        for each in text.split(OR)[::-1] if len(value) <= _LONGEST else ():
            match = _expression(each).fullmatch(value)
            if match and all(map(PLAIN.fullmatch, match.groups())):
                return match.groupdict()
    return None


@cache
def _expression(text: str) -> re.Pattern[str]:
    """A text of the table: ``{key}`` is the shortest that fits, ``*`` is anything."""
    return re.compile(_KEY.sub(r"(?P<\1>.+?)", re.escape(text)).replace(r"\*", ".*"), re.DOTALL)


def _is_declared(word: str, names: Mapping[str, str], account: Account, program: Program) -> bool:
    """Whether an asset with these names is declared, or one of which they are a part, such as a whole cluster."""
    written_keys = _keys_of(ASSET_KINDS[word])
    return any(
        asset.kind == word
        and asset.account_id == account.account_id
        and all(names.get(key) == name for key, name in asset.names.items() if key in written_keys)
        for asset in program.assets
    )


def _keys_of(kind: AssetKind) -> tuple[str, ...]:
    """The names that an entry of the kind has below its key."""
    texts = (text for place in kind.places for text in {**place.fields, **place.on_routes}.values())
    keys = dict.fromkeys(key for text in texts for key in _KEY.findall(re.escape(text)))
    return tuple(key for key in keys if key not in _BESIDE)


def _suggestion(finding: Finding, word: str, names: Mapping[str, str], account: Account) -> Suggestion:
    """What the finding does not name is left for a person to fill in."""
    kind, region = ASSET_KINDS[word], str(finding["region"])
    section, _, key = kind.key.partition("[].")
    own = {name: names[name] for name in _keys_of(kind) if name in names}
    called = [own[_TAG[1]]] if tuple(own) == _TAG else own.values()
    entry = [(key, _value(kind, own))] if own else []
    entry += [("account", account.name)]
    entry += {"identities": [], "services": [("regions", f"[{region}]")]}.get(section, [("region", region)])
    entry += [(name, written(names[name])) for name in _BESIDE if name in names]
    label = "-".join(value.rpartition("/")[2] for value in called) or key
    return Suggestion(section, label, account, tuple(entry), (), _deciding(finding, kind), () if own else (key,))


def _value(kind: AssetKind, names: Mapping[str, str]) -> str:
    """A name, or the keys of a kind that has several."""
    if tuple(names) == _TAG:
        return f"{{tags: {{{written(names['key'])}: {written(names['value'])}}}}}"
    if len(_keys_of(kind)) > 1:
        return f"{{{', '.join(f'{key}: {written(name)}' for key, name in names.items())}}}"
    return written(*names.values())


def _deciding(finding: Finding, kind: AssetKind) -> str:
    """The last field of the first place that the finding has: of a filter, or else of a route."""
    for place in sorted(_places(finding, kind), key=lambda place: not place.has_filter):
        fields = [*(place.fields if place.has_filter else place.on_routes)]
        if fields and all(value_at(finding, field) for field in fields):
            return fields[-1]
    return "type"

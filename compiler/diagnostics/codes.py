"""The codes of all problems: stable, and listed in README. A new problem is a new line here."""

from typing import NamedTuple


class Code(NamedTuple):
    """``meaning`` is one line for README and for code scanning; a warning does not stop the compiler.

    One that ``is_acceptable`` can be silenced for an entry, with a reason.
    """

    meaning: str
    is_error: bool = True
    is_acceptable: bool = False


def _warning(meaning: str) -> Code:
    return Code(meaning, is_error=False, is_acceptable=True)


CODES: dict[str, Code] = {
    # Reading files
    "no-specs": Code("the specs folder has no spec in it"),
    "unreadable-file": Code("a spec file cannot be read: not UTF-8, too large, a link that leads out of the folder"),
    "secret": Code("a credential stands in a spec; it is not echoed"),
    "yaml-syntax": Code("the file is not YAML"),
    "yaml-tag": Code("a YAML tag (!…): specs are plain data"),
    "yaml-alias": Code("a YAML alias without its anchor, or aliases that blow the document up"),
    "yaml-merge-key": Code("a YAML merge key (<<): specs are plain data"),
    "yaml-duplicate-key": Code("a key is written twice in one mapping"),
    "yaml-key": Code("a key is not text"),
    "yaml-nesting": Code("the document is nested too deeply"),
    "yaml-ambiguous": Code("unquoted text that YAML readers understand differently (012345678901, 1e5, yes)"),
    "hidden-character": Code("a character that a reviewer cannot see"),
    "reserved-text": Code("text that CDKTF would take for its own placeholder"),
    "not-a-document": Code("a document is not a mapping, or is neither an organization nor a team"),
    # The shape of values
    "unknown-key": Code("a key that the language does not have"),
    "missing-key": Code("a key that has to be there is not"),
    "wrong-type": Code("a value of another type than the key takes"),
    "needs-quotes": Code("a number or true/false where text is meant"),
    "invalid-value": Code("a value that is not among those allowed"),
    "duplicate-value": Code("a value is written twice in one list"),
    "invalid-name": Code("a name with characters that names do not have"),
    "reserved-name": Code("a name that already means something"),
    "invalid-account-id": Code("not the 12 digits of an AWS account"),
    "invalid-access-key-id": Code("not the id of a long-term access key"),
    "invalid-arn": Code("not the ARN that is meant"),
    "invalid-email": Code("not an e-mail address that GuardDuty takes"),
    "invalid-bucket": Code("not a name that an S3 bucket can have"),
    "invalid-description": Code("a character or a length that GuardDuty does not take in a description"),
    "invalid-tag": Code("a tag that AWS does not take"),
    "invalid-path": Code("a path or prefix for the state that would not work everywhere"),
    "invalid-location": Code("not a file in S3 that GuardDuty can read"),
    "invalid-guardduty-id": Code("not an id that GuardDuty gives"),
    "invalid-time": Code("not a time in UTC to the second, or not a date"),
    "invalid-pattern": Code("not a pattern that GuardDuty takes"),
    "unknown-region": Code("not a Region with GuardDuty"),
    "mixed-partitions": Code("Regions of different AWS partitions in one organization"),
    "unknown-service": Code("not an AI service that GuardDuty tells apart"),
    "unknown-purpose": Code("not a threat purpose"),
    # Filters and suppressions
    "unknown-field": Code("a condition on something that is no field of findings"),
    "archive-only-field": Code("a field that GuardDuty takes only in filters that archive"),
    "wrong-operator": Code("a condition that the type of the field does not have"),
    "unknown-action": Code("an action that GuardDuty filters do not have"),
    "archive-outside-suppressions": Code("archiving without a reason and an end date"),
    "unknown-finding-type": Code("not a finding type"),
    "retired-finding-type": Code("a finding type that GuardDuty no longer produces"),
    "too-many-conditions": Code("more fields, values or patterns than a filter can have"),
    "never-matches": Code("conditions that no finding can meet"),
    "no-event-pattern": Code("a condition on a route that EventBridge cannot say"),
    "hides-ai-findings": _warning("a severity above Low on AI Protection findings, which are all Low"),
    "protection-off": _warning("a filter that asks only for what protections find that are off"),
    "unused-protection": _warning("a protection that is paid for, and nothing declared uses its findings"),
    "region-elsewhere": _warning("a condition on Regions in which the filter does not stand"),
    "shadowed": _warning("a filter of which a suppression archives everything"),
    "shadowed-in-part": _warning("a filter of which a suppression archives a part"),
    "unwatched-account": _warning("an account of a team that watches others, and none of it"),
    "duplicate-filter": _warning("two filters that ask for the same"),
    # What suppressions may do
    "narrowed-suppression": _warning("a suppression without an account: it holds for the accounts of its team"),
    "broad-suppression": _warning("a suppression without a type: it mutes every finding of the rest"),
    "mutes-severe": _warning("a suppression that mutes High or Critical findings"),
    "mutes-ai-findings": _warning("a suppression that mutes findings of AI Protection"),
    "mutes-attack-sequences": _warning("a suppression that mutes attack sequences"),
    "foreign-account": Code("a suppression that reaches accounts of another team"),
    "expired": Code("a suppression that has ended"),
    "expires-soon": Code("a suppression that ends within 30 days", is_error=False),
    "expires-late": Code("a suppression that ends later than the rules allow"),
    "rule-breach": Code("something that the organization's rules ask for is missing"),
    "unused-acceptance": Code("an accepted warning that is not there", is_error=False),
    # The company as a whole
    "no-organization": Code("no organization document"),
    "duplicate-organization": Code("a second organization document"),
    "membership-mode": Code("something that the way accounts become members does not have"),
    "managed-elsewhere": Code("a protection that an organization policy switches"),
    "role-in-other-account": Code("a role that is not in the account it is for"),
    "unknown-reference": Code("a name that nothing has"),
    "duplicate-name": Code("two things with one name"),
    "duplicate-account": Code("one account claimed twice"),
    "duplicate-scan": Code("one bucket scanned twice"),
    "conflicting-owner": Code("two files name different owners for one team"),
    "provider-too-old": Code("an AWS provider that does not know what is compiled"),
    "route-region": Code("a route to something in another Region, which a rule does not reach"),
    "archived-route": Code("a route on findings that a suppression archives: they never reach EventBridge"),
    "too-many-filters": Code("more filters than a detector takes"),
    "too-many-rules": Code("more EventBridge rules than a bus takes"),
    "missing-detector": Code("something is adopted whose detector is not"),
    "unavailable-protection": Code("a protection that a Region does not have"),
    "missing-role": Code("something is deployed into an account that names no role"),
    "too-many-scans": Code("more scanned buckets than an account can have in a Region"),
    "too-many-lists": Code("more lists than a detector takes"),
    "too-many-members": Code("more member accounts than an administrator can have"),
}

"""The codes of all problems: stable, each with a page in the documentation. A new problem is a new line here."""

from typing import NamedTuple


class Code(NamedTuple):
    """``meaning`` is what is wrong, ``fix`` how to fix it. A warning (not ``is_error``) does not stop the compiler.

    One that ``is_acceptable`` can be silenced for an entry by its ``accept``, with a reason.
    """

    meaning: str
    fix: str
    is_error: bool = True
    is_acceptable: bool = False


def explained_by(code: str) -> str:
    """The command that prints the page of a code, wherever watchspec is installed."""
    return f"watchspec problems {code}"


def _warning(meaning: str, fix: str) -> Code:
    return Code(meaning, fix, is_error=False, is_acceptable=True)


_READING = {
    "no-specs": Code(
        "the specs folder contains no spec",
        "Add an organization document and a team document, or name the right folder with --specs.",
    ),
    "unreadable-file": Code(
        "a spec file or folder, or a file that a list names, cannot be read: not UTF-8, too large, no permission, a "
        "broken link, a link to a folder or out of the specs folder, or not a regular file",
        "Save the file as UTF-8 inside the specs folder; split it if it is too large, and move what a link leads to.",
    ),
    "secret": Code(
        "a spec contains a credential; it is never printed",
        "Remove it, and revoke it if it was ever pushed. Specs need only the public id of an access key.",
    ),
    "yaml-syntax": Code(
        "the file is not valid YAML",
        "Check the quotes, brackets and indentation at this line and in the lines before it.",
    ),
    "yaml-tag": Code("a YAML tag (!…); specs are plain data", "Remove the tag."),
    "yaml-alias": Code(
        "a YAML alias without an anchor, or aliases that repeat too much",
        "Write the value out instead of the alias.",
    ),
    "yaml-merge-key": Code("a YAML merge key (<<); specs are plain data", "Write the keys out."),
    "yaml-duplicate-key": Code("a mapping has the same key twice", "Remove one of the two, or merge their values."),
    "yaml-key": Code("a key is not text", "Put the key in quotes, or write the name of a key."),
    "yaml-nesting": Code(
        "the document is nested too deeply, or the file has too many values",
        "Specs need a few levels only: check the brackets. Split a file that is too large.",
    ),
    "yaml-ambiguous": Code(
        "unquoted text that YAML readers read differently (012345678901, 1e5, yes)",
        "Put text in quotes; write true or false where one of them is meant.",
    ),
    "hidden-character": Code(
        "a character that reviewers cannot see, or a line end that git does not know, also in a comment or a file name",
        "Remove the character; retype the text if you do not see it.",
    ),
    "reserved-text": Code(
        "text that CDKTF would read as its own placeholder", "Remove {TfToken[ from the value, or change it."
    ),
    "wrong-version": Code(
        "the running version of watchspec is not in the range that the organization document sets",
        "Run a version in the range. To change the version, change the range in the same pull request as the output.",
    ),
    "not-a-document": Code(
        "a document is not a mapping, or is neither an organization nor a team document",
        "Start each document with either organization: NAME or team: NAME.",
    ),
}

_VALUES = {
    "unknown-key": Code("a key that is not allowed here", "Use one of the allowed keys, or remove it."),
    "missing-key": Code("a required key is missing", "Add the key."),
    "wrong-type": Code(
        "a value has the wrong type, such as text where a list is needed", "Write the type that the message names."
    ),
    "needs-quotes": Code("a number or true/false where text is needed", "Put the value in quotes."),
    "invalid-value": Code("a value that is not allowed", "Use one of the allowed values."),
    "duplicate-value": Code("the same value is written twice", "Remove or correct one of the two."),
    "invalid-name": Code(
        "a name with characters that are not allowed, or a name that is too long",
        "Use letters, digits, - and _, at most 40, starting with a letter or a digit.",
    ),
    "reserved-name": Code("a name that watchspec reserves", "Choose another name."),
    "invalid-account-id": Code("not an AWS account id", "Write the 12 digits of the account, in quotes."),
    "invalid-access-key-id": Code(
        "not the id of a long-term access key",
        "Write the public id of the key, AKIA and 16 capital letters or digits; for temporary keys, name the user.",
    ),
    "invalid-arn": Code("not an ARN of the right kind", "Copy the ARN of the resource that the key needs."),
    "invalid-email": Code("not an email address that GuardDuty accepts", "Write the email address of the AWS account."),
    "invalid-bucket": Code(
        "not a valid name of an S3 bucket", "Write the name of the bucket alone, without arn: or s3:."
    ),
    "invalid-description": Code(
        "a description with a character or a length that GuardDuty does not accept",
        "Use 1 to 512 letters, digits, spaces and - . : _ ( ) { } [ ] /.",
    ),
    "invalid-tag": Code(
        "a tag that AWS does not accept",
        "Use letters, digits, spaces and + - = . _ : / @; keys have up to 128 characters and do not start with aws:.",
    ),
    "invalid-path": Code(
        "a path that would not work on every machine", "Use a relative path with / between its parts."
    ),
    "invalid-address": Code(
        "not an IPv4 address or CIDR range that a list of GuardDuty can have",
        "Write an address such as 198.51.100.7, or a range of at most /8 by its first address: 198.51.100.0/24.",
    ),
    "invalid-location": Code(
        "not the location of a file in S3 that GuardDuty can read", "Write it as s3://bucket/file.txt."
    ),
    "invalid-guardduty-id": Code(
        "not an id of GuardDuty", "Copy the id from the GuardDuty console: 32 digits and letters from a to f."
    ),
    "invalid-time": Code(
        "not a date, or not a time in UTC to the second",
        "Write a date as 2027-01-31 and a time as 2027-01-31T00:00:00Z.",
    ),
    "invalid-pattern": Code(
        "a pattern that GuardDuty does not accept",
        "Use one to five wildcards (* and ?); for an exact value, use equals or not_equals.",
    ),
    "unknown-region": Code(
        "not a Region with GuardDuty", "Write a Region such as us-east-1, not an Availability Zone."
    ),
    "mixed-partitions": Code(
        "the Regions of the organization are in different AWS partitions",
        "Keep the Regions of one partition; the others need a separate specs folder and organization document.",
    ),
    "unknown-service": Code("not a supported AI service", "Use one of the allowed services."),
    "unknown-purpose": Code("not a threat purpose", "Use one of the allowed threat purposes."),
}

_CONDITIONS = {
    "unknown-field": Code(
        "a condition on a field that GuardDuty filters do not support", "Use a field of the GuardDuty filter reference."
    ),
    "archive-only-field": Code(
        "a field that GuardDuty supports only in suppressions",
        "Remove the condition, or use another field. A suppression would hide the findings, not find them.",
    ),
    "wrong-operator": Code(
        "a condition that the field's type does not support", "Use one of the operators that are allowed on the field."
    ),
    "unknown-action": Code(
        "an action that a filter cannot have", "Remove action; filters that archive are suppressions."
    ),
    "archive-outside-suppressions": Code(
        "a filter archives findings without a reason and an end date",
        "Move it to suppressions, with a reason and the date on which it expires.",
    ),
    "unknown-finding-type": Code(
        "not a finding type of GuardDuty", "Use a name from the list of finding types in the GuardDuty user guide."
    ),
    "retired-finding-type": Code(
        "a finding type that GuardDuty no longer produces", "Use the type that took its place, or remove it."
    ),
    "too-many-conditions": Code(
        "more fields, values or patterns than a filter can have", "Split the filter, or use fewer values."
    ),
    "never-matches": Code("conditions that no finding can meet", "Remove or widen one of the conditions."),
    "invalid-message": Code(
        "a message of a route that EventBridge cannot make, or that nobody receives",
        "Write raw, summary, or a text with parts such as {title}; it needs a topic.",
    ),
    "no-event-pattern": Code(
        "a routed filter has a condition that EventBridge cannot express",
        "Remove the condition, or route a filter without it.",
    ),
    "hides-ai-findings": _warning(
        "a severity condition excludes AI Protection findings, which are always Low",
        "Put the AI Protection types in a separate filter, without a severity condition.",
    ),
    "partial-severity": _warning(
        "a severity condition lists whole numbers that are only a part of a level",
        "Write the level; a number n means the severities from n.0 to n.9.",
    ),
    "unwatched-scan": _warning(
        "a dataset has malware_scan, but its watch leaves out malware",
        "Add malware to watch, or accept this if another filter shows what the scan finds.",
    ),
    "needs-route": _warning(
        "a key or a threat purpose of an asset that only a route can match, and the asset has no route",
        "Add a route to the asset, remove the threat purpose, or accept a key that is only for the inventory.",
    ),
    "protection-off": _warning(
        "all finding types that a filter names need protections that are off",
        "Turn the protection on under protections, or remove the filter.",
    ),
    "protection-off-in-part": _warning(
        "some finding types that a filter names cannot occur, because the protections that they need are off",
        "Turn the protection on, remove the finding types, or accept that these findings are missing.",
    ),
    "unavailable-type": _warning(
        "a filter names a finding type that GuardDuty does not have in one of its Regions",
        "Deploy the filter only in Regions that have the type, or move the type to a separate filter.",
    ),
    "unscanned-bucket": _warning(
        "a filter names the finding type of malware scans, but nothing scans its bucket",
        "Add malware_scan to the dataset, or remove malware from watch; accept it if something else scans the bucket.",
    ),
    "unused-protection": _warning(
        "a protection is on, and paid for, but no filter matches its findings",
        "Turn the protection off, or add a filter or an asset that uses its findings.",
    ),
    "region-elsewhere": _warning(
        "a filter is deployed only in Regions that its region condition excludes",
        "Change regions or the region condition, so that they agree.",
    ),
    "shadowed": _warning(
        "a suppression archives everything that a filter matches", "Remove one of the two, or narrow the suppression."
    ),
    "shadowed-in-part": _warning(
        "a suppression archives some of what a filter matches", "Narrow the suppression, or accept the overlap."
    ),
    "unwatched-account": _warning(
        "an account whose findings no filter matches", "Add an asset or a filter for the account."
    ),
    "duplicate-filter": _warning("two filters have the same conditions", "Keep one of the two."),
}

_SUPPRESSIONS = {
    "narrowed-suppression": _warning(
        "a suppression does not name accounts, so it is limited to the accounts of its team",
        "Add an accountId condition with the accounts that you mean.",
    ),
    "broad-suppression": _warning(
        "a suppression has no type condition, so it archives every finding type",
        "Add a type condition with the finding types that you mean.",
    ),
    "mutes-severe": _warning(
        "a suppression may archive High or Critical findings", "Add severity: {equals: [low, medium]} to where."
    ),
    "mutes-ai-findings": _warning(
        "a suppression archives AI Protection findings, which are then missing from attack sequences too",
        "Exclude the AI Protection types, or name the types that you mean.",
    ),
    "mutes-attack-sequences": _warning(
        "a suppression archives attack sequences",
        "Exclude the attack sequence types, or name the types that you mean.",
    ),
    "foreign-account": Code(
        "an entry would archive findings of another team's account, or deploy into it",
        "Name accounts of the team itself; only teams under rules.suppressions.organization_wide can archive more.",
    ),
    "not-granted": Code(
        "a team does something that teams in the organization document does not grant",
        "Remove it, or let the owners of the organization document grant it under teams.",
    ),
    "unexplained-override": Code(
        "an account turns off a protection without what a suppression needs",
        "Add a reason, the day on which it expires, and what rules.suppressions.require names.",
    ),
    "expired": Code(
        "a suppression or an override of protections has expired",
        "Remove it, or agree on a new date and change expires.",
    ),
    "expires-soon": Code(
        "a suppression or an override of protections expires within 30 days",
        "Decide whether it is still needed, and change expires.",
        is_error=False,
    ),
    "expires-late": Code(
        "a suppression or an override of protections expires later than the organization allows",
        "Choose a date within rules.suppressions.max_days.",
    ),
    "rule-breach": Code(
        "an entry does not meet the organization's rules",
        "Add what the rule requires; the note shows the rule.",
    ),
    "max-severity-misses-ai": _warning(
        "the limit on the severity of suppressions does not cover AI Protection, whose findings are always Low",
        "Add never_mute: [ai] to rules.suppressions, or accept that teams may mute them.",
    ),
    "unused-acceptance": Code("an accepted warning does not occur", "Remove the entry of accept.", is_error=False),
}

_COMPANY = {
    "no-organization": Code(
        "there is no organization document",
        "Add a document with organization, administrator, membership and regions.",
    ),
    "duplicate-organization": Code("there is a second organization document", "Keep one of the two."),
    "membership-mode": Code(
        "a key that does not apply to the organization's membership mode", "Remove the key, or change membership.mode."
    ),
    "managed-elsewhere": Code(
        "a protection that an organization policy manages is set here",
        "Remove the setting, or remove protections.managed_by from the organization document.",
    ),
    "role-in-other-account": Code(
        "a role belongs to another account than the one it is used for",
        "Write the ARN of a role in the account itself.",
    ),
    "assumed-role": Code(
        "a malware scan adopts a role that Terraform itself assumes",
        "Name the role that GuardDuty assumes for the scan, or leave it out, and one is created.",
    ),
    "key-in-other-region": Code(
        "a KMS key is in another Region than the bucket that it encrypts",
        "Write the ARN of a key in the bucket's Region.",
    ),
    "export-region": Code(
        "the bucket for findings is in an opt-in Region, and other Regions cannot export into it",
        "Use a bucket and a key in a Region that is on by default, or export.create.",
    ),
    "short-retention": _warning(
        "exported findings are deleted before GuardDuty itself deletes them",
        "Set export.create.retention_days to more than 90, or leave it out to keep findings forever.",
    ),
    "tag-collision": _warning(
        "a tag of the organization has the same key as a tag that entries of teams set",
        "Use another key in tags of the organization document.",
    ),
    "unknown-reference": Code("a name that does not exist", "Correct the name, or add what it refers to."),
    "missing-finding": Code(
        "the file of findings that a test names does not exist, so the test fails",
        "Add the file, or correct its path.",
        is_error=False,
    ),
    "duplicate-name": Code("a name is used twice", "Rename one of the two."),
    "duplicate-account": Code("an account is declared twice", "Keep the account in one team."),
    "duplicate-email": Code(
        "two accounts have the same e-mail address", "Write the address of each account's own root user."
    ),
    "conflicting-bucket": Code(
        "a bucket is declared in two accounts or two Regions", "Correct the bucket, the account or the region of one."
    ),
    "duplicate-bucket": _warning(
        "two datasets are the same bucket", "Correct the name of one bucket, or make one dataset of the two."
    ),
    "duplicate-scan": Code("a bucket is scanned twice", "Remove malware_scan from one of the two datasets."),
    "invalid-was": Code(
        "was has a name that is still in use, or that two entries had: Terraform cannot tell what to move",
        "Write only names that are no longer in use. Remove was once every stack is applied.",
    ),
    "conflicting-owner": Code(
        "two documents name different owners of one team", "Write owner once, or the same in both."
    ),
    "provider-too-old": Code(
        "the version constraint allows AWS providers that do not support AI Protection",
        "Start the constraint with >= 6.56.0.",
    ),
    "route-region": Code(
        "a route leads to a target in another Region, which an EventBridge rule cannot reach",
        "Write {region} in the ARN of the target, or use an event bus.",
    ),
    "route-account": Code(
        "a route leads to a target in another account that an EventBridge rule cannot reach",
        "Use a target in the account that sends, or a topic, a queue, a function, a Kinesis stream or an event bus.",
    ),
    "archived-route": Code(
        "a route for findings that a suppression archives; they never reach EventBridge",
        "Remove the route, or narrow the suppression.",
    ),
    "failed-test": Code(
        "a test of the specs fails: what happens to a finding is not what the test expects",
        "Run watchspec explain on the finding to see which filters match; then fix the spec, or the test.",
    ),
    "too-many-filters": Code(
        "more filters than a detector can have, merged as far as filters.pack allows",
        "Set filters: {pack: team}, {pack: organization} or {views: none} in the organization document, "
        "or remove filters.",
    ),
    "few-filters-left": Code(
        "a Region uses 90 or more of the 100 filters that a detector can have",
        "Set filters: {pack: team}, {pack: organization} or {views: none} in the organization document, "
        "or remove filters, when it suits you.",
        is_error=False,
    ),
    "merged-to-fit": Code(
        "a Region has more filters or EventBridge rules than fit, so that similar ones are merged; once they fit "
        "again, all are recreated apart",
        "Set filters: {pack: team} or {pack: organization}, whichever the message names, to keep them merged.",
        is_error=False,
    ),
    "too-many-log-groups": Code(
        "the log groups of all routes do not fit into one resource policy, and an account can have only ten of them",
        "Send to fewer log groups, or give them shorter names.",
    ),
    "too-many-rules": Code(
        "more EventBridge rules, or rules with wildcards, than an event bus can have",
        "Route fewer filters, filters with fewer values, or patterns whose only * is at the start or the end. "
        "A message without {severity} needs fewer rules.",
    ),
    "missing-detector": Code(
        "something is adopted in a Region whose detector is not adopted",
        "Add the Region and the id of its detector to detector.existing in the organization document.",
    ),
    "adopted-view": Code(
        "a filter is adopted that filters.views leaves out",
        "Remove existing from the entry, or set filters.views: all in the organization document.",
    ),
    "unavailable-protection": Code(
        "a protection that does not exist in one of the Regions",
        "Turn it off, or set protections.where_missing: skip to leave it out in these Regions.",
    ),
    "missing-role": Code(
        "an account that needs a stack has no role", "Add role, the ARN of a role that Terraform can assume."
    ),
    "too-many-scans": Code(
        "more scanned buckets than an account can have in a Region", "Remove malware_scan from some of the datasets."
    ),
    "too-many-lists": Code("more threat lists than a detector can have", "Merge lists, or remove some."),
    "too-many-entries": Code(
        "more addresses and ranges than GuardDuty allows in a list",
        "Merge addresses into ranges, or split a threat list in two.",
    ),
    "too-many-members": Code(
        "more member accounts than an administrator can have",
        "Remove accounts, or set membership.mode: organization, which allows more.",
    ),
}

CODES: dict[str, Code] = {**_READING, **_VALUES, **_CONDITIONS, **_SUPPRESSIONS, **_COMPANY}

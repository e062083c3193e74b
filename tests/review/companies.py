"""Companies as documents, and small changes of everything that they can have."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

Company = dict[str, Any]  # "organization" and "teams", as their documents are written

REGIONS = ("us-east-1", "eu-west-1", "eu-central-1")
_HOME = "eu-west-1"  # where the datasets are
TYPES = (
    "Exfiltration:S3/AnomalousBehavior",
    "Discovery:S3/MaliciousIPCaller",
    "Impact:S3/AnomalousBehavior.Delete",
    "Policy:IAMUser/RootCredentialUsage",
    "UnauthorizedAccess:EC2/SSHBruteForce",
    "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin",
    "Execution:Runtime/NewBinaryExecuted",
)
TYPE_PATTERNS = ("*:S3/*", "Exfiltration:*", "*", "Discovery:*", "*Behavior*")
SEVERITIES = ("low", "medium", "high", "critical")
PURPOSES = ("exfiltration", "impact", "discovery", "policy", "stealth", "attack-sequence")
SWITCHES = ("ai", "s3", "eks_audit", "ebs_malware", "rds", "lambda")
ADDRESSES = ("203.0.113.7", "203.0.113.0/24", "198.51.100.0/25", "198.51.100.3", "192.0.2.1")
DATES = ("2027-01-31", "2027-06-30", "2028-01-01")
ACCOUNTS = {"a": ("111111111101", "111111111102"), "b": ("111111111201", "111111111202")}
REQUIRED: tuple[dict[str, list[str]], ...] = ({}, {"require": ["ticket"]})  # of suppressions; all have this key
NEEDS: tuple[dict[str, list[str]], ...] = ({}, {"watch": ["exfiltration"]}, {"watch": ["exfiltration", "impact"]})
RESULTS = ("threats_found", "no_threats_found", "unsupported", "access_denied", "failed")
# Routes that other accounts can send on too.
_QUEUES = {name: {"sqs_queue_arn": f"arn:aws:sqs:{{region}}:999988887777:{name}"} for name in ("scans", "triage")}
ROLE = "arn:aws:iam::{}:role/deployer"
KEY = "arn:aws:kms:{}:{}:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def company(random: Random) -> Company:
    """A company of two teams that compiles."""
    return {"organization": _organization(random), "teams": [_team(random, name) for name in ACCOUNTS]}


def _organization(random: Random) -> dict[str, Any]:
    regions = sorted({_HOME, *random.sample(REGIONS, random.randint(1, 2))})
    document: dict[str, Any] = {
        "organization": "acme",
        "administrator": {"account": "999988887777", "role": ROLE.format("999988887777")},
        "membership": {"mode": "organization", "auto_enable": random.choice(("all", "new", "none"))},
        "regions": regions,
        "detector": {"publish_every": random.choice(("15m", "1h", "6h"))},
        "protections": _protections(random, SWITCHES),
        "routes": {**{name: _route(random, name) for name in ("soc", "oncall")}, **_QUEUES},
        "filters": {"pack": random.choice(("asset", "team", "organization")), "views": random.choice(("all", "none"))},
        "rules": {
            "suppressions": {
                "max_days": random.choice((200, 900)),
                "organization_wide": random.choice(([], ["b"])),
                **random.choice(REQUIRED),
                **random.choice(({}, {"max_severity": "critical"})),
            },
            "classifications": {"restricted": random.choice(NEEDS), "public": {}},
        },
        "owner": "@acme/security",
        "lists": _lists(random),
    }
    if random.random() < 0.3:
        document["teams"] = {name: _grant(random, name) for name in ACCOUNTS}
    if random.random() < 0.7:
        document["export"] = {
            "create": {
                "bucket": "acme-findings-{region}",
                "retention_days": random.choice((365, 730)),
                **_lock(random),
            }
        }
    return document


def _grant(random: Random, name: str) -> dict[str, Any]:
    """Enough for what the companies here declare."""
    return {
        "files": f"{name}.yaml",
        "accounts": [*ACCOUNTS[name]],
        "filters": random.choice((60, 80)),
        **random.choice(({}, {"accept": ["broad-suppression"]})),
        "override": [*SWITCHES, "runtime"],
        **random.choice(({}, {"owner": "@acme/team"})),
    }


def _protections(random: Random, names: tuple[str, ...]) -> dict[str, Any]:
    switches: dict[str, Any] = {name: random.random() < 0.6 for name in names}
    if random.random() < 0.5:
        switches["runtime"] = {agent: random.random() < 0.5 for agent in ("ec2", "ecs_fargate", "eks")}
    return switches


def _route(random: Random, name: str) -> dict[str, Any]:
    route: dict[str, Any] = {"sns_topic_arn": f"arn:aws:sns:{{region}}:999988887777:{name}"}
    if random.random() < 0.2:
        emails = random.sample(("a@example.com", "b@example.com"), random.randint(1, 2))
        route = {"create": {"sns": {"emails": emails}}}
    if random.random() < 0.4:
        route["sqs_queue_arn"] = f"arn:aws:sqs:{{region}}:999988887777:{name}"
    if random.random() < 0.3:
        route["dead_letter_queue_arn"] = "arn:aws:sqs:{region}:999988887777:dead"
    if random.random() < 0.3:
        route["retry"] = {"max_attempts": random.choice((3, 20)), "max_age_seconds": random.choice((600, 3600))}
    if random.random() < 0.3:
        route["message"] = random.choice(("summary", "{title} in {region}", "{title}", "Solved: {title}"))
    return route


def _lists(random: Random) -> dict[str, Any]:
    lists: dict[str, Any] = {"create": {"bucket": "acme-lists-{region}"}}
    if random.random() < 0.6:
        lists["trusted_ips"] = _addresses(random)
    lists["threats"] = [{"name": name, **_addresses(random)} for name in ("feed", "own")[: random.randint(0, 2)]]
    return lists


def _addresses(random: Random) -> dict[str, Any]:
    if random.random() < 0.2:
        return {"location": "s3://acme-own/list.txt", "format": "txt"}
    return {"entries": sorted(random.sample(ADDRESSES, random.randint(1, 3)))}


def _team(random: Random, name: str) -> dict[str, Any]:
    accounts: list[dict[str, Any]] = [
        {
            "name": f"{name}{number}",
            "id": identity,
            "email": f"{name}{number}@example.com",
            "role": ROLE.format(identity),
        }
        for number, identity in enumerate(ACCOUNTS[name][: random.randint(1, 2)])
    ]
    for account in accounts:
        if random.random() < 0.3:
            account["protections"] = _override(random)
    return {
        "team": name,
        "accounts": accounts,
        "datasets": [_dataset(random, name, number) for number in range(random.randint(0, 2))],
        "access_keys": [_key(random, name)] if random.random() < 0.5 else [],
        "services": [_service(random, name)] if random.random() < 0.4 else [],
        "filters": [_filter(random, number) for number in range(random.randint(0, 2))],
        "suppressions": [_suppression(random, name, number) for number in range(random.randint(0, 2))],
        "tests": [_test(random)] if random.random() < 0.4 else [],
    }


def _override(random: Random) -> dict[str, Any]:
    switches = _protections(random, tuple(random.sample(SWITCHES[1:], 2)))
    return {**switches, "reason": "Known", "ticket": "A-1", "expires": random.choice(DATES)}


def _dataset(random: Random, team: str, number: int) -> dict[str, Any]:
    dataset: dict[str, Any] = {
        "name": f"d{number}",
        "bucket": f"acme-{team}-{number}",
        "account": f"{team}0",
        "region": "eu-west-1",
    }
    dataset |= random.choice(({}, {"watch": random.sample(PURPOSES, random.randint(1, 3))}))
    dataset |= random.choice(({}, {"malware_scan": _scan(random)}))
    dataset |= random.choice(({}, {"classification": "public" if "watch" in dataset else "restricted"}))
    return dataset | random.choice(({}, {"route": random.choice(("soc", "oncall"))}))


def _scan(random: Random) -> dict[str, Any]:
    scan: dict[str, Any] = {"tag_objects": random.random() < 0.5}
    if random.random() < 0.5:
        scan["prefixes"] = random.sample(("raw/", "raw/new/", "models/"), random.randint(1, 2))
    if random.random() < 0.5:
        scan["route"] = random.choice(tuple(_QUEUES))
        scan["results"] = random.sample(RESULTS, random.randint(1, 3))
    if random.random() < 0.3:
        scan["kms_key_arn"] = KEY.format("eu-west-1", "111111111101")
    return scan


def _key(random: Random, team: str) -> dict[str, Any]:
    key = random.choice(({"id": f"AKIA{team.upper():0>16}"}, {"user": f"svc-{team}"}))
    return {"name": "trainer", **key, "account": f"{team}0"}


def _service(random: Random, team: str) -> dict[str, Any]:
    service = {"name": "scorer", "service": random.choice(("bedrock", "sagemaker")), "account": f"{team}0"}
    if service["service"] == "bedrock" and random.random() < 0.5:
        guardrail = "arn:aws:bedrock:us-east-1:111111111101:guardrail/abc123"
        return {**service, "route": "soc", "guardrail": guardrail}
    return service | random.choice(({}, {"route": "soc"}))


def _filter(random: Random, number: int) -> dict[str, Any]:
    entry = {"name": f"f{number}", "where": _where(random)}
    entry |= random.choice(({}, {"regions": [_HOME]}))
    is_routable = "resource.s3BucketDetails.name" not in entry["where"]  # as all patterns on it are not
    return entry | ({"route": random.choice(("soc", "oncall"))} if is_routable and random.random() < 0.5 else {})


def _suppression(random: Random, team: str, number: int) -> dict[str, Any]:
    where = {"accountId": {"equals": [f"{team}0"]}, **_where(random)}
    entry = {"name": f"s{number}", "reason": "Known", "ticket": "A-1", "expires": random.choice(DATES), "where": where}
    return entry | random.choice(({}, {"regions": [_HOME]}))


def _where(random: Random) -> dict[str, Any]:
    choices: tuple[tuple[str, dict[str, Any]], ...] = (
        ("type", {"equals": random.sample(TYPES, random.randint(1, 3))}),
        ("type", {"matches": random.sample(TYPE_PATTERNS, random.randint(1, 2))}),
        ("type", {"not_equals": random.sample(TYPES, 1)}),
        ("severity", {"at_least": random.choice(SEVERITIES)}),
        ("severity", {"at_most": random.choice(SEVERITIES)}),
        ("severity", {"greater_than": random.choice((2, 4, 7))}),
        ("resource.s3BucketDetails.name", {"equals": random.sample(("acme-a-0", "acme-a-1", "acme-b-0"), 2)}),
        ("resource.s3BucketDetails.name", {"matches": [random.choice(("acme-*", "acme-a-?", "*-0"))]}),
        ("resource.s3BucketDetails.name", {"matches": [random.choice(("acme-?-*", "*-a-*", "acme-a-*"))]}),
        ("resource.s3BucketDetails.name", {"not_matches": [random.choice(("*-1", "*-x", "other*"))]}),
        ("resource.accessKeyDetails.userName", {"not_equals": [random.choice(("svc-a", "svc-b"))]}),
    )
    return dict(random.choices(choices, k=random.randint(1, 2)))


def _test(random: Random) -> dict[str, Any]:
    return {"finding": "findings/f.json", "suppressed": random.random() < 0.5, "routes": random.choice(([], ["soc"]))}


# Changes.


def changed(random: Random, before: Company, number: int) -> tuple[Company, list[str]]:
    """The company after so many small changes, and what they are called."""
    after, names = deepcopy(before), []
    for _ in range(number):
        edit = random.choice(EDITS)
        edit(random, after)
        names.append(edit.__name__.removeprefix("_"))
    return after, names


def _entries(after: Company, section: str) -> Iterator[tuple[list[Any], int]]:
    for team in after["teams"]:
        yield from ((team[section], index) for index in range(len(team[section])))


def _pick(random: Random, after: Company, section: str) -> dict[str, Any]:
    """An entry of a section, or one that nobody sees where there is none."""
    places = [entries[index] for entries, index in _entries(after, section)]
    picked: dict[str, Any] = random.choice(places) if places else {}
    return picked


def _remove_an_entry(random: Random, after: Company) -> None:
    sections = ("datasets", "access_keys", "services", "filters", "suppressions", "tests")
    places = [place for section in sections for place in _entries(after, section)]
    if places:
        entries, index = random.choice(places)
        del entries[index]


def _add_an_entry(random: Random, after: Company) -> None:
    team = random.choice(after["teams"])
    name, number = team["team"], random.randint(5, 9)
    section, entry = random.choice(
        (
            ("datasets", _dataset(random, name, number)),
            ("filters", _filter(random, number)),
            ("suppressions", _suppression(random, name, number)),
            ("tests", _test(random)),
        )
    )
    team[section].append(entry)


def _rename_an_entry(random: Random, after: Company) -> None:
    entry = _pick(random, after, random.choice(("datasets", "access_keys", "filters", "suppressions")))
    if entry:
        entry["name"] += "x"


def _watch(random: Random, after: Company) -> None:
    dataset = _pick(random, after, "datasets")
    if dataset.pop("watch", None) is None or random.random() < 0.7:
        dataset["watch"] = random.sample(PURPOSES, random.randint(1, 4))


def _one_purpose(random: Random, after: Company) -> None:
    dataset = _pick(random, after, "datasets")
    if "watch" in dataset:
        dataset["watch"] = sorted({*dataset["watch"]} ^ {random.choice(PURPOSES)}) or ["impact"]


def _where_of_a_filter(random: Random, after: Company) -> None:
    entry = _pick(random, after, "filters")
    if entry:
        entry["where"] = _near(random, entry["where"])


def _where_of_a_suppression(random: Random, after: Company) -> None:
    entry = _pick(random, after, "suppressions")
    if entry:
        account = {key: value for key, value in entry["where"].items() if key == "accountId"}
        entry["where"] = {**_near(random, entry["where"]), **account}


def _near(random: Random, where: dict[str, Any]) -> dict[str, Any]:
    """Conditions that differ in one: gone, new, or with a value more or less."""
    near = deepcopy(where)
    field = random.choice(list(near))
    values = next(iter(near[field].values()))
    match random.randint(0, 3):
        case 0 if len(near) > 1:
            del near[field]
        case 1 if isinstance(values, list) and len(values) > 1:
            values.pop()
        case 2 if isinstance(values, list) and field == "type":
            values += [value for value in (TYPES if "*" not in values[0] else TYPE_PATTERNS)[:2] if value not in values]
        case _:
            near |= _where(random)
    return near


def _regions_of_an_entry(random: Random, after: Company) -> None:
    entry = _pick(random, after, random.choice(("filters", "suppressions", "services")))
    if entry.pop("regions", None) is None and entry:
        entry["regions"] = [random.choice(after["organization"]["regions"])]


def _route_of_an_entry(random: Random, after: Company) -> None:
    entry = _pick(random, after, random.choice(("filters", "datasets", "services")))
    if "guardrail" in entry:
        del entry["guardrail"]
    elif entry.pop("route", None) is None and entry:
        entry["route"] = random.choice(("soc", "oncall"))
    elif entry and random.random() < 0.5:
        entry["route"] = "oncall"


def _guardrail(random: Random, after: Company) -> None:
    service = _pick(random, after, "services")
    if service.get("service") == "bedrock":
        service["route"] = "soc"
        service["guardrail"] = f"arn:aws:bedrock:us-east-1:111111111101:guardrail/{random.choice(('abc123', 'def456'))}"


def _end_of_a_suppression(random: Random, after: Company) -> None:
    entry = _pick(random, after, "suppressions")
    if entry:
        entry["expires"] = random.choice(DATES)


def _account_of_a_suppression(random: Random, after: Company) -> None:
    entry = _pick(random, after, "suppressions")
    if entry and entry["where"].pop("accountId", None) is None:
        entry["where"]["accountId"] = {"matches": ["1111111112*", "1111111111*"]}


def _scan_of_a_dataset(random: Random, after: Company) -> None:
    dataset = _pick(random, after, "datasets")
    if dataset and (dataset.pop("malware_scan", None) is None or random.random() < 0.7):
        dataset["malware_scan"] = _scan(random)


def _accounts(random: Random, after: Company) -> None:
    team = random.choice(after["teams"])
    name = team["team"]
    if len(team["accounts"]) > 1:
        team["accounts"].pop()
    else:
        identity = ACCOUNTS[name][1]
        team["accounts"].append({"name": f"{name}1", "id": identity, "email": "x@example.com"})


def _move_an_account(random: Random, after: Company) -> None:
    """Of the second account of a team, because entries name the first."""
    teams = after["teams"] if random.random() < 0.5 else after["teams"][::-1]
    if len(teams[0]["accounts"]) > 1:
        teams[1]["accounts"].append(teams[0]["accounts"].pop())


def _administrator(random: Random, after: Company) -> None:
    identity = random.choice(("999988887777", "888877776666"))
    after["organization"]["administrator"] = {"account": identity, "role": ROLE.format(identity)}


def _override_of_an_account(random: Random, after: Company) -> None:
    account = _pick(random, after, "accounts")
    if account.pop("protections", None) is None or random.random() < 0.6:
        account["protections"] = _override(random)


def _end_of_an_override(random: Random, after: Company) -> None:
    account = _pick(random, after, "accounts")
    if "protections" in account:
        account["protections"]["expires"] = random.choice(DATES)


def _protection(random: Random, after: Company) -> None:
    protections = after["organization"]["protections"]
    name = random.choice((*SWITCHES, "runtime"))
    if name != "runtime":
        protections[name] = not protections.get(name, False)
    elif protections.pop("runtime", None) is None:
        protections["runtime"] = {agent: random.random() < 0.5 for agent in ("ec2", "ecs_fargate", "eks")}


def _protection_in_a_region(random: Random, after: Company) -> None:
    organization = after["organization"]
    switches = organization["protections"].setdefault("in_regions", {})
    region, name = random.choice(organization["regions"]), random.choice(SWITCHES)
    switches[region] = {name: not organization["protections"].get(name, False)}


def _managed_by_something_else(random: Random, after: Company) -> None:
    organization = after["organization"]
    if "managed_by" in organization["protections"]:
        organization["protections"] = _protections(random, SWITCHES)
    else:
        organization["protections"] = {"managed_by": "organization-policy"}
        _without_overrides(after)


def _invitation(random: Random, after: Company) -> None:
    after["organization"]["membership"] = {"mode": "invitation"}
    _without_overrides(after)


def _without_overrides(after: Company) -> None:
    for team in after["teams"]:
        for account in team["accounts"]:
            account.pop("protections", None)


def _regions(random: Random, after: Company) -> None:
    regions = after["organization"]["regions"]
    region = random.choice([region for region in REGIONS if region != _HOME])
    after["organization"]["regions"] = sorted({*regions} ^ {region}) or regions


def _enrolment(random: Random, after: Company) -> None:
    membership = after["organization"]["membership"]
    if random.random() < 0.5:
        membership["auto_enable"] = random.choice(("all", "new", "none"))
    else:
        membership["auto_enable_for"] = {random.choice(SWITCHES): random.choice(("all", "new"))}


def _publishing(random: Random, after: Company) -> None:
    after["organization"]["detector"]["publish_every"] = random.choice(("15m", "1h", "6h"))


def _views_or_pack(random: Random, after: Company) -> None:
    filters = after["organization"]["filters"]
    filters |= random.choice(({"views": "all"}, {"views": "none"}, {"pack": "team"}, {"pack": "organization"}))


def _limits(random: Random, after: Company) -> None:
    after["organization"]["rules"]["suppressions"] |= random.choice(
        (
            {"max_days": random.choice((200, 500, 900))},
            {"organization_wide": random.choice(([], ["a"], ["b"], ["a", "b"]))},
            {"never_mute": random.choice(([], ["Backdoor:EC2/Spambot"]))},
        )
    )


def _limit_that_is_gone(random: Random, after: Company) -> None:
    limits = after["organization"]["rules"]["suppressions"]
    name, value = random.choice((("require", ["ticket"]), ("max_severity", "critical")))
    if limits.pop(name, None) is None:
        limits[name] = value


def _needs(random: Random, after: Company) -> None:
    rules = after["organization"]["rules"]
    match random.randint(0, 2):
        case 0:
            rules["classifications"]["restricted"] = random.choice(NEEDS)
        case 1:
            rules["require_protections"] = random.choice(([], ["s3"]))
        case _:
            dataset = _pick(random, after, "datasets")
            if dataset:
                dataset["classification"] = random.choice(("restricted", "public"))


def _grants(random: Random, after: Company) -> None:
    organization = after["organization"]
    if random.random() < 0.7 and "teams" in organization:
        organization["teams"]["a"] = _grant(random, "a")
    elif organization.pop("teams", None) is None:
        organization["teams"] = {name: _grant(random, name) for name in ACCOUNTS}


def _owner(random: Random, after: Company) -> None:
    after["organization"]["owner"] = random.choice(("@acme/security", "@acme/platform"))


def _versions(random: Random, after: Company) -> None:
    after["organization"]["watchspec"] = random.choice((">=0.2", ">=0.1"))


def _target_of_others(random: Random, after: Company) -> None:
    account = random.choice(("999988887777", "555566667777"))
    route = after["organization"]["routes"][random.choice(("soc", "oncall"))]
    route["sqs_queue_arn"] = f"arn:aws:sqs:{{region}}:{account}:triage"


def _list(random: Random, after: Company) -> None:
    lists = after["organization"]["lists"]
    if random.random() < 0.5:
        if lists.pop("trusted_ips", None) is None or random.random() < 0.7:
            lists["trusted_ips"] = _addresses(random)
    else:
        _threat_list(random, lists["threats"])


def _threat_list(random: Random, threats: list[dict[str, Any]]) -> None:
    match random.randint(0, 3):
        case 0 if threats:
            threats.pop()
        case 1 if threats:
            threats[0]["activate"] = not threats[0].get("activate", True)
        case 2 if threats and "entries" in threats[0]:
            threats[0]["entries"] = sorted({*threats[0]["entries"]} ^ {random.choice(ADDRESSES)}) or ["192.0.2.1"]
        case _:
            threats.append({"name": f"more{len(threats)}", **_addresses(random)})


def _targets(random: Random, after: Company) -> None:
    name = random.choice(("soc", "oncall"))
    after["organization"]["routes"][name] = _route(random, name)


def _one_target(random: Random, after: Company) -> None:
    route = after["organization"]["routes"][random.choice(("soc", "oncall"))]
    arn = "arn:aws:lambda:{region}:999988887777:function:triage"
    if route.pop("lambda_function_arn", None) is None:
        route["lambda_function_arn"] = arn


def _role_of_a_route(random: Random, after: Company) -> None:
    route = after["organization"]["routes"][random.choice(("soc", "oncall"))]
    if route.pop("role", None) is None:
        route["role"] = "arn:aws:iam::999988887777:role/routes"


def _export(random: Random, after: Company) -> None:
    organization = after["organization"]
    if organization.pop("export", None) is None or random.random() < 0.7:
        days = random.choice(({"retention_days": 365}, {"retention_days": 730}, {}))
        organization["export"] = {"create": {"bucket": "acme-findings-{region}", **days, **_lock(random)}}


def _lock(random: Random) -> dict[str, Any]:
    lock = {"mode": random.choice(("governance", "compliance")), "days": random.choice((30, 365))}
    return random.choice(({}, {"object_lock": lock}))


def _runtime_coverage(random: Random, after: Company) -> None:
    organization = after["organization"]
    if organization.pop("runtime_coverage", None) is None or random.random() < 0.5:
        organization["protections"].setdefault("runtime", {"ec2": True})
        organization["runtime_coverage"] = {"route": random.choice(tuple(_QUEUES))}


def _export_elsewhere(random: Random, after: Company) -> None:
    bucket = random.choice(("acme-findings-{region}", "acme-other-{region}"))
    after["organization"]["export"] = {"create": {"bucket": bucket, "retention_days": 730}}


def _expectations(random: Random, after: Company) -> None:
    test = _pick(random, after, "tests")
    if test:
        test["suppressed"] = not test["suppressed"]


def _words(random: Random, after: Company) -> None:
    """What has no meaning: descriptions, reasons, tags."""
    after["organization"]["tags"] = {"color": random.choice(("red", "blue"))}
    for entry in (_pick(random, after, "filters"), _pick(random, after, "datasets")):
        if entry:
            entry["description"] = random.choice(("One", "Another"))


def _order(random: Random, after: Company) -> None:
    after["teams"].reverse()
    for team in after["teams"]:
        random.shuffle(team["datasets"])


EDITS: tuple[Callable[[Random, Company], None], ...] = (
    _remove_an_entry,
    _add_an_entry,
    _rename_an_entry,
    _watch,
    _one_purpose,
    _where_of_a_filter,
    _where_of_a_suppression,
    _regions_of_an_entry,
    _route_of_an_entry,
    _guardrail,
    _end_of_a_suppression,
    _account_of_a_suppression,
    _scan_of_a_dataset,
    _accounts,
    _move_an_account,
    _administrator,
    _override_of_an_account,
    _end_of_an_override,
    _protection,
    _protection_in_a_region,
    _managed_by_something_else,
    _invitation,
    _regions,
    _enrolment,
    _publishing,
    _views_or_pack,
    _limits,
    _limit_that_is_gone,
    _needs,
    _grants,
    _owner,
    _versions,
    _target_of_others,
    _list,
    _targets,
    _one_target,
    _role_of_a_route,
    _export,
    _export_elsewhere,
    _runtime_coverage,
    _expectations,
    _words,
    _order,
)

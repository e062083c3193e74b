"""The table of commands. A new command is a dataclass in ``options``, a module with its function, and a line here."""

from typing import NamedTuple

from .options import base, compiling, printing, reporting, reviewing, starting


class Entry(NamedTuple):
    """``example`` is a command line without the program, and a comment on it."""

    command: type[base.Command]
    summary: str
    example: tuple[str, str]


COMMANDS: dict[str, Entry] = {
    "init": Entry(
        starting.Init,
        "write a repository for a company: specs, settings and a pipeline; existing files are kept",
        (
            "init guardduty --organization acme --administrator 999988887777 --regions us-east-1,eu-west-1",
            "write a repository into the folder guardduty",
        ),
    ),
    "synth": Entry(
        compiling.Synth,
        "compile the specs and write the Terraform JSON (the default command)",
        ("synth --check --format github", "fail in a pipeline if the committed output is out of date"),
    ),
    "validate": Entry(
        compiling.Validate,
        "check the specs without writing anything",
        ("validate --as-of 2027-01-31", "find the suppressions that expire before a date"),
    ),
    "explain": Entry(
        reporting.Explain,
        "show what happens to findings: which filters match, what is archived, where they are sent",
        ("explain exports/ --count", "count the findings in a folder of exports"),
    ),
    "test": Entry(
        compiling.Test,
        "run the tests of the specs",
        ("test --junit results.xml", "also write the results for a CI system"),
    ),
    "diff": Entry(
        reviewing.Diff,
        "show what a change of the specs does: which findings may be missed, what Terraform destroys",
        ("diff origin/main --format markdown", "write a comment for a pull request"),
    ),
    "filters": Entry(
        reporting.Filters,
        "list the filters of each Region by rank, the part of the limit that is used, accepted warnings and overrides",
        ("filters --format json", "list the filters for another program"),
    ),
    "inventory": Entry(
        reporting.Inventory,
        "list the assets: owner, filters and routes, how exactly findings name each, and which protections it lacks",
        ("inventory --format csv > inventory.csv", "write a table for a spreadsheet"),
    ),
    "stacks": Entry(
        reviewing.Stacks,
        "list the stacks in the order of applying or destroying",
        (
            "stacks --changed origin/main --format matrix",
            "list the stacks that a pull request changes, for GitHub Actions",
        ),
    ),
    "upgrade-notes": Entry(
        reviewing.UpgradeNotes,
        "show what has changed since a version, and which blocks of your stacks this version writes differently",
        ("upgrade-notes 0.1.0", "show the differences before you commit the output of a new version"),
    ),
    "evidence": Entry(
        reporting.Evidence,
        "write a report for auditors: what is watched, what is muted by whom until when, and for which requirements",
        ("evidence --out evidence --as-of 2026-12-31", "write the report as of a date"),
    ),
    "codeowners": Entry(
        reviewing.Codeowners,
        "print a CODEOWNERS file for the specs",
        ("codeowners > CODEOWNERS.specs", "write the lines to put into CODEOWNERS, below the owner of all other files"),
    ),
    "problems": Entry(
        printing.Problems,
        "explain the codes of problems",
        ("problems unknown-key expired", "explain two codes"),
    ),
    "changes": Entry(
        printing.Changes,
        "explain the rules of diff",
        ("changes filter-removed", "explain a rule"),
    ),
    "packs": Entry(
        printing.Packs,
        "list the packs of conditions that filters and suppressions can use by name",
        ("packs coredns-duplicates", "show what a pack stands for"),
    ),
    "reference": Entry(
        printing.Reference,
        "print the reference of the spec language: every key, its type, default and meaning",
        ("reference > reference.md", "keep the reference of this version beside your specs"),
    ),
    "schema": Entry(
        printing.Schema,
        "print the JSON Schema of the spec files",
        ("schema > specs/schema.json", "update the schema that editors use"),
    ),
    "new": Entry(
        starting.New,
        "write a commented starter spec",
        ("new team vision", "write specs/vision.yaml"),
    ),
    "completion": Entry(
        printing.Completion,
        "print a shell script that completes commands and arguments",
        ("completion bash > ~/.watchspec.bash", "write the script; then add `source ~/.watchspec.bash` to ~/.bashrc"),
    ),
}

"""``evidence``: a report of what watches what, for auditors, and the recomputation of one."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import git
from ..diagnostics import nearest
from ..diagnostics.shown import shown
from ..evidence.agreement import NotAPlan, agreement
from ..evidence.basis import Basis, Commit, committed, input_digests, spec_digests, stack_digests
from ..evidence.build import OPTIONAL, build
from ..evidence.framework_files import frameworks
from ..evidence.gather import facts_of
from ..evidence.happened import happened
from ..evidence.report import Report
from ..evidence.requirements import answered
from ..evidence.since import Beginnings, History, Repository, beginnings, history_of, nothing_known
from ..evidence.statement import FILE, Claim, NotAStatement, claim_of, first_difference
from ..findings.files import files_of
from ..findings.read import read as read_findings
from ..findings.spec_tests import run_tests
from ..model.plan import Plan
from ..model.program import Program
from ..output.folder import Unusable, read
from ..output.reports import write_reports
from ..pipeline import compile_specs
from ..terminal import count_of
from ..version import version
from .exit_codes import CLEAN, PROBLEMS
from .options.reporting import Evidence
from .printing import environment, usage
from .proof import Proof, prove

_LARGEST = 2**28  # bytes of a report that is read back


def evidence(options: Evidence) -> int:
    """Writes the report into a folder, or recomputes the one that is there."""
    if (options.out is None) is (options.verify is None):
        return usage("name a folder: --out DIR to write a report into it, or --verify DIR to recompute the one in it")
    return _verify(options, options.verify) if options.verify else _write(options, options.out or Path())


def _write(options: Evidence, out: Path) -> int:
    commit = committed(options.specs)
    as_of = options.as_of or (commit.time.date() if commit else None)
    if as_of is None:
        return usage("the specs are not as they were committed: commit them, or name the day with --as-of")
    try:
        files = _files(options, _checked_in(options, commit), as_of)
    except (NotAPlan, _NoInput) as error:
        return usage(str(error))
    try:
        write_reports(files, out, OPTIONAL - files.keys())
    except (Unusable, NotADirectoryError, FileExistsError) as error:
        return usage(f"cannot use {out.as_posix()}: {error}")
    except OSError as error:
        return environment(f"cannot write {out.as_posix()}: {error.strerror}")
    basis = f"commit {commit.id[:12]}" if commit else "specs that are not committed"
    print(f"{out.as_posix()}: {count_of(len(files), 'file')}, as of {as_of}, from {basis}")
    return CLEAN


@dataclass(frozen=True)
class _Source:
    """What a report is made from: the folders, and the commit that they are of, with its history where that is read."""

    specs: Path
    stacks: Path
    commit: Commit | None
    history: History
    repository: Repository | None

    def began(self, program: Program) -> Beginnings:
        if self.repository is None or self.history is not History.WHOLE:
            return nothing_known(self.history)
        return beginnings(program, self.repository)


def _checked_in(options: Evidence, commit: Commit | None) -> _Source:
    """The working folder; ``commit`` is None where it is not as it was committed."""
    history = history_of(options.specs, commit.id if commit else None)
    repository = Repository(commit.id, options.specs, "") if commit else None
    return _Source(options.specs, options.stacks, commit, history, repository)


def _files(options: Evidence, source: _Source, as_of: date) -> dict[str, str]:
    """The whole report, by the names of its files.

    Raises:
        SpecError: the specs or the frameworks have errors.
        NotAPlan: a file that was handed in as a plan is none.
        _NoInput: findings or a stack that was named does not exist.
    """
    specs = source.specs
    compiled, known = compile_specs(specs), frameworks(specs)
    program, plan = compiled.program, compiled.plan
    _check_inputs(options, plan)
    began = source.began(program)
    facts = facts_of(program, plan, run_tests(program, specs), as_of, began)
    inputs = input_digests([*_finding_files(options), *(path.as_posix() for _, path in options.plan)])
    digests = (spec_digests(specs), stack_digests(source.stacks, plan), inputs)
    basis = Basis(source.commit, as_of, version(), *digests, began.history)
    found = happened(program, read_findings(options.findings)) if options.findings else None
    return build(Report(facts, basis, answered(known, facts), agreement(dict(options.plan)), found))


class _NoInput(Exception):
    """Something that was named does not exist. The message says what."""


def _check_inputs(options: Evidence, plan: Plan) -> None:
    for path in (*map(Path, options.findings), *(path for _, path in options.plan)):
        if not path.exists():
            raise _NoInput(f"{path.as_posix()} does not exist")
    for stack in (stack for stack, _ in options.plan if stack not in plan.by_name):
        near = nearest(stack, plan.by_name)
        raise _NoInput(f"there is no stack {stack}{f': did you mean {near}?' if near else ''}")


def _finding_files(options: Evidence) -> Iterator[str]:
    for path in options.findings:
        yield from (file for file in files_of(path) if isinstance(file, str))


def _verify(options: Evidence, folder: Path) -> int:
    """Says whether each file is what the specs of its commit give, or names the first that is not."""
    text = read(folder, FILE, _LARGEST).text
    try:
        claim = claim_of(text)
        if claim.inputs and not (options.findings or options.plan):
            names = ", ".join(claim.inputs)
            return usage(f"this report was also made from {names}: name them with --findings and --plan")
        with _checked_out(claim, options) as source:
            files = _files(options, source, claim.as_of)
            name = first_difference(text, files[FILE]) or _different(files, folder)
            proof = Proof("", f"{name} differs") if name else prove(compile_specs(source.specs).plan, source.stacks)
    except (NotAStatement, NotAPlan, Unusable, _NoInput, git.NoRevision) as error:
        return usage(f"cannot verify {folder.as_posix()}: {error}")
    if proof.different:
        print(f"{folder.as_posix()}: {shown(proof.different)}{_by_version(claim)}", file=sys.stderr)
        return PROBLEMS
    print(f"{folder.as_posix()}: {count_of(len(files), 'file')}, all as the specs give them, as of {claim.as_of}")
    print(f"stacks: {proof.verdict}")
    return CLEAN


@contextmanager
def _checked_out(claim: Claim, options: Evidence) -> Iterator[_Source]:
    """The specs and stacks as the commit of a statement has them; without a commit, as they are now.

    Raises:
        git.NoRevision: there is no repository, or it has no such commit, or not the history that was read.
    """
    if claim.commit is None:
        yield _Source(options.specs, options.stacks, None, claim.history, None)
        return
    here = options.specs.resolve().parent
    id_ = git.commit_of(claim.commit, here)
    if claim.history is History.WHOLE and git.is_shallow(here):
        raise git.NoRevision("it was made with the whole history of the specs: fetch it with git fetch --unshallow")
    with tempfile.TemporaryDirectory(prefix="watchspec-") as folder:
        for path in (options.specs.resolve(), options.stacks.resolve()):
            if path.parent.is_dir():
                _extract(id_, path, Path(folder))
        specs, stacks = options.specs.resolve().name, options.stacks.resolve().name
        repository = Repository(id_, here, specs)
        commit = Commit(id_, git.time_of(id_, here))
        yield _Source(Path(folder, specs), Path(folder, stacks), commit, claim.history, repository)


def _extract(commit: str, source: Path, target: Path) -> None:
    """The files below a folder as a commit has them, and its links as links, which reading does not follow out of it.

    A commit that git itself would not make can have a file below a link: nothing is written through one.
    """
    found = git.files_and_links(commit, source.parent, source.name)
    for (name, blob), content in zip(found.items(), git.contents([*found.values()], source.parent), strict=True):
        path = target / name
        if not path.parent.resolve().is_relative_to(target.resolve()):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if blob.kind is git.Kind.LINK:
            path.symlink_to(os.fsdecode(content))
        else:
            path.write_bytes(content)


def _different(files: Mapping[str, str], folder: Path) -> str | None:
    """The first report, by name, that is missing or has other bytes."""
    return next((n for n, text in sorted(files.items()) if read(folder, n, _LARGEST).content != text.encode()), None)


def _by_version(claim: Claim) -> str:
    return f"; it was made by watchspec {claim.version}, and this is {version()}" if claim.version != version() else ""

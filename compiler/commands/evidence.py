"""``evidence``: a report of what watches what, for auditors, and the recomputation of one."""

import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

from .. import git
from ..evidence.basis import Basis, Commit, committed, spec_digests, stack_digests
from ..evidence.build import build
from ..evidence.framework_files import frameworks
from ..evidence.gather import facts_of
from ..evidence.report import Report
from ..evidence.requirements import answered
from ..evidence.statement import FILE, Claim, NotAStatement, claim_of, first_difference
from ..findings.spec_tests import run_tests
from ..output.folder import Unusable, read
from ..output.reports import write_reports
from ..pipeline import compile_specs
from ..terminal import count_of
from ..version import version
from .exit_codes import CLEAN, PROBLEMS
from .options import Evidence
from .printing import environment, usage

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
    files = _files(options.specs, options.stacks, commit, as_of)
    try:
        write_reports(files, out)
    except (Unusable, NotADirectoryError, FileExistsError) as error:
        return usage(f"cannot use {out.as_posix()}: {error}")
    except OSError as error:
        return environment(f"cannot write {out.as_posix()}: {error.strerror}")
    basis = f"commit {commit.id[:12]}" if commit else "specs that are not committed"
    print(f"{out.as_posix()}: {count_of(len(files), 'file')}, as of {as_of}, from {basis}")
    return CLEAN


def _files(specs: Path, stacks: Path, commit: Commit | None, as_of: date) -> dict[str, str]:
    """The whole report, by the names of its files.

    Raises:
        SpecError: the specs or the frameworks have errors.
    """
    compiled, known = compile_specs(specs), frameworks(specs)
    facts = facts_of(compiled.program, compiled.plan, run_tests(compiled.program, specs), as_of)
    basis = Basis(commit, as_of, version(), spec_digests(specs), stack_digests(stacks, compiled.plan), ())
    return build(Report(facts, basis, answered(known, facts)))


def _verify(options: Evidence, folder: Path) -> int:
    """Says whether each file is what the specs of its commit give, or names the first that is not."""
    text = read(folder, FILE, _LARGEST).text
    try:
        claim = claim_of(text)
        with _checked_out(claim, options) as (specs, stacks, commit):
            files = _files(specs, stacks, commit, claim.as_of)
        different = first_difference(text, files[FILE]) or _different(files, folder)
    except (NotAStatement, git.NoRevision) as error:
        return usage(f"cannot verify {folder.as_posix()}: {error}")
    if different:
        print(f"{folder.as_posix()}: {different} differs{_by_version(claim)}", file=sys.stderr)
        return PROBLEMS
    print(f"{folder.as_posix()}: {count_of(len(files), 'file')}, all as the specs give them, as of {claim.as_of}")
    return CLEAN


@contextmanager
def _checked_out(claim: Claim, options: Evidence) -> Iterator[tuple[Path, Path, Commit | None]]:
    """The specs and stacks as the commit of a statement has them; without a commit, as they are now.

    Raises:
        git.NoRevision: there is no repository, or it has no such commit.
    """
    if claim.commit is None:
        yield options.specs, options.stacks, None
        return
    here = options.specs.resolve().parent
    id_ = git.commit_of(claim.commit, here)
    with tempfile.TemporaryDirectory(prefix="watchspec-") as folder:
        for path in (options.specs.resolve(), options.stacks.resolve()):
            if git.files(id_, path.parent, path.name) if path.parent.is_dir() else ():
                _extract(git.archive(id_, path.parent, path.name), Path(folder))
        commit = Commit(id_, git.time_of(id_, here))
        yield Path(folder, options.specs.resolve().name), Path(folder, options.stacks.resolve().name), commit


def _extract(archive: bytes, folder: Path) -> None:
    """Only what is below the folder, and no devices (filter ``data``)."""
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def _different(files: Mapping[str, str], folder: Path) -> str | None:
    """The first report, by name, that is missing or has other bytes."""
    return next((n for n, text in sorted(files.items()) if read(folder, n, _LARGEST).content != text.encode()), None)


def _by_version(claim: Claim) -> str:
    return f"; it was made by watchspec {claim.version}, and this is {version()}" if claim.version != version() else ""

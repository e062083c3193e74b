"""Many files counted on all cores: a helper process a core, each with some of the files at a time.

The counts are the same as those of one process, also in their order. Memory is that of one batch a helper. On Linux
the helpers are forks, so that nothing has to be loaded again.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..environment import EnvironmentFailure
from ..model.program import Program
from .files import STDIN, Unread, files_of
from .place import Place
from .read import Item, Skipped, read
from .replay import Counts, Progress, add, count
from .verdict import Judge

if TYPE_CHECKING:  # loading them takes longer than reading a finding
    from concurrent.futures import Future, ProcessPoolExecutor

LARGE = 2**21  # bytes of all files, mostly packed; below, starting helpers takes longer than they save
_BATCH = 2**20  # bytes of files that a helper gets at a time, or one file that is larger
_FILES = 200  # in a batch
_AHEAD = 4  # batches a helper, so that none waits for the others

_judge: list[Judge] = []  # of a helper


@contextmanager
def helpers(paths: Sequence[str], program: Program) -> Iterator["ProcessPoolExecutor | None"]:
    """Processes that count, or None where they are not worth it. They are started before anything has a thread."""
    cores = _cores()
    sizes = [_size(file) for path in paths if path != STDIN for file in files_of(path)]
    if cores < 2 or len(sizes) < 2 or sum(sizes) < LARGE:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(min(cores, len(sizes)), context, _start, (program,)) as pool:
        pool.submit(os.getpid).result()
        try:
            yield pool
        except BaseException:
            _end(pool)
            raise


def _end(pool: "ProcessPoolExecutor") -> None:
    """Ends the helpers, whatever they are doing."""
    import multiprocessing

    processes = multiprocessing.active_children()
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def count_all(
    paths: Iterable[str], judge: Judge, progress: Progress | None = None, pool: "ProcessPoolExecutor | None" = None
) -> Counts:
    """The counts over all files and folders; one in which there is no finding counts as skipped."""
    counts = Counts()
    for path in paths:
        parts = [count(read([path]), judge, progress)] if pool is None or path == STDIN else _counted(path, pool)
        before = counts.findings + counts.skipped
        for part in parts:
            add(counts, part)
            if pool and progress:
                progress(counts.findings, Place(path))
        if counts.findings + counts.skipped == before:
            add(counts, count([Skipped(Place(path), "contains no finding")], judge))
    return counts


def _counted(path: str, pool: "ProcessPoolExecutor") -> Iterator[Counts]:
    """The counts of the batches, in their order; only some are ahead of the one that is next."""
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[Counts]] = deque()
    try:
        for batch in _batches(files_of(path)):
            waiting.append(pool.submit(_count_batch, batch))
            if len(waiting) > _AHEAD * _cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise EnvironmentFailure("a helper process was ended, perhaps because memory ran out") from None


def _batches(files: Iterable[str | Unread]) -> Iterator[list[str | Unread]]:
    batch: list[str | Unread] = []
    size = 0
    for file in files:
        batch.append(file)
        size += _size(file)
        if size >= _BATCH or len(batch) >= _FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(file: str | Unread) -> int:
    path = Path(file.path if isinstance(file, Unread) else file)
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(program: Program) -> None:
    """In a helper: Ctrl-C is for its parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _judge.append(Judge(program))


def _count_batch(batch: Sequence[str | Unread]) -> Counts:
    return count(_items(batch), _judge[0])


def _items(batch: Sequence[str | Unread]) -> Iterator[Item | Skipped]:
    for file in batch:
        yield from [Skipped(Place(file.path), file.reason)] if isinstance(file, Unread) else read([file])

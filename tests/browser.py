"""A headless Chromium, axe-core and pdftotext, for the tests of the page. Each is missing on some machines.

Chromium is found by its usual names, or ``WATCHSPEC_CHROMIUM=PATH`` names it. axe-core is one file of the npm package
of that name: ``WATCHSPEC_AXE=PATH/axe.min.js``, or in the folder ``node_modules`` of this repository.
"""

import html
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")


def chromium() -> str:
    named = os.environ.get("WATCHSPEC_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        pytest.skip("there is no Chromium: install it, or name it with WATCHSPEC_CHROMIUM")
    return found


def axe() -> str:
    """The source of axe-core."""
    path = Path(os.environ.get("WATCHSPEC_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        pytest.skip("there is no axe-core: npm install --no-save axe-core, or name axe.min.js with WATCHSPEC_AXE")
    return path.read_text("utf-8")


def run(page: str, script: str, folder: Path, *, width: int = 1440, dark: bool = False) -> str:
    """What a script makes of the page at a width: the text that it hands to ``done``.

    The page is in a frame of that width, because a window cannot be as narrow as a telephone. Its policy forbids
    every script, so it is taken out, and nothing else.
    """
    open_page, policies = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert policies == 1, "the page has no policy"
    frame = f'<iframe id="f" style="border:0;width:{width}px;height:900px" srcdoc="{html.escape(open_page)}"></iframe>'
    code = f"""<script>
    const done = text => {{ const r = document.createElement("pre"); r.id = "result"; r.textContent = text;
      document.body.append(r); }};
    addEventListener("load", async () => {{ try {{ const page = document.getElementById("f").contentDocument;
      {script} }} catch (error) {{ done("failed: " + error) }} }});
    </script>"""
    path = folder / "frame.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body style='margin:0'>{frame}{code}", encoding="utf-8")
    scheme = [f"--blink-settings=preferredColorScheme={0 if dark else 1}"]
    command = [chromium(), *_OPTIONS, *scheme, "--virtual-time-budget=20000", "--dump-dom", path.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = re.search(r'<pre id="result">(.*?)</pre>', dumped, re.DOTALL)
    assert found, "the script did not end"
    return html.unescape(found[1])


def printed(page: str, folder: Path) -> list[str]:
    """The text of each printed page."""
    if not shutil.which("pdftotext"):
        pytest.skip("there is no pdftotext: install poppler-utils")
    source, pdf = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [chromium(), *_OPTIONS, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]

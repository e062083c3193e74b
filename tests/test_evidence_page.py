"""The page in a real browser: for everybody, on every screen and on paper; and harmless, whatever the specs say."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from compiler.evidence.facts import Asset, Mute
from compiler.evidence.page import page
from compiler.evidence.report import Report
from tests import browser
from tests.test_evidence_files import report

HOSTILE = "\"><script>alert(1)</script><img src=//evil.example onerror=alert(1)>'{{ 7*7 }}&<svg onload=alert(1)>"
PAGE = page(report())


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def names(text: str) -> set[str]:
    return {tag for tag, _ in Elements(text).found}


def hostile() -> Report:
    """Names and reasons of a kind that no check of the specs would let through."""
    whole = report()
    facts = whole.facts

    def spoiled_asset(row: Asset) -> Asset:
        return replace(row, name=HOSTILE, team=HOSTILE, identity=HOSTILE, reasons=(HOSTILE,), owner=HOSTILE)

    def spoiled_mute(row: Mute) -> Mute:
        return replace(row, name=HOSTILE, reason=HOSTILE, ticket=HOSTILE, approved_by=HOSTILE)

    assets, mutes = tuple(map(spoiled_asset, facts.assets)), tuple(map(spoiled_mute, facts.mutes))
    return replace(whole, facts=replace(facts, organization=HOSTILE, assets=assets, mutes=mutes))


def test_hostile_names_are_text() -> None:
    text = page(hostile())
    assert names(text) == names(PAGE)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert not [attributes for _, attributes in Elements(text).found if any(key.startswith("on") for key in attributes)]


def test_the_page_needs_nothing_else() -> None:
    """No script, and nothing that a browser would fetch; the policy says the same to the browser."""
    assert not names(PAGE) & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    references = [value for _, found in Elements(PAGE).found for key, value in found.items() if key in ("href", "src")]
    assert references
    assert all(value is not None and value.startswith("#") for value in references)
    assert not re.search(r"url\(|@import", PAGE)
    assert "default-src 'none'" in PAGE


def test_every_link_leads_to_a_section() -> None:
    found = Elements(PAGE).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {value[1:] for _, attributes in found if (value := attributes.get("href"))} <= set(ids)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_violation(width: int, dark: bool, tmp_path: Path) -> None:
    script = """const tag = page.createElement("script"); tag.textContent = %s; page.head.append(tag);
    const frame = document.getElementById("f").contentWindow;
    const found = await frame.axe.run(page, {resultTypes: ["violations"]});
    done(JSON.stringify(found.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)])));"""
    source = json.dumps(browser.axe()).replace("</", "<\\/")
    assert json.loads(browser.run(PAGE, script % source, tmp_path, width=width, dark=dark)) == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_off_the_page(width: int, tmp_path: Path) -> None:
    """Wide tables scroll in a box of their own."""
    script = """const root = page.documentElement;
    const off = [...page.querySelectorAll("body *")].filter(e => !e.closest(".t *")
      && e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.outerHTML.slice(0, 80));
    done(JSON.stringify([root.scrollWidth, off]));"""
    assert json.loads(browser.run(PAGE, script, tmp_path, width=width)) == [width, []]


def test_dark_is_dark(tmp_path: Path) -> None:
    script = "done(page.defaultView.getComputedStyle(page.body).backgroundColor);"
    assert browser.run(PAGE, script, tmp_path, dark=False) == "rgb(255, 255, 255)"
    assert browser.run(PAGE, script, tmp_path, dark=True) == "rgb(13, 17, 23)"


def test_hostile_names_run_nothing(tmp_path: Path) -> None:
    script = 'done(String(page.querySelectorAll("script,img,[onload],[onerror]").length));'
    assert browser.run(page(hostile()), script, tmp_path) == "0"


def test_on_paper_the_heads_of_tables_are_repeated(tmp_path: Path) -> None:
    """The table of protections is longer than a page."""
    whole = report()
    rows = tuple(replace(row, region=f"region-{n}") for n in range(12) for row in whole.facts.protections)
    pages = browser.printed(page(replace(whole, facts=replace(whole.facts, protections=rows))), tmp_path)
    with_rows = [text for text in pages if text.count("protections.") > 3 and "region-" in text]
    assert len(with_rows) > 1
    assert all(re.search(r"Protection +Region +Detector", text) for text in with_rows)

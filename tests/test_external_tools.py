"""Where the tests look for the AWS provider."""

import shutil
from pathlib import Path

import pytest

from tests.external_tools import NoProvider, install_provider, places


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WATCHSPEC_REGISTRY", "WATCHSPEC_PLUGIN_MIRROR", "TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_terraform_looks_first_and_without_network() -> None:
    first, *others = places()
    assert (first.mirror, first.network) == (None, False)
    assert all(place.mirror and not place.network for place in others)


@pytest.mark.parametrize(
    ("name", "value", "mirror", "network"),
    [("WATCHSPEC_REGISTRY", "1", None, True), ("WATCHSPEC_PLUGIN_MIRROR", "mirror", Path("mirror"), False)],
)
def test_the_environment_replaces_all_places(
    name: str, value: str, mirror: Path | None, network: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    (place,) = places()
    assert (place.mirror, place.network) == (mirror, network)


@pytest.mark.parametrize("configured", [True, False], ids=["in the CLI configuration", "in the environment"])
def test_the_plugin_cache_is_a_place_if_it_has_a_provider(
    configured: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    if configured:
        (tmp_path / "terraformrc").write_text('plugin_cache_dir = "$CACHES/cache"\n', "utf-8")
        monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(tmp_path / "terraformrc"))
        monkeypatch.setenv("CACHES", str(tmp_path))
    else:
        monkeypatch.setenv("TF_PLUGIN_CACHE_DIR", str(cache))
    assert cache not in [place.mirror for place in places()]
    (cache / "host.example/hashicorp/aws/6.56.0").mkdir(parents=True)
    assert places()[1].mirror == cache


@pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not on PATH")
def test_the_reason_names_the_place_and_what_terraform_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHSPEC_PLUGIN_MIRROR", str(tmp_path))
    with pytest.raises(NoProvider, match=rf"{tmp_path}: Failed to query available provider packages"):
        install_provider(tmp_path)

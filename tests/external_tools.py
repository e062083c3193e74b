"""The programs that some tests run where they are installed: Terraform with an AWS provider, and the CDKTF CLI.

``python -m tests.external_tools`` prints which of them were found.

The AWS provider is taken from the first of these places that has one:

1. where Terraform itself looks: the mirrors in its CLI configuration, or else the folders that it searches by default
2. Terraform's plugin cache
3. ``terraform.d/plugins`` in this repository
4. a folder in ``/opt`` that is a mirror

``WATCHSPEC_PLUGIN_MIRROR=DIR`` and ``WATCHSPEC_REGISTRY=1`` replace these places by a mirror and by the registry.
Only with the latter does Terraform have a network, so that tests download nothing large unless told to.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CLOSED_PORT = "http://127.0.0.1:9"
NO_NETWORK = {"HTTPS_PROXY": CLOSED_PORT, "HTTP_PROXY": CLOSED_PORT, "NO_PROXY": "", "no_proxy": ""}
# A mirror can be the plugin cache itself, and Terraform must not install from the cache into the cache.
NO_CONFIGURATION = {"TF_CLI_CONFIG_FILE": os.devnull, "TF_PLUGIN_CACHE_DIR": ""}


class TerraformError(Exception):
    """Terraform failed. The message is what it printed."""


class NoProvider(Exception):
    """There is no AWS provider. The message lists the places and what Terraform said about each."""


@dataclass(frozen=True)
class Place:
    """Where Terraform may take the provider from: a mirror, the network, or by default its own configuration."""

    name: str
    mirror: Path | None = None
    network: bool = False


@dataclass(frozen=True)
class Provider:
    """An AWS provider, and the folder in which ``terraform init`` has installed it."""

    version: str
    place: Place
    folder: Path


def terraform(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None, network: bool = False
) -> str:
    """Runs Terraform in a folder and returns its standard output.

    Raises:
        TerraformError: if it exits with an error.
    """
    variables = {**os.environ, "CHECKPOINT_DISABLE": "1", **({} if network else NO_NETWORK), **(environment or {})}
    done = subprocess.run(
        ["terraform", *arguments], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise TerraformError(done.stdout + done.stderr)
    return done.stdout


def places() -> list[Place]:
    """The places to look for the provider, in order."""
    if os.environ.get("WATCHSPEC_REGISTRY") == "1":
        return [Place("the registry", network=True)]
    if mirror := os.environ.get("WATCHSPEC_PLUGIN_MIRROR"):
        return [Place(mirror, Path(mirror))]
    folders = [*_plugin_caches(), ROOT / "terraform.d/plugins", *sorted(Path("/opt").glob("*"))]
    mirrors = [Place(str(folder), folder) for folder in folders if any(folder.glob("*/hashicorp/aws/*"))]
    return [Place("Terraform's configuration"), *mirrors]


def install_provider(folder: Path) -> Provider:
    """Installs the newest provider below the next major version; it can be older than what our stacks require.

    Raises:
        NoProvider: if no place has one.
    """
    _require_provider(folder)
    failures = []
    for place in places():
        try:
            _initialize(folder, place)
        except TerraformError as error:
            failures.append(f"{place.name}: {_reason(error)}")
        else:
            (version,) = json.loads(terraform(folder, "version", "-json"))["provider_selections"].values()
            return Provider(version, place, folder)
    hint = "tests/external_tools.py lists the places; the network is used only with WATCHSPEC_REGISTRY=1"
    raise NoProvider(f"no AWS provider ({hint}). {'; '.join(failures)}")


def cdktf_cli() -> str | None:
    """The CDKTF CLI that ``WATCHSPEC_CDKTF`` names, that ``make cdktf-cli`` has installed, or that is on ``PATH``."""
    installed = Path(sys.prefix) / "cdktf-cli/node_modules/.bin/cdktf"
    return os.environ.get("WATCHSPEC_CDKTF") or (str(installed) if installed.exists() else shutil.which("cdktf"))


def _initialize(folder: Path, place: Place) -> None:
    if place.mirror:
        mirror = f"-plugin-dir={place.mirror.absolute()}"
        terraform(folder, "init", "-input=false", "-no-color", mirror, environment=NO_CONFIGURATION)
    else:
        terraform(folder, "init", "-input=false", "-no-color", network=place.network)


def _require_provider(folder: Path) -> None:
    """Of ``>= 6.56.0, < 7.0.0`` in the golden stacks only ``< 7.0.0``: tests can do with an older provider."""
    stack = json.loads(min(ROOT.glob("tests/golden/example/stacks/*/cdk.tf.json")).read_text("utf-8"))
    required = stack["terraform"]["required_providers"]
    required["aws"]["version"] = required["aws"]["version"].rpartition(",")[2].strip()
    settings = {"backend": {"local": {}}, "required_providers": required}
    (folder / "main.tf.json").write_text(json.dumps({"terraform": settings}), "utf-8")


def _plugin_caches() -> Iterator[Path]:
    """The cache that the environment names, then that of the CLI configuration.

    They are listed here because Terraform reads its cache only after it has asked a registry.
    """
    configuration = Path(os.environ.get("TF_CLI_CONFIG_FILE") or Path.home() / ".terraformrc")
    text = configuration.read_text("utf-8") if configuration.is_file() else ""
    named = re.findall(r'^\s*plugin_cache_dir\s*=\s*"(.+)"', text, re.MULTILINE)
    for path in (os.environ.get("TF_PLUGIN_CACHE_DIR"), *named):
        if path:
            yield Path(os.path.expandvars(path))


def _reason(error: TerraformError) -> str:
    """The first error that Terraform printed, in one line."""
    text = str(error).rpartition("Error: ")[2].partition("\n\nTo see")[0]
    return " ".join(text.split())


def _summary() -> Iterator[str]:
    if not shutil.which("terraform"):
        yield "Terraform: none on PATH"
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"Terraform: {json.loads(terraform(Path(folder), 'version', '-json'))['terraform_version']}"
            try:
                provider = install_provider(Path(folder))
                yield f"AWS provider: {provider.version} from {provider.place.name}"
            except NoProvider as error:
                yield str(error)
    yield f"CDKTF CLI: {cdktf_cli() or 'none (make cdktf-cli installs it)'}"


if __name__ == "__main__":
    for line in _summary():
        sys.stdout.write(f"{line}\n")

"""How watchspec is installed: as a package, or not at all, as the clone in which it is written.

Its folder is called ``compiler`` in a clone, and ``watchspec`` where a wheel has brought it.
"""

PACKAGE = "watchspec"
WITH_EXTRA = f"'{PACKAGE}[synth]'"
_OF_EXTRA = frozenset({"cdktf", "cdktf_cdktf_provider_aws", "constructs", "jsii"})


def is_of_extra(module: str | None) -> bool:
    """Whether a package that cannot be imported comes with the extra, so that it may be missing."""
    return module in _OF_EXTRA


def is_package() -> bool:
    return __name__.partition(".")[0] == PACKAGE


def advice_without(module: str | None) -> str:
    """What to do where a module of another package cannot be imported."""
    if not is_package():
        return f"The package {module} is missing. Run make, then .venv/bin/python main.py"
    if is_of_extra(module):
        needed = f"This command needs CDKTF and Node, and {PACKAGE} is installed without them."
        return f"{needed}\nInstall it as {WITH_EXTRA}, for example: pip install {WITH_EXTRA}"
    return f"The package {module} is missing. Install {PACKAGE} again, for example: pip install {PACKAGE}"

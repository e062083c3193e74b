"""The formats in which problems are printed, and how: one table, so that names and renderers cannot disagree."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial

from ..terminal import PIPE, Screen
from . import Diagnostic
from .machine import render_github, render_json, render_sarif
from .text import render as render_text

Renderer = Callable[[Iterable[Diagnostic]], str]


class Format(StrEnum):
    """How problems are printed, by the name that the command line gives it."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


RENDERERS: dict[Format, Renderer] = {
    Format.TEXT: render_text,
    Format.JSON: render_json,
    Format.GITHUB: render_github,
    Format.SARIF: render_sarif,
}


def renderer(form: Format, screen: Screen = PIPE) -> Renderer:
    """The renderer of a format. What machines read never depends on the screen."""
    return partial(render_text, screen=screen) if form is Format.TEXT else RENDERERS[form]

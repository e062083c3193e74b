"""What all commands have in common."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, get_args

from ..arguments import argument, folder, options
from .values import SPECS, ProblemFormat


@options
class Command(ABC):
    """``format`` is how the result is printed, and problems in the specs too."""

    format: str = "text"
    needs_node: ClassVar[bool] = False

    @property
    def format_of_problems(self) -> str:
        return self.format

    @abstractmethod
    def run(self) -> int:
        """Runs the command and returns its exit code.

        Raises:
            SpecError: the specs have errors, and the command has printed nothing.
        """


@options
class SpecsCommand(Command):
    """A command that reads the specs."""

    specs: Path = argument(
        "--specs", type=folder, default=SPECS, metavar="DIR", help="folder of the specs (default: specs)"
    )

    @property
    def goes_without_specs(self) -> bool:
        """Whether it has a result where there is no such folder."""
        return False


@options
class ProblemsCommand(SpecsCommand):
    """A command of which the problems matter most, so that it prints them in every format."""

    format: ProblemFormat = argument(
        "--format", choices=get_args(ProblemFormat), default="text", help="output format of problems (default: text)"
    )

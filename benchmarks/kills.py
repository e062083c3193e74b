"""Kills ``synth`` at every step of writing ``cdktf.out``, and looks at what the next run makes of it.

A step is a system call on the output folder that changes something. Before the first round's step, the process is
killed with SIGKILL; in the next round, one step later; and so on, until a run ends by itself; then again, until there
were as many kills as asked for (100). After each kill the tree has to be the old one, or the new one, or ``synth
--check`` has to say that it is mixed; and the next ``synth`` has to write the new one and leave nothing else.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
REGIONS = ("us-east-1", "us-east-2", "eu-west-1", "eu-north-1")
ORGANIZATION = """\
organization: acme
administrator: {{account: "999988887777"}}
membership: {{mode: invitation}}
regions: [{regions}]
detector: {{publish_every: {publish_every}}}
"""
# Runs main.py with a hook that kills the process before its nth step.
KILLED = """
import os, signal, sys
step, out, arguments = int(sys.argv[1]), os.path.realpath(sys.argv[2]), sys.argv[3:]
seen = 0
def before(event, values):
    global seen
    if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"} and str(values[0]).startswith(out):
        seen += 1
        if seen > step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(before)
from compiler.entry import main
sys.exit(main(arguments))
"""
Tree = dict[str, bytes]


def tree(out: Path) -> Tree:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def stacks(out: Path) -> Tree:
    """Without what a killed run leaves."""
    return {path: content for path, content in tree(out).items() if not path.startswith(".")}


def synth(specs: Path, out: Path, *options: str, step: int | None = None) -> subprocess.CompletedProcess[str]:
    command = ["main.py"] if step is None else ["-c", KILLED, str(step), str(out)]
    arguments = ["synth", "--specs", str(specs), "--out", str(out), *options]
    return subprocess.run([sys.executable, *command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def specs(folder: Path, regions: tuple[str, ...], publish_every: str) -> Path:
    folder.mkdir()
    text = ORGANIZATION.format(regions=", ".join(regions), publish_every=publish_every)
    (folder / "organization.yaml").write_text(text, "utf-8")
    return folder


def is_right(new_specs: Path, out: Path, old: Tree, new: Tree) -> bool:
    """Whether a killed run left a tree that is whole or known to be mixed, and the next run repairs it."""
    is_whole = stacks(out) in (old, new)
    is_known = "left old and new stacks mixed" in synth(new_specs, out, "--check").stderr
    synth(new_specs, out)
    return (is_whole or is_known) and tree(out) == new


def main(kills: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        home, out = Path(folder), Path(folder, "out")
        before = specs(home / "before", REGIONS[:3], "6h")
        after = specs(home / "after", (*REGIONS[:2], REGIONS[3]), "15m")
        synth(before, home / "old")
        synth(after, home / "new")
        old, new = tree(home / "old"), tree(home / "new")
        right = killed = step = whole = 0
        while killed < kills:
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(home / "old", out)
            was_killed = synth(after, out, step=step).returncode == -signal.SIGKILL
            step = step + 1 if was_killed else 0
            killed += was_killed
            whole += was_killed and stacks(out) in (old, new)
            right += was_killed and is_right(after, out, old, new)
    print(f"{right} of {killed} kills: {whole} left a whole tree, and the others one that the next run says is mixed")
    return int(right != killed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))

"""What cdktf.json and people run in a clone: the command ``watchspec``, without an installation."""

from compiler.entry import run

if __name__ == "__main__":
    run()

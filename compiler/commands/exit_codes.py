"""The exit codes of all commands."""

CLEAN = 0
PROBLEMS = 1  # problems in the specs, stale output, a failed test, or findings that cannot be read
USAGE = 2  # a wrong command line
BUG = 70  # a fault of the compiler
ENVIRONMENT = 74  # a full disk, a stream that cannot be written, a process that was killed
BROKEN_PIPE = 141  # as shells report it: 128 and the number of SIGPIPE

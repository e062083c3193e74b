"""Failures of the environment: a full disk, a folder that cannot be written, a process that was killed.

They are neither the author's mistakes nor faults of the compiler, so they are reported in one line.
"""

import errno

_ERRORS = {
    errno.EACCES, errno.EAGAIN, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOLCK,
    errno.ENOMEM, errno.ENOSPC, errno.EPERM, errno.EROFS, errno.ESTALE,
}  # fmt: skip
"""What a correct program can meet anywhere. A missing file, a loop of links or a long name is not among them."""


class EnvironmentFailure(Exception):
    """The message says what failed, in one line, for the user."""


def failure_of(error: BaseException) -> str | None:
    """What failed, in one line; None if the error is not one of the environment."""
    if isinstance(error, EnvironmentFailure):
        return str(error)
    if not isinstance(error, OSError) or error.errno not in _ERRORS:
        return None
    return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)

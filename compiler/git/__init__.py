"""Git, as far as it is read: commits, their files, and which commit comes after which. Nothing is written.

``process``  how git is run: with fixed arguments, and so that nothing of a repository is run.
``commits``  the commit that a revision names, its time, and the commits before it.
``files``    the files of a commit.
``objects``  many objects from one process: contents and folders.

What a person wrote is never where git would take it for an option. The repository may be anybody's. So only commands
run that read objects as they are stored: no attribute hides or changes a file, and no setting of the repository names
a program that is run.
"""

from .commits import NoRevision, Revision, check_repository, commit_of, is_shallow, prefix_of, revisions, time_of
from .files import Blob, Kind, content, contents, files, files_and_links, listed
from .objects import Member, Objects

__all__ = (
    "Blob",
    "Kind",
    "Member",
    "NoRevision",
    "Objects",
    "Revision",
    "check_repository",
    "commit_of",
    "content",
    "contents",
    "files",
    "files_and_links",
    "is_shallow",
    "listed",
    "prefix_of",
    "revisions",
    "time_of",
)

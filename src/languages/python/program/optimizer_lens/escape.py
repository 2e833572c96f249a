"""What ends a recording, and the place in the user's code where it happened."""

import os
import sys

from .importing import GUARDED

MADE = []
"""All escapes since the recording began."""

_OWN_FOLDER = os.path.dirname(os.path.dirname(sys._getframe().f_code.co_filename))


class Escape(BaseException):
    """The code did something with a traced value that cannot be followed, so its derivative would be lost.

    No ``Exception``, so that ``except Exception`` in the user's code does not swallow it; what a bare ``except``
    swallows is found in `MADE` when the recording ends.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason
        self.place = user_place()
        self.module = installed_module(sys._getframe(1))
        MADE.append(self)


def is_own(filename):
    """Whether a code object's file belongs to this program."""
    return filename.startswith(_OWN_FOLDER)


def is_user_file(filename):
    """Whether a file is code the user works on: neither this program nor anything installed or made up."""
    return not (
        is_own(filename)
        or filename.startswith("<")
        or _is_installed(filename)
        or filename.startswith(os.path.dirname(os.__file__) + os.sep)
    )


def _is_installed(filename):
    return any(os.sep + folder + os.sep in filename for folder in ("site-packages", "dist-packages"))


def installed_module(frame):
    """The name of the installed module whose code it is, where the user's calls it; none of the libraries with rules."""
    while frame is not None and not is_user_file(frame.f_code.co_filename):
        name = frame.f_globals.get("__name__") or ""
        if _is_installed(frame.f_code.co_filename) and name.partition(".")[0] not in GUARDED:
            return name
        frame = frame.f_back
    return None


def user_place():
    """``(file, line)`` of the innermost frame of the user's code, or None."""
    frame = sys._getframe(1)
    while frame is not None:
        if is_user_file(frame.f_code.co_filename):
            return frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
    return None

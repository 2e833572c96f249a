"""What ends a recording, and the place in the user's code where it happened."""

import os
import sys

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
        MADE.append(self)


def is_own(filename):
    """Whether a code object's file belongs to this program."""
    return filename.startswith(_OWN_FOLDER)


def is_user_file(filename):
    """Whether a file is code the user works on: neither this program nor anything installed or made up."""
    return not (
        is_own(filename)
        or filename.startswith("<")
        or os.sep + "site-packages" + os.sep in filename
        or os.sep + "dist-packages" + os.sep in filename
        or filename.startswith(os.path.dirname(os.__file__) + os.sep)
    )


def user_place():
    """``(file, line)`` of the innermost frame of the user's code, or None."""
    frame = sys._getframe(1)
    while frame is not None:
        if is_user_file(frame.f_code.co_filename):
            return frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
    return None

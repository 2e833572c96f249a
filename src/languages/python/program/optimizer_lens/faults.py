"""What went wrong in the user's code: the message, and the place of the deepest frame that is theirs."""

import os
import sys
import traceback

from .escape import is_user_file
from .importing import OVERLAYS


def fault_of(error):
    """``{kind, message, file, line, column, endLine, endColumn}``; lines from 1, columns from 0 in UTF-16."""
    fault = {"kind": type(error).__name__, "message": message_of(error)}
    if isinstance(error, SyntaxError) and error.filename:
        fault.update(_syntax_place(error))
    else:
        fault.update(_deepest_place(error) or {})
    return fault


def message_of(error):
    """One line as Python prints it last."""
    if isinstance(error, SyntaxError):
        return "%s: %s" % (type(error).__name__, error.msg)
    try:
        return "".join(traceback.format_exception_only(type(error), error)).strip()
    except Exception:
        return type(error).__name__


def _syntax_place(error):
    place = {"file": os.path.abspath(error.filename), "line": error.lineno or 1}
    if error.offset:
        line = (error.text or "").rstrip("\n")
        place["column"] = utf16_length(line[: error.offset - 1])
        end = getattr(error, "end_offset", None)
        if end and getattr(error, "end_lineno", None) == error.lineno and end > error.offset:
            place["endLine"] = error.lineno
            place["endColumn"] = utf16_length(line[: end - 1])
    return place


def _deepest_place(error):
    found = None
    step = error.__traceback__
    while step is not None:
        if is_user_file(step.tb_frame.f_code.co_filename):
            found = step
        step = step.tb_next
    if found is None:
        return None
    code = found.tb_frame.f_code
    place = {"file": code.co_filename, "line": found.tb_lineno}
    if sys.version_info >= (3, 11):
        place.update(_columns(code, found.tb_lasti))
    return place


def _columns(code, instruction):
    positions = list(code.co_positions())
    line, end_line, column, end_column = positions[instruction // 2]
    if None in (line, end_line, column, end_column):
        return {}
    return {
        "line": line,
        "column": _utf16_column(code.co_filename, line, column),
        "endLine": end_line,
        "endColumn": _utf16_column(code.co_filename, end_line, end_column),
    }


def _utf16_column(file, line, column):
    lines = source_of(file).splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    return utf16_length(text.encode("utf-8")[:column].decode("utf-8", "replace"))


def utf16_length(text):
    """How many units of UTF-16 a text takes, by which editors count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def source_of(file):
    """A file's text, unsaved text first; empty if it cannot be read."""
    if file in OVERLAYS:
        return OVERLAYS[file]
    try:
        with open(file, encoding="utf-8-sig") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError):
        return ""

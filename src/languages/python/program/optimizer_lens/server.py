"""Requests and their answers. Fields beside ``id`` and ``request``:

    hello                                   → {python, executable, pid, modules: {name: version | null}}
    load {file, text, root, function, overlays?: {path: text}, paths?: [folder]}
        → {parameters: [{name, kind, hasDefault, default?}], bound: [{name, kind, shape}],
           calls: [{callee, line, start?, arguments: [expression]}], omitted: [{line, endLine}]}
    prepare {arguments: [{name, start, as?} | {name, data: expression}]}
        → {dimension, start: [number | null]} + blob: the start
    value {} + blob: θ                      → {} + blob: the value
    trace {} + blob: θ                      → {program, valueAt} + blob: the program's, the value at valueAt
                                              | {escape: {reason, file?, line?}}
    gradient {method?: "reverse" | "differences"} + blob: θ
                                            → {} + blob: value, gradient | {escape: …}
    returnedGradient {} + blob: θ           → {} + blob: the gradient the function returns; {none: true}
    ping                                    → {}
    shutdown                                → {}, and the program ends

``timeout`` (seconds) in any request writes all threads' tracebacks to descriptor 2 once it has passed, and goes on.
"""

import faulthandler
import importlib.util
import inspect
import os
import platform
import struct
import sys

from .arguments import Layout
from .escape import Escape
from .faults import fault_of
from .loading import load
from .calls import minimizer_calls
from .objective import Objective
from .suggestions import bound_names, described_calls, described_parameters, needed_names

LIBRARIES = ("numpy", "scipy", "torch", "jax")


class Server:
    """One function at a time, as the runner asks for it."""

    def __init__(self, channel, streams):
        self._channel = channel
        self._streams = streams
        self._unit = None
        self._function = None
        self._objective = None

    def serve(self):
        """Answers until the other side closes or says so."""
        while True:
            received = self._channel.receive()
            if received is None:
                return
            head, blob = received
            for stream in self._streams:
                stream.start_request()
            answer, data = self._guarded(head, blob)
            for stream in self._streams:
                stream.end_request()
            answer["id"] = head.get("id")
            self._channel.send(answer, data)
            if head.get("request") == "shutdown":
                return

    def _guarded(self, head, blob):
        """The answer, or the fault; an interrupt is a fault, too."""
        timeout = head.get("timeout")
        if timeout:
            faulthandler.dump_traceback_later(timeout, file=2)
        try:
            answer, data = self._answer(head, blob)
            return {"answer": answer}, data
        except Escape as escape:
            return {"answer": {"escape": described_escape(escape)}}, b""
        except BaseException as error:
            return {"fault": fault_of(error)}, b""
        finally:
            if timeout:
                faulthandler.cancel_dump_traceback_later()

    def _answer(self, head, blob):
        request = head.get("request")
        if request in ("ping", "shutdown"):
            return {}, b""
        method = getattr(self, "_" + str(request), None)
        if request not in _REQUESTS or method is None:
            raise ValueError("unknown request %r" % (request,))
        return method(head, blob)

    def _hello(self, head, blob):
        modules = {name: _version(name) for name in LIBRARIES}
        about = {"python": platform.python_version(), "executable": sys.executable, "pid": os.getpid()}
        return dict(about, modules=modules), b""

    def _load(self, head, blob):
        file, text, name = os.path.abspath(head["file"]), head["text"], head["function"]
        names = needed_names(text, file, name)
        root = head.get("root") or os.path.dirname(file)
        self._objective = None
        self._unit = load(file, text, head.get("overlays") or {}, root, head.get("paths") or [], names)
        self._function = _resolved(self._unit.module, name)
        parameters = described_parameters(inspect.signature(self._function))
        calls = described_calls(minimizer_calls(self._unit.tree, name), self._unit.module.__dict__)
        omitted = [{"line": one.lineno, "endLine": getattr(one, "end_lineno", one.lineno)} for one in self._unit.omitted]
        bound = bound_names(parameters, self._unit.module.__dict__)
        return {"parameters": parameters, "bound": bound, "calls": calls, "omitted": omitted}, b""

    def _prepare(self, head, blob):
        layout = Layout(head["arguments"], self._unit.module.__dict__)
        self._objective = Objective(self._unit, self._function, layout)
        return {"dimension": layout.dimension}, _packed(layout.start)

    def _value(self, head, blob):
        return {}, _packed([self._objective.value(_unpacked(blob))])

    def _trace(self, head, blob):
        theta = _unpacked(blob)
        recording, output, returned = self._objective.trace(theta)
        data = bytes(recording.blob)
        value = self._objective.value(theta)
        return {"program": recording.head(output), "valueAt": len(data)}, data + _packed([value])

    def _gradient(self, head, blob):
        theta = _unpacked(blob)
        by_differences = head.get("method") == "differences"
        value, gradient = (self._objective.differences if by_differences else self._objective.gradient)(theta)
        return {}, _packed([value, *gradient])

    def _returnedGradient(self, head, blob):
        gradient = self._objective.returned_gradient(_unpacked(blob))
        return ({"none": True}, b"") if gradient is None else ({}, _packed(gradient))


_REQUESTS = ("hello", "load", "prepare", "value", "trace", "gradient", "returnedGradient")


def described_escape(escape):
    """Why a recording ended, and where."""
    place = {} if escape.place is None else {"file": escape.place[0], "line": escape.place[1]}
    return dict(place, reason=escape.reason)


def _version(name):
    """The version of a library that could be imported, without importing a large one; null if it is not there."""
    module = sys.modules.get(name)
    if module is not None:
        return getattr(module, "__version__", "")
    try:
        if importlib.util.find_spec(name) is None:
            return None
        from importlib import metadata

        return metadata.version(name)
    except Exception:
        return None


def _resolved(module, name):
    found = module
    for part in name.split("."):
        found = getattr(found, part)
    if not callable(found):
        raise TypeError("%s is %s, not a function" % (name, type(found).__name__))
    return found


def _packed(numbers):
    return struct.pack("<%dd" % len(numbers), *numbers)


def _unpacked(blob):
    return list(struct.unpack("<%dd" % (len(blob) // 8), blob))

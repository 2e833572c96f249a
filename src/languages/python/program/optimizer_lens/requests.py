"""Requests and their answers. Fields beside ``id`` and ``request``:

    hello                                   → {python, executable, pid, numpy: version | null}
    load {file, text, root, function, data?: [name], overlays?: {path: text}, paths?: [folder]}
        → {parameters: [{name, kind, hasDefault, default?}], bound: [{name, kind, shape}],
           calls: [{callee, line, start?, arguments: [expression]}], omitted: [{line, endLine}],
           by?: the object or the call that the function is reached by, see `reaching`}
    prepare {arguments: [{name, start, as?: "list" | "array" | "tensor" | "jax"} | {name, data: expression}],
             samples?: expression}
        → {dimension, tensors: whether the function computes with torch or jax, samples?: {count} | {kind}}
          + blob: the start. With samples the function's last argument is one, and its value the mean over them;
          what holds none answers with the kind of thing it is, and the function is not ready.
    capture {…as load, line}: the file runs as a person would run it, until a second, differing call of the function
        → {parameters: [name], data: [name], dimension, tensors, starts: {name: nested}} + blob: the start
    value {samples?: [index]} + blob: θ     → {} + blob: the value; the mean over the samples, all unless given
    values {} + blob: points one after another → {} + blob: the values at the first of them: as many as come without an
                                              exception and in `ENOUGH` seconds
    trace {} + blob: θ                      → {program, valueAt} + blob: the program's, the value at valueAt
                                              | {escape: {reason, file?, line?}}
    traceSamples {samples?: [index]} + blob: θ
        → {groups: [{program, samples: [index], key, table: bytes, slots: bytes}]} + blob: of each group its program's
          tables, then its slots, one row of doubles a sample | {escape: …}. See `samples.SampleGroups`.
    gradient {method?: "best" | "reverse" | "differences", sample?: index} + blob: θ
        → {method: "reverse" | "torch" | "jax" | "differences", escape?: why by differences} + blob: value, gradient
    returnedGradient {} + blob: θ           → {} + blob: the gradient the function returns; {none: true}
    loadUpdate {…as load, key}              → {}; the update of an optimizer, kept by its key beside the function
    update {key, state: [name] | null, hyperparameters: [name], choices: {name: value}} + blob: the numbers, see `updates`
        → {fields: [[path, null | kind]]} + blob: the numbers among them | {unknown: true}: no update has the key
    traceUpdate {…as update}                → {program, paths: [path], outputs: [node]} + blob | {unknown} | {escape: …}
    ping                                    → {}
    shutdown                                → {}, and the program ends

``timeout`` (seconds) in any request writes all threads' tracebacks to descriptor 2 once it has passed, and goes on
(50 µs a request); SIGUSR1 does so at once where there are signals. SIGINT ends the request under way with a
KeyboardInterrupt.
"""

import inspect
import os
import struct
import sys
import time

from .arguments import Layout
from .calls import minimizer_calls
from .capture import capture
from .loading import forget, load, load_fresh
from .objective import Objective
from .reaching import reach
from .samples import sample_list
from .suggestions import bound_names, described_calls, described_parameters, needed_names
from .tensors import Precision, is_precision_error
from .tracing import np
from .updates import Update

ENOUGH = 0.05
"""Seconds after which the values of further points are left to be asked for, as one call may take as long as it may."""

MOST_UPDATES = 16
"""Updates of optimizers that are kept loaded."""


class Requests:
    """One function at a time, as the runner asks for it."""

    def __init__(self):
        self._unit = None
        self._function = None
        self._objective = None
        self._updates = {}
        self._made = []
        self._single = set()

    def answer(self, head, blob):
        """``(answer, blob)``; raises what the user's code raises, and `Escape`."""
        request = head.get("request")
        if request in ("ping", "shutdown"):
            return {}, b""
        method = getattr(self, "_" + str(request), None)
        if request not in _REQUESTS or method is None:
            raise ValueError("unknown request %r" % (request,))
        if request in ("load", "capture"):
            self._made = []
            Precision.single = os.path.abspath(head["file"]) in self._single
            Precision.apply()
        if request in ("load", "capture", "prepare"):
            self._made = self._made[:1] + [(method, head)]
        try:
            return method(head, blob)
        except RuntimeError as error:
            if Precision.single or not is_precision_error(error):
                raise
        return self._in_single_precision(method, head, blob)

    def _in_single_precision(self, method, head, blob):
        """Loads a torch file again that mixes in single precision of its own, and asks again."""
        Precision.single = True
        Precision.apply()
        file = os.path.abspath(self._made[0][1]["file"])
        self._single.add(file)
        forget(file)
        answer = None
        for made, its_head in self._made:
            answer = made(its_head, b"")
        return answer if head is self._made[-1][1] else method(head, blob)

    def _hello(self, head, blob):
        about = {"python": "%d.%d.%d" % sys.version_info[:3], "executable": sys.executable, "pid": os.getpid()}
        return dict(about, numpy=None if np is None else np.__version__), b""

    def _load(self, head, blob):
        name = head["function"]
        self._objective = None
        self._unit = loaded_unit(head)
        self._function, how = reach(self._unit, name)
        parameters = described_parameters(inspect.signature(self._function))
        calls = described_calls(minimizer_calls(self._unit.tree, name), self._unit.module.__dict__)
        omitted = [{"line": one.lineno, "endLine": one.end_lineno} for one in self._unit.omitted]
        bound = bound_names(parameters, self._unit.module.__dict__)
        answer = {"parameters": parameters, "bound": bound, "calls": calls, "omitted": omitted}
        return answer if how is None else dict(answer, by=how), b""

    def _prepare(self, head, blob):
        namespace = self._unit.module.__dict__
        layout = Layout(head["arguments"], self._function, namespace)
        answer, samples = described_layout(layout), None
        if "samples" in head:
            held = eval(head["samples"], namespace)
            samples = sample_list(held)
            answer["samples"] = {"kind": type(held).__name__} if samples is None else {"count": len(samples)}
        self._objective = Objective(self._unit, self._function, layout, samples)
        return answer, _packed(layout.start)

    def _capture(self, head, blob):
        run = lambda unit: capture(unit, head["function"], head["line"])
        self._unit, seen = load_fresh(*described_source(head), run)
        self._function = seen.function
        layout = Layout.of_call(seen.arguments, seen.changed, seen.kinds)
        self._objective = Objective(self._unit, self._function, layout)
        data = [one for one in seen.arguments if one not in seen.changed]
        starts = {one: seen.arguments[one] for one in seen.changed}
        answer = {"parameters": seen.changed, "data": data, "starts": starts}
        return dict(answer, **described_layout(layout)), _packed(layout.start)

    def _value(self, head, blob):
        return {}, _packed([self._objective.value(_unpacked(blob), head.get("samples"))])

    def _values(self, head, blob):
        points = _unpacked(blob)
        size = self._objective.layout.dimension
        values, end = [], time.perf_counter() + ENOUGH
        try:
            for first in range(0, len(points), max(1, size)):
                values.append(self._objective.value(points[first : first + size]))
                if time.perf_counter() > end:
                    break
        except Exception:
            pass  # Asked for by itself, the point tells what it raises.
        return {}, _packed(values)

    def _trace(self, head, blob):
        theta = _unpacked(blob)
        recording, output = self._objective.trace(theta)
        program = recording.head(output)
        data = bytes(recording.blob)
        value = self._objective.value(theta)
        return {"program": program, "valueAt": len(data)}, data + _packed([value])

    def _traceSamples(self, head, blob):
        groups, data = [], []
        for group in self._objective.trace_samples(_unpacked(blob), head.get("samples")):
            answer, table, slots = group.described()
            groups.append(dict(answer, table=len(table), slots=len(slots)))
            data += [table, slots]
        return {"groups": groups}, b"".join(data)

    def _gradient(self, head, blob):
        method, theta = head.get("method", "best"), _unpacked(blob)
        method, value, gradient = self._objective.gradient(theta, method, head.get("sample"))
        answer = {"method": method}
        if method == "differences" and self._objective.escaped is not None:
            answer["escape"] = described_escape(self._objective.escaped)
        return answer, _packed([value]) + _packed(gradient)

    def _loadUpdate(self, head, blob):
        unit = loaded_unit(head)
        while len(self._updates) >= MOST_UPDATES:
            del self._updates[next(iter(self._updates))]
        self._updates[head["key"]] = Update(unit, reach(unit, head["function"])[0])
        return {}, b""

    def _update(self, head, blob):
        update = self._updates.get(head["key"])
        if update is None:
            return {"unknown": True}, b""
        fields, numbers = update.call(head, _unpacked(blob))
        return {"fields": fields}, _packed(numbers)

    def _traceUpdate(self, head, blob):
        update = self._updates.get(head["key"])
        if update is None:
            return {"unknown": True}, b""
        recording, paths, outputs = update.trace(head, _unpacked(blob))
        program = recording.head(0)
        return {"program": program, "paths": paths, "outputs": outputs}, bytes(recording.blob)

    def _returnedGradient(self, head, blob):
        gradient = self._objective.returned_gradient(_unpacked(blob))
        return ({"none": True}, b"") if gradient is None else ({}, _packed(gradient))


_REQUESTS = frozenset(
    "hello load prepare capture value values trace traceSamples gradient returnedGradient "
    "loadUpdate update traceUpdate".split()
)


def described_source(head):
    """Where code stands: its file and text, the texts that are not saved, its root and other folders of modules."""
    file = os.path.abspath(head["file"])
    root = head.get("root") or os.path.dirname(file)
    return file, head["text"], head.get("overlays") or {}, root, head.get("paths") or []


def loaded_unit(head):
    """The file of a function, of which no more runs than that one needs."""
    source = described_source(head)
    return load(*source, needed_names(head["text"], source[0], head["function"], head.get("data")))


def described_layout(layout):
    """How many parameters there are, and whether a library of tensors computes with them."""
    return {"dimension": layout.dimension, "tensors": layout.takes_tensors or layout.takes_jax}


def described_escape(escape):
    """Why a recording ended, and where."""
    place = {} if escape.place is None else {"file": escape.place[0], "line": escape.place[1]}
    return dict(place, reason=escape.reason)


_MANY = 64
"""More numbers than this are handed over as an array, without a Python object for each."""


def _packed(numbers):
    if np is not None and len(numbers) > _MANY:
        return np.asarray(numbers, "<f8").tobytes()
    return struct.pack("<%dd" % len(numbers), *numbers)


def _unpacked(blob):
    if np is not None and len(blob) > 8 * _MANY:
        return np.frombuffer(blob, "<f8")
    return list(struct.unpack("<%dd" % (len(blob) // 8), blob))

"""Random array programs as text: views, slices, writes in place, masks, broadcasting, reductions, branches."""

import random
import textwrap

SHAPES = [(), (1,), (0,), (3,), (4,), (2, 3), (1, 3), (3, 1), (2, 1, 3)]

UNARY = """-{a} | np.exp(0.3*{a}) | np.sin({a}) | np.tanh({a}) | {a}*{a} | np.abs({a}) | np.sqrt({a}*{a} + 1) | np.log1p({a}*{a})
np.arctan({a}) | {a}**2 | {a}**3 | np.square({a}) | 1/({a}*{a} + 2) | np.where({a} > 0.1, {a}, 0.5*{a}) | np.maximum({a}, 0.2)
np.minimum({a}, 0.3) | np.clip({a}, -0.8, 0.9) | np.logaddexp({a}, 0.3) | np.cumsum({a}) | np.atleast_1d({a}) | np.ravel({a}) | {a}.T
{a}.copy() | {a}[...] | {a}[None] | np.sum({a}) | np.sum({a}, keepdims=True) | {a}.reshape(-1) | np.atleast_1d({a})[::-1]
np.atleast_1d({a})[1:] | np.atleast_1d({a})[:1] | np.atleast_1d({a})[..., None] | np.repeat({a}, 2) | np.sort(np.ravel({a})) | {a} % 0.7
np.concatenate([np.ravel({a}), [0.5]]) | np.ravel({a})[np.ravel({a}) > 0] | {a}*({a} > 0) | np.floor({a}) * {a} | np.sign({a})*{a}""".replace("\n", "|").split("|")

BINARY = """{a} + {b} | {a} - {b} | {a} * {b} | {a} / ({b}*{b} + 1) | np.maximum({a}, {b}) | np.minimum({a}, {b}) | np.hypot({a}, {b} + 3)
np.where({a} > {b}, {a}, {b}) | np.arctan2({a}, {b} + 3) | np.logaddexp({a}, {b}) | np.outer({a}, {b}) | np.dot(np.ravel({a})[:1], np.ravel({b})[:1])
np.concatenate([np.ravel({a}), np.ravel({b})]) | np.multiply.outer({a}, {b})""".replace("\n", "|").split("|")

REDUCED = """np.sum({a}, axis={i}) | np.mean({a}, axis={i}, keepdims=True) | np.prod({a}, axis={i}) | np.max({a}, axis={i}) | np.min({a}, axis={i})
np.cumsum({a}, axis={i}) | np.flip({a}, {i}) | np.roll({a}, 1, {i}) | np.diff({a}, axis={i}) | np.expand_dims({a}, {i}) | np.take({a}, [0, 0], {i})
np.argmax({a}, axis={i}) * 1.0 | np.std({a}, axis={i})""".replace("\n", "|").split("|")

WRITES = """{a}[...] = {s} | {a}[0] = {s} | {a}[-1] += {s} | {a}[:1] *= 1.5 | {a}[::2] = {a}[::2] * {s} | {a} += {s} | {a} *= 0.9 | {a}[{a} > 0] = {s}
{a}[{a} < 0] *= -1 | {a}[[0]] = {s} | {v} = {a}[1:]; {v} *= 0.5 | {v} = {a}.reshape(-1); {v}[0] = {s} | {v} = {a}[::-1]; {v}[:1] += {s}
{v} = {a}.T; {v}[..., 0] = {s} | {v} = {a}[None]; {v}[0, ..., :1] -= {s} | {a}.fill({s}) | np.add.at({a}, [0, 0], {s}) | {a}[1:] = {a}[:-1]""".replace(
    "\n", "|"
).split("|")


class Program:
    """The text of ``loss(x)`` for x of six parameters, grown line by line against numpy itself."""

    def __init__(self, np, seed):
        self._np = np
        self._random = random.Random(seed)
        self._lines = ["y0 = x.copy()", "y1 = x[1:4].copy()", "y2 = np.reshape(x, (2, 3)).copy()", "y3 = x[0]"]
        self._count = 4
        self.theta = [round(self._random.uniform(-1.5, 1.5), 3) + 0.0137 * k for k in range(6)]

    def text(self, length=8):
        """A program that numpy runs, with a scalar of moderate size as its value."""
        for _ in range(length):
            self._try_line()
        names = ["y%d" % k for k in range(self._count)]
        parts = " + ".join("np.sum(np.sin(np.ravel(%s)))" % name for name in names)
        body = textwrap.indent("\n".join(self._lines + ["return %s" % parts]), "    ")
        return "import numpy as np\n\ndef loss(x):\n" + body + "\n"

    def _try_line(self):
        for _ in range(20):
            line, made = self._line()
            trial = {}
            try:
                with self._np.errstate(all="raise", under="ignore"):
                    self._again(trial, line)
            except Exception:
                continue
            if all(self._is_moderate(trial["y%d" % k]) for k in range(self._count + made)):
                self._lines.append(line)
                self._count += made
                return

    def _again(self, trial, line):
        """Runs the program from its start, so that views are views."""
        trial.update({"np": self._np, "x": self._np.array(self.theta)})
        exec("\n".join(self._lines + [line]), trial)

    def _is_moderate(self, value):
        value = self._np.asarray(value)
        return value.size <= 60 and bool(self._np.all(self._np.abs(value) < 50))

    def _name(self):
        return "y%d" % self._random.randrange(self._count)

    def _line(self):
        pick = self._random.choice
        a, b = self._name(), self._name()
        kind = self._random.random()
        new = "y%d" % self._count
        if kind < 0.3:
            return "%s = %s" % (new, pick(UNARY).strip().format(a=a)), 1
        if kind < 0.5:
            return "%s = %s" % (new, pick(BINARY).strip().format(a=a, b=b)), 1
        if kind < 0.65:
            return "%s = %s" % (new, pick(REDUCED).strip().format(a=a, i=pick([0, -1, 1]))), 1
        if kind < 0.92:
            write = pick(WRITES).strip()
            s = "np.ravel(%s)[0]" % b
            return write.format(a=a, s=s, v=new), 1 if "{v}" in write else 0
        return "if np.sum(%s) > 0:\n    %s = %s * 2\nelse:\n    %s = %s + 1" % (a, new, b, new, b), 1

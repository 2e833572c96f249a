"""The program started as the runner starts it: channel, slices, live edits, faults, what must not be picked up."""

import importlib.util
import os
import shutil
import signal
import sys
import tempfile
import textwrap
import unittest

from golden import NEEDS_NUMPY, np
from peer import Peer


class InWorkspace(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.peer = Peer()
        self.addCleanup(self.peer.close)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(textwrap.dedent(text))
        return path

    def load(self, text, function="loss", name="loss.py", **fields):
        self.file = self.write(name, text)
        return self.peer.load(self.file, function, root=self.folder, **fields)

    def prepare(self, *starts):
        arguments = [{"name": "p%d" % k, "start": start} for k, start in enumerate(starts)]
        return self.peer.ask("prepare", arguments=arguments)[0]

    def value(self, *theta):
        answer, numbers, _ = self.peer.ask("value", theta)
        return numbers[0] if numbers else answer


class Channel(InWorkspace):
    def test_versions(self):
        hello = self.peer.ask("hello")[0]
        self.assertEqual(hello["python"].split(".")[0], "3")
        self.assertEqual(hello["numpy"], None if np is None else np.__version__)

    def test_prints_are_messages_and_capped(self):
        self.load("import os\ndef loss(x):\n  print('é', x)\n  os.write(1, b'raw')\n  print('a' * 10 ** 6)\n  return x")
        self.prepare(1.5)
        self.assertEqual(self.value(2.0), 2.0)
        text = "".join(one for _, one in self.peer.printed)
        self.assertTrue(text.startswith("é 2.0\naaa"))
        self.assertLess(len(text), 201_000)
        self.assertIn("characters more", text)

    def test_input_is_empty_and_nan_travels(self):
        self.load("def loss(x):\n  try: input()\n  except EOFError: return float('nan')")
        self.prepare(1.0)
        self.assertNotEqual(self.value(1.0), self.value(1.0))

    @unittest.skipIf(not hasattr(os, "fork"), "needs fork")
    def test_children_and_threads_do_not_break_messages(self):
        self.load("""
            import os, threading
            def loss(x):
                child = os.fork()
                if child == 0:
                    print("from the child")
                    os._exit(0)
                os.waitpid(child, 0)
                threads = [threading.Thread(target=lambda: [print("line") for _ in range(200)]) for _ in range(4)]
                for one in threads: one.start()
                for one in threads: one.join()
                return x
            """)
        self.prepare(1.0)
        self.assertEqual([self.value(1.0), self.value(2.0)], [1.0, 2.0])
        text = "".join(one for _, one in self.peer.printed)
        self.assertEqual((text.count("line"), "child" in text), (1600, False))

    def test_unknown_requests_are_faults(self):
        self.assertIn("unknown request", self.peer.ask("nonsense")[0]["message"])
        self.assertEqual(self.peer.ask("ping")[0], {})

    def test_ends_when_its_input_closes(self):
        self.peer.process.stdin.close()
        self.assertEqual(self.peer.process.wait(10), 0)
        self.peer.process.stdin = open(os.devnull, "wb")

    def test_timeout_names_the_line(self):
        self.load("import time\ndef loss(x):\n  time.sleep(0.5)\n  return x")
        self.prepare(1.0)
        self.peer.ask("value", [1.0], timeout=0.1)
        self.peer.process.stdin.close()
        self.assertIn('loss.py", line 3 in loss', self.peer.process.stderr.read().decode())
        self.peer.process.stdin = open(os.devnull, "wb")


    @unittest.skipIf(not hasattr(signal, "SIGUSR1"), "needs signals")
    def test_a_signal_names_the_line(self):
        self.load("import os, signal\ndef loss(x):\n  os.kill(os.getpid(), signal.SIGUSR1)\n  return x")
        self.prepare(1.0)
        self.assertEqual(self.value(1.0), 1.0)
        self.peer.process.stdin.close()
        self.assertIn('loss.py", line 3 in loss', self.peer.process.stderr.read().decode())
        self.peer.process.stdin = open(os.devnull, "wb")


class Faults(InWorkspace):
    def test_place_of_an_exception(self):
        self.write("helper.py", "def half(x):\n    return x / 0\n")
        self.load("from helper import half\ndef loss(x):\n    return half(x)\n")
        self.prepare(1.0)
        fault = self.value(1.0)
        self.assertEqual((fault["kind"], fault["line"]), ("ZeroDivisionError", 2))
        self.assertEqual(os.path.basename(fault["file"]), "helper.py")
        if sys.version_info >= (3, 11):
            self.assertEqual((fault["column"], fault["endColumn"]), (11, 16))

    def test_columns_count_utf16(self):
        self.load("def loss(x):\n    s = '😀'; return x / 0\n")
        self.prepare(1.0)
        if sys.version_info >= (3, 11):
            self.assertEqual(self.value(1.0)["column"], 21)

    def test_syntax(self):
        fault = self.load("def loss(x):\n    return x +\n")
        self.assertEqual((fault["kind"], fault["line"]), ("SyntaxError", 2))

    def test_exit_interrupt_and_wrong_values(self):
        self.load("import sys\ndef loss(x):\n  if x > 1: sys.exit(3)\n  if x > 0: raise KeyboardInterrupt\n  return 'a' if x > -1 else None")
        self.prepare(1.0)
        self.assertEqual([self.value(x)["kind"] for x in (2.0, 0.5, -0.5, -2.0)], ["SystemExit", "KeyboardInterrupt", "TypeError", "TypeError"])


class Slices(InWorkspace):
    def test_training_is_never_run(self):
        answer = self.load("""
            from math import exp
            import helper_that_is_not_there
            calls = []
            scale = 2.0
            class Model:
                def fit(self): raise RuntimeError("trained")
                def step(self): raise RuntimeError("stepped")
            model = Model()
            model.fit()
            for _ in range(10):
                model.step()
            history = model.fit()
            def unused(): return history
            def loss(x): return exp(x) * scale + len(calls)
            calls.append(1)
            if __name__ == "__main__":
                raise SystemExit
            """)
        self.assertNotIn("kind", answer, answer)
        self.assertIn({"line": 3, "endLine": 3}, answer["omitted"])
        self.prepare(0.0)
        self.assertEqual(self.value(0.0), 3.0)

    def test_a_text_that_describes_the_file_is_no_code_left_out(self):
        answer = self.load('"""What it is\nabout."""\nsize = 2\nother = 3\ndef loss(x): return x * size\n')
        self.assertEqual(answer["omitted"], [{"line": 4, "endLine": 4}])

    def test_a_missing_name_runs_the_file(self):
        self.load("globals()['a'] = 3\nb = a\nfor a in [4]: pass\ndef loss(x): return x * a + b")
        self.load("exec('a = 3')\nb = a + 1\nif b < 0: a = 1\ndel b\nb = 2\ndef loss(x): return x * a + b")
        self.prepare(1.0)
        self.assertEqual(self.value(2.0), 8.0)

    def test_data_and_start_are_read_from_the_file(self):
        answer = self.load("""
            X = [1.0, 2.0]
            def loss(p, X, offset=3):
                return sum((p[0] - x) ** 2 for x in X) + offset
            result = minimize(loss, [0.5, 1], args=(X,))
            """)
        self.assertEqual([one["name"] for one in answer["parameters"]], ["p", "X", "offset"])
        self.assertEqual(answer["bound"], [{"name": "X", "kind": "list", "shape": [2]}])
        self.assertEqual(answer["calls"], [{"callee": "minimize", "line": 5, "start": [0.5, 1.0], "arguments": ["X"]}])
        prepared = self.peer.ask("prepare", arguments=[{"name": "p", "start": [1.0]}, {"name": "X", "data": "X"}])[0]
        self.assertEqual(prepared["dimension"], 1)
        self.assertEqual(self.value(1.0), 4.0)

    def test_structures(self):
        self.load("def loss(p, q): return p['a'] + p['b'][1] * q")
        self.assertEqual(self.prepare({"a": 1, "b": [2, 3]}, 4)["dimension"], 4)
        self.assertEqual(self.value(1.0, 2.0, 3.0, 4.0), 13.0)


class Edits(InWorkspace):
    def test_only_changed_definitions_run_again(self):
        text = "import helper\nprint('data')\ndata = helper.make()\ndef g(x): return x\ndef loss(x): return g(x) * len(data)\n"
        self.write("helper.py", "def make():\n    print('made')\n    return [1, 2]\n")
        self.load(text)
        self.prepare(1.0)
        self.assertEqual(self.value(3.0), 6.0)
        self.load("# moved\n" + text.replace("return x\n", "return x + 1\n"))
        self.prepare(1.0)
        self.assertEqual(self.value(3.0), 8.0)
        self.assertEqual("".join(one for _, one in self.peer.printed).count("made"), 1)
        self.load(text.replace("helper.make()", "helper.make() * 2"))
        self.prepare(1.0)
        self.assertEqual(self.value(3.0), 12.0)

    def test_unsaved_text_of_an_imported_file(self):
        helper = self.write("helper.py", "K = 2\n")
        self.load("from helper import K\ndef loss(x): return x * K")
        self.prepare(1.0)
        self.assertEqual(self.value(3.0), 6.0)
        self.load("from helper import K\ndef loss(x): return x * K", overlays={helper: "K = 5\n"})
        self.prepare(1.0)
        self.assertEqual(self.value(3.0), 15.0)
        self.load("from helper import K\ndef loss(x): return x * K")
        self.prepare(1.0)
        self.assertEqual(self.value(3.0), 6.0)

    def test_relative_imports_and_working_directory(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/other.py", "A = 4\n")
        self.write("data.txt", "7")
        self.load("from .other import A\nB = float(open('data.txt').read())\ndef loss(x): return x * A + B", name="pkg/loss.py")
        self.prepare(1.0)
        self.assertEqual(self.value(1.0), 11.0)

    def test_planted_modules_are_not_picked_up(self):
        for name in ("numpy", "json", "struct", "scipy", "torch"):
            self.write(name + ".py", "raise RuntimeError('planted')\n")
        answer = self.load("import json, struct\ntry:\n  import numpy\nexcept ImportError:\n  numpy = None\ndef loss(x): return x + (0 if numpy else 0)")
        self.assertNotIn("kind", answer, answer)
        self.prepare(1.0)
        self.assertEqual(self.value(1.0), 1.0)
        with Peer(cwd=self.folder, environment=dict(os.environ, PYTHONPATH=self.folder)) as other:
            self.assertIn("numpy", other.ask("hello")[0])

    def test_a_file_named_like_a_library(self):
        self.load("def loss(x): return x * 2", name="struct.py")
        self.prepare(1.0)
        self.assertEqual(self.value(1.0), 2.0)


class Captures(InWorkspace):
    def capture(self, text, function, line):
        text = textwrap.dedent(text)
        self.file = self.write("loss.py", text)
        return self.peer.ask("capture", file=self.file, text=text, root=self.folder, function=function, line=line)

    def test_a_closure(self):
        text = """
            import math
            def descend(f, x):
                for _ in range(3): x = x - 0.1 * (f(x) - f(x - 1e-3)) / 1e-3
                return x
            def main(scale):
                offset = [3.0]
                def loss(x):
                    return math.exp(x) * scale + offset[0]
                return descend(loss, 0.5)
            if __name__ == "__main__":
                main(2.0)
                raise RuntimeError("went on")
            """
        answer, start, _ = self.capture(text, "loss", 8)
        self.assertEqual((answer.get("parameters", answer), start, answer["starts"]), (["x"], [0.5], {"x": 0.5}))
        self.assertEqual(self.value(0.0), 5.0)
        self.assertIn("program", self.peer.ask("trace", [0.0])[0])

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_a_method_and_its_data(self):
        text = """
            import numpy as np
            class Model:
                def __init__(self): self.scale = 2.0
                def loss(self, X, w, flag=True):
                    return self.scale * np.sum((X @ w) ** 2)
            model = Model()
            X = np.eye(2)
            w = np.array([1.0, 2.0])
            for _ in range(5):
                print(model.loss(X, w))
                w -= 0.1
            """
        answer, start, _ = self.capture(text, "Model.loss", 5)
        self.assertEqual((answer["parameters"], answer["data"], start), (["w"], ["self", "X"], [1.0, 2.0]))
        answer, numbers, _ = self.peer.ask("gradient", [1.0, 2.0])
        self.assertEqual((answer["method"], numbers), ("reverse", [10.0, 4.0, 8.0]))

    def test_one_call_alone_and_none(self):
        answer, start, _ = self.capture("loss = lambda p: p[0] * p[1]\nloss([2.0, 3.0])\n", "loss", 1)
        self.assertEqual((answer["parameters"], start, self.value(4.0, 5.0)), (["p"], [2.0, 3.0], 20.0))
        self.assertIn("was not called", self.capture("def loss(x): return x\n", "loss", 1)[0]["message"])
        self.assertEqual(self.capture("def loss(x): return x\n1 / 0\n", "loss", 1)[0]["kind"], "ZeroDivisionError")


class Recordings(InWorkspace):
    def test_scalars_without_numpy(self):
        self.load("import math\ndef loss(x, y):\n  s = 0\n  for k in range(3): s += math.exp(x * k) * y\n  return s if x > 0 else -s")
        self.prepare(0.5, 2.0)
        answer, _, blob = self.peer.ask("trace", [0.5, 2.0])
        self.assertIn("program", answer, answer)
        self.assertEqual(answer["program"]["dimension"], 2)
        self.assertEqual(len(blob), answer["valueAt"] + 8)
        if np is not None:
            from optimizer_lens.evaluate import Program

            program = Program(answer["program"], blob[: answer["valueAt"]])
            self.assertAlmostEqual(program.value([0.5, 2.0]), self.value(0.5, 2.0), delta=1e-14)

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_gradient_and_what_the_function_returns(self):
        self.load("import numpy as np\nX = np.arange(6.0).reshape(3, 2)\ndef loss(w):\n  r = X @ w - 1\n  return r @ r / 2, X.T @ r")
        self.prepare([0.3, 0.4])
        reverse = self.peer.ask("gradient", [0.3, 0.4])[1]
        differences = self.peer.ask("gradient", [0.3, 0.4], method="differences")[1]
        returned = self.peer.ask("returnedGradient", [0.3, 0.4])[1]
        for a, b, c in zip(reverse[1:], differences[1:], returned):
            self.assertAlmostEqual(a, b, delta=1e-7)
            self.assertAlmostEqual(a, c, delta=1e-12)

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_an_escape_names_its_line(self):
        self.load("import numpy as np\ndef loss(w):\n  a = 1\n  return abs(np.fft.fft(w)).sum()")
        self.prepare([0.3, 0.4])
        escape = self.peer.ask("trace", [0.3, 0.4])[0]["escape"]
        self.assertEqual((escape["line"], "fft" in escape["reason"]), (4, True))

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_what_only_the_recording_meets_is_no_fault(self):
        self.load("import numpy as np\ndef loss(w):\n  if type(w).__name__ == 'x': pass\n  return {1.0: 2.0}[w[0] * 1] * w[1]")
        self.prepare([1.0, 3.0])
        self.assertIn("unhashable", self.peer.ask("trace", [1.0, 3.0])[0]["escape"]["reason"])
        answer, numbers, _ = self.peer.ask("gradient", [1.0, 3.0], method="best")
        self.assertEqual(answer.get("kind", answer.get("method")), "KeyError")

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_differences_where_it_cannot_be_recorded(self):
        self.load("import numpy as np\ndef loss(w): return np.abs(np.fft.fft(w))[0]")
        self.prepare([1.0, 3.0])
        answer, numbers, _ = self.peer.ask("gradient", [1.0, 3.0])
        self.assertEqual((answer["method"], answer["escape"]["line"]), ("differences", 2))
        for number, expected in zip(numbers, [4.0, 1.0, 1.0]):
            self.assertAlmostEqual(number, expected, delta=1e-9)

    def test_an_interrupt_ends_one_request(self):
        self.load("import os, signal\ndef loss(x):\n  os.kill(os.getpid(), signal.SIGINT)\n  while True: pass")
        self.prepare(1.0)
        self.assertEqual(self.value(1.0)["kind"], "KeyboardInterrupt")
        self.peer.process.send_signal(2)
        self.assertEqual(self.peer.ask("ping")[0], {})

    @unittest.skipIf(importlib.util.find_spec("torch") is None, "needs torch")
    def test_torch_by_its_own_gradient(self):
        self.load("""
            import torch
            X = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
            def loss(w, b):
                return ((X @ w + b["c"]) ** 2).mean()
            """)
        answer = self.prepare([0.5, -0.25], {"c": 1.0})
        self.assertEqual(answer, {"dimension": 3, "tensors": True})
        self.assertAlmostEqual(self.value(0.5, -0.25, 1.0), 1.625, delta=1e-6)
        answer, numbers, _ = self.peer.ask("gradient", [0.5, -0.25, 1.0])
        # Residuals 1 and 1.5: ∂w = (1·1 + 1.5·3, 1·2 + 1.5·4), ∂c = 2.5.
        self.assertEqual((answer["method"], numbers), ("torch", [1.625, 5.5, 8.0, 2.5]))
        self.assertIn("program", self.peer.ask("trace", [0.5, -0.25, 1.0])[0])

    @unittest.skipIf(importlib.util.find_spec("torch") is None, "needs torch")
    def test_torch_in_single_precision_where_the_code_insists(self):
        self.load("""
            import torch
            model = torch.nn.Linear(2, 1)
            X = torch.ones(3, 2, dtype=torch.float32)
            def loss(w): return (model(X) * 0).sum() + (X @ w).sum()
            """)
        self.assertEqual(self.prepare([0.5, 0.25])["tensors"], True)
        self.assertEqual(self.value(0.5, 0.25), 2.25)
        answer, numbers, _ = self.peer.ask("gradient", [0.5, 0.25])
        self.assertEqual((answer["method"], numbers), ("torch", [2.25, 3.0, 3.0]))
        self.assertIn("single", self.peer.ask("trace", [0.5, 0.25])[0]["escape"]["reason"])
        self.load("import torch\ndef loss(w): return torch.ones(2) @ w", name="other.py")
        self.prepare([0.5, 0.25])
        self.assertIn("program", self.peer.ask("trace", [0.5, 0.25])[0])

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_data_that_changes_between_edits_is_not_kept(self):
        self.load("import numpy as np\nX = np.ones(3)\ndef loss(w): return (X * w).sum()")
        self.prepare([1.0, 1.0, 1.0])
        self.assertEqual(self.peer.ask("gradient", [1.0, 1.0, 1.0])[1], [3.0, 1.0, 1.0, 1.0])
        self.load("import numpy as np\nX = np.ones(3) * 2\ndef loss(w): return (X * w).sum()")
        self.prepare([1.0, 1.0, 1.0])
        self.assertEqual(self.peer.ask("gradient", [1.0, 1.0, 1.0])[1], [6.0, 2.0, 2.0, 2.0])


if __name__ == "__main__":
    unittest.main()

"""Updates of optimizers as the runner asks for them: called with numbers, and recorded over them."""

import unittest

from golden import NEEDS_NUMPY, np
from test_server import InWorkspace

STEP = [3, 0.5, 2.0, 0.1]
"""t, gradient, theta and the learning rate."""


class Updates(InWorkspace):
    def load_update(self, text, key="1"):
        self.peer.ask("loadUpdate", file=self.write("own.py", text), text=text, function="own", root=self.folder, key=key)

    def ask_update(self, request, numbers, state=(), own=(), choices=None, key="1"):
        fields = dict(key=key, state=None if state is None else list(state), hyperparameters=list(own), choices=choices or {})
        return self.peer.ask(request, STEP + list(numbers), **fields)

    def test_by_item_and_by_attribute(self):
        self.load_update(
            'def own(step, state, hyper):\n'
            '    return {"m": step.gradient + hyper["beta"] * state["v"], "sigma": step["theta"], "state": {"v": state.v}}\n'
        )
        answer, numbers, _ = self.ask_update("update", [7, 10], ["v"], ["beta"])
        self.assertEqual(answer["fields"], [[["m"], None], [["sigma"], None], [["state", "v"], None]])
        self.assertEqual(numbers, [70.5, 2.0, 7.0])

    def test_unknown_state_starts_from_nothing(self):
        self.load_update('def own(step, state):\n    return {"m": state.any + 1, "state": {"any": 4}}\n')
        self.assertEqual(self.ask_update("update", [], None)[1], [1.0, 4.0])

    def test_what_is_no_number_is_told(self):
        self.load_update('def own(step):\n    return {"m": "1", "sigma": True, "decay": None, "state": [step.t]}\n')
        fields = self.ask_update("update", [])[0]["fields"]
        self.assertEqual([kind for _, kind in fields], ["string", "boolean", "null", "object"])
        self.load_update("def own(step):\n    return step.t\n", "2")
        self.assertEqual(self.ask_update("update", [], key="2")[0]["fields"], [[[], "number"]])

    def test_t_is_an_integer(self):
        self.load_update('def own(step):\n    return {"m": len(range(step.t))}\n')
        self.assertEqual(self.ask_update("update", [])[1], [3.0])

    def test_what_is_not_loaded_says_so(self):
        self.assertEqual(self.ask_update("update", [])[0], {"unknown": True})

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_recorded(self):
        self.load_update(
            'def own(step, state, hyper):\n'
            '    m = step.gradient if hyper.plain or step.gradient * state.v < 0 else step.gradient + state.v\n'
            '    return {"m": m, "sigma": 2, "state": {"v": m}}\n'
        )
        answer = self.ask_update("traceUpdate", [7], ["v"], [], {"plain": False})[0]
        self.assertEqual(answer["paths"], [["m"], ["sigma"], ["state", "v"]])
        self.assertEqual(answer["program"]["guards"], [])
        self.assertEqual(answer["outputs"][0], answer["outputs"][2])
        operations = {node.get("name") for node in answer["program"]["nodes"]}
        self.assertTrue({"mul", "lt", "select", "add"} <= operations)


if __name__ == "__main__":
    unittest.main()

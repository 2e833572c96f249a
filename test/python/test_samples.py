"""Losses that are a mean over samples: their values, and recordings that differ in constants as one program."""

import struct
import unittest

from golden import NEEDS_NUMPY, central_differences, np
from test_server import InWorkspace

LOSS = """
import numpy as np
X = np.arange(20.0).reshape(10, 2) / 7
wide = np.sin(np.arange(700.0)).reshape(10, 70)
table = np.cos(np.arange(70.0))
pairs = list(zip(X, [0, 1] * 5))
images = list(zip(wide, pairs))

def loss(w, sample):
    x, t = sample
    z = w @ x
    if z > 1:
        return z * z + t
    return np.logaddexp(0, z) - t * z

def image_loss(w, image):
    pixels, (x, t) = image
    return (w[0] * pixels @ table + w @ x - t) ** 2
"""


class Samples(InWorkspace):
    def ready(self, text, samples, *starts, **fields):
        self.load(text, data=[samples], **fields)
        arguments = [{"name": "p%d" % k, "start": start} for k, start in enumerate(starts)]
        return self.peer.ask("prepare", arguments=arguments, samples=samples)[0]

    def test_the_value_is_the_mean_over_those_asked_for(self):
        text = "data = (1.0, 2.0, 6.0)\ndef loss(x, s, scale=2):\n    return scale * (x - s)"
        answer = self.ready(text, "data", 4.0)
        self.assertEqual(answer["samples"], {"count": 3})
        # 2·(4 − 3) over all, 2·(4 − 6) of the last, 2·(4 − 3.5) of the ends.
        self.assertEqual(self.value(4.0), 2.0)
        self.assertEqual(self.peer.ask("value", [4.0], samples=[2])[1], [-4.0])
        self.assertEqual(self.peer.ask("value", [4.0], samples=[0, 2])[1], [1.0])

    def test_what_holds_no_samples_is_said(self):
        for held, kind in [("3.5", "float"), ("{'a': 1}", "dict"), ("'abc'", "str"), ("{1, 2}", "set")]:
            answer = self.ready("data = %s\ndef loss(x, s): return x" % held, "data", 1.0)
            self.assertEqual(answer["samples"], {"kind": kind})
        self.assertEqual(self.ready("data = []\ndef loss(x, s): return x", "data", 1.0)["samples"], {"count": 0})
        self.assertEqual(
            self.ready("data = zip([1, 2], [3, 4])\ndef loss(x, s): return x", "data", 1.0)["samples"], {"count": 2}
        )

    def groups(self, theta, **fields):
        answer, _, blob = self.peer.ask("traceSamples", theta, **fields)
        found, at = [], 0
        for group in answer["groups"]:
            table = blob[at : at + group["table"]]
            slots = blob[at + group["table"] : at + group["table"] + group["slots"]]
            at += group["table"] + group["slots"]
            rows = len(group["samples"])
            found.append((group, table, np.array(struct.unpack("<%dd" % (len(slots) // 8), slots)).reshape(rows, -1)))
        return found

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_samples_that_take_one_way_are_one_program(self):
        from optimizer_lens.evaluate import Program

        self.ready(LOSS, "pairs", [0.6, -0.1])
        theta = [0.6, -0.1]
        groups = self.groups(theta)
        # w·x = 0.6·2k/7 − 0.1·(2k + 1)/7 > 1 from k = 8 on.
        self.assertEqual([group["samples"] for group, _, _ in groups], [list(range(8)), [8, 9]])
        for group, table, slots in groups:
            program = Program(group["program"], table)
            for sample, row in zip(group["samples"], slots):
                value, gradient = program.gradient(np.concatenate([theta, row]))
                self.assertEqual(value, self.peer.ask("value", theta, samples=[sample])[1][0])
                expected = central_differences(
                    lambda w: self.peer.ask("value", list(w), samples=[sample])[1][0], theta
                )
                # Differences of numbers below 10 err by some 1e-10.
                self.assertLess(np.abs(gradient[:2] - expected).max(), 1e-8)
        self.assertEqual([group["key"] for group, _, _ in self.groups(theta, samples=[9, 0])], [groups[1][0]["key"], groups[0][0]["key"]])

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_large_constants_are_slots_only_where_they_differ(self):
        self.ready(LOSS, "images", [0.6, -0.1], function="image_loss")
        ((_, _, slots),) = self.groups([0.6, -0.1], samples=[3])
        # x and t, and 2 of the square: one sample alone does not tell that its 70 pixels are its own.
        self.assertLess(slots.shape[1], 10)
        ((_, _, slots),) = self.groups([0.6, -0.1])
        self.assertEqual(slots.shape[0], 10)
        self.assertTrue(70 < slots.shape[1] < 80)


if __name__ == "__main__":
    unittest.main()

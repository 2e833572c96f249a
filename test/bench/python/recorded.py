"""A loss of a benchmark as our program records it.

``recorded.py 784 10 < loss.py`` prints the program (``head``, ``blob`` in base64) and, to compare with, the loss at
``W[i, j] = 0.01 sin(10 i + j)`` as the plain function gives it.
"""

import base64
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "python"))

from golden import Defined, np

from optimizer_lens.special import register_loaded
from optimizer_lens.tracing import record, traced_input


def main(text, shape):
    register_loaded()
    loss = Defined(text)
    theta = 0.01 * np.sin(np.arange(np.prod(shape))).reshape(shape)
    with loss.swap():
        recording, output, _ = record(loss, lambda k: [traced_input(k, theta, 0)], theta.size)
    head = recording.head(output)
    blob = base64.b64encode(bytes(recording.blob)).decode()
    print(json.dumps({"head": head, "blob": blob, "loss": float(loss(theta))}))


if __name__ == "__main__":
    main(sys.stdin.read(), [int(size) for size in sys.argv[1:]])

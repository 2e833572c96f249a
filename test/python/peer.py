"""The other side of the channel, for tests: starts the program as the runner does and asks it."""

import json
import os
import struct
import subprocess
import sys

PROGRAM = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "languages", "python", "program"
)


class Peer:
    """One interpreter with the program in it."""

    def __init__(self, cwd=None, environment=None):
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-X", "faulthandler", PROGRAM]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=cwd, env=environment)
        self.printed = []

    def ask(self, request, numbers=(), **fields):
        """``(answer or fault, numbers of the blob, blob)``."""
        head = json.dumps(dict(fields, id=1, request=request)).encode()
        blob = struct.pack("<%dd" % len(numbers), *numbers)
        self.process.stdin.write(struct.pack("<II", len(head), len(blob)) + head + blob)
        self.process.stdin.flush()
        while True:
            header = self.process.stdout.read(8)
            if len(header) < 8:
                raise EOFError(self.process.stderr.read().decode())
            head_length, blob_length = struct.unpack("<II", header)
            answer = json.loads(self.process.stdout.read(head_length))
            blob = self.process.stdout.read(blob_length)
            if "printed" in answer:
                self.printed.append((answer["stream"], answer["printed"]))
                continue
            count = len(blob) // 8
            return answer.get("answer", answer.get("fault")), list(struct.unpack("<%dd" % count, blob[: 8 * count])), blob

    def load(self, file, function, text=None, **fields):
        """Loads a function of a file."""
        if text is None:
            with open(file, encoding="utf-8") as stream:
                text = stream.read()
        return self.ask("load", file=file, text=text, function=function, **fields)[0]

    def close(self):
        """Ends the program as the runner does: by closing its input."""
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

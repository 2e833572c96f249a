"""Messages between the editor's runner and this program, over duplicates of descriptors 0 and 1.

A message is two little-endian uint32 (bytes of the head, bytes of the blob), the head (JSON in UTF-8), the blob.
Numbers that need all their bits, NaN and infinities among them, travel in the blob as float64.

A request ``{"id", "request", …}`` is answered by ``{"id", "answer": {…}}`` or ``{"id", "fault": {…}}``; what the
user's code prints comes between as ``{"printed": text, "stream": "stdout" | "stderr"}``, capped.
"""

import json
import os
import struct
import sys
import threading

_HEADER = struct.Struct("<II")

LARGEST_OUTPUT = 200_000
"""Characters printed in one request, the rest is counted and left out."""


class Channel:
    """The two ends of the connection."""

    def __init__(self, reading, writing):
        self._reading = reading
        self._writing = writing
        self._lock = threading.Lock()

    def receive(self):
        """The next request as ``(head, blob)``; None once the other side has closed."""
        header = self._read(_HEADER.size)
        if header is None:
            return None
        head_length, blob_length = _HEADER.unpack(header)
        head = self._read(head_length)
        blob = self._read(blob_length) if blob_length else b""
        if head is None or blob is None:
            return None
        return json.loads(head.decode("utf-8")), blob

    def _read(self, count):
        data = self._reading.read(count)
        return data if data is not None and len(data) == count else None

    def send(self, head, blob=b""):
        """Sends one message whole, whichever thread it is that prints."""
        text = json.dumps(head, separators=(",", ":"), allow_nan=False).encode("utf-8")
        with self._lock:
            self._writing.write(_HEADER.pack(len(text), len(blob)) + text)
            if blob:
                self._writing.write(blob)
            self._writing.flush()

    def close(self):
        """Closes this side."""
        self._writing.close()


def open_channel():
    """Takes descriptors 0 and 1 for messages: what reads 0 from now on reads nothing, what writes to 1 writes to 2."""
    reading = os.fdopen(os.dup(0), "rb")
    writing = os.fdopen(os.dup(1), "wb")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.dup2(2, 1)
    return Channel(reading, writing)


class PrintedStream:
    """What stands in for sys.stdout and sys.stderr: whole lines as messages, up to a cap a request.

    A process forked from this one writes to descriptor 2 instead: the channel has one writer.
    """

    encoding = "utf-8"
    errors = "replace"
    closed = False

    def __init__(self, channel, name):
        self._channel = channel
        self._name = name
        self._left = LARGEST_OUTPUT
        self._dropped = 0
        self._held = []
        self._process = os.getpid()
        self._lock = threading.RLock()

    def write(self, text):
        text = str(text)
        with self._lock:
            kept = text[: self._left]
            self._left -= len(kept)
            self._dropped += len(text) - len(kept)
            if kept:
                self._held.append(kept)
            if "\n" in kept:
                self.flush()
        return len(text)

    def flush(self):
        """Sends what has been printed since the last whole line."""
        with self._lock:
            text, self._held = "".join(self._held), []
        if os.getpid() != self._process:
            os.write(2, text.encode("utf-8", "replace"))
        elif text:
            self._channel.send({"printed": text.encode("utf-8", "replace").decode("utf-8"), "stream": self._name})

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def start_request(self):
        """Lets a new request print as much as any."""
        self._left, self._dropped = LARGEST_OUTPUT, 0

    def end_request(self):
        """Sends what is left, and how much was too much."""
        self.flush()
        if self._dropped:
            self._channel.send({"printed": "\n… %d characters more\n" % self._dropped, "stream": self._name})
        self._left, self._dropped = LARGEST_OUTPUT, 0

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return True

    def fileno(self):
        return 1 if self._name == "stdout" else 2


def redirect_prints(channel):
    """Puts the streams in place and answers them."""
    streams = [PrintedStream(channel, "stdout"), PrintedStream(channel, "stderr")]
    sys.stdout, sys.stderr = streams
    return streams

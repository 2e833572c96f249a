"""Serves requests until the other side closes: faults, time-outs and interrupts."""

import faulthandler
import signal

from .escape import Escape
from .faults import fault_of
from .requests import Requests, described_escape


class Server:
    """Receives, has it answered, and sends; nothing that the user's code raises ends it."""

    def __init__(self, channel, streams):
        self._channel = channel
        self._streams = streams
        self._requests = Requests()
        self._busy = False

    def serve(self):
        """Answers until the other side closes or says so; an interrupt ends the request under way, nothing else."""
        signal.signal(signal.SIGINT, self._interrupt)
        if hasattr(signal, "SIGUSR1"):
            faulthandler.register(signal.SIGUSR1, file=2)
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

    def _interrupt(self, number, frame):
        if self._busy:
            self._busy = False
            raise KeyboardInterrupt

    def _guarded(self, head, blob):
        """The answer, or the fault; an interrupt is a fault, too."""
        timeout = head.get("timeout")
        self._busy = True
        if timeout:
            faulthandler.dump_traceback_later(timeout, file=2)
        try:
            answer, data = self._requests.answer(head, blob)
            return {"answer": answer}, data
        except Escape as escape:
            return {"answer": {"escape": described_escape(escape)}}, b""
        except BaseException as error:
            return {"fault": fault_of(error)}, b""
        finally:
            self._busy = False
            if timeout:
                faulthandler.cancel_dump_traceback_later()

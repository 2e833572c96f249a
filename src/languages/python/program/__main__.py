"""Started as ``python -I -X utf8 -X faulthandler <this folder>``; ends when its input closes."""

import os
import sys
import threading
import time


def end_with_parent():
    """Ends this process soon after the one that started it, in whatever loop the user's code may be."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main():
    """Opens the channel before anything of the user's is looked at, then serves."""
    from optimizer_lens.channel import open_channel, redirect_prints

    channel = open_channel()
    if os.name == "posix":
        threading.Thread(target=end_with_parent, daemon=True).start()
    from optimizer_lens import importing

    importing.add_user_site()
    own = os.path.dirname(os.path.abspath(__file__))
    from optimizer_lens.server import Server

    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != own]
    importing.install()
    os.environ.setdefault("MPLBACKEND", "Agg")
    Server(channel, redirect_prints(channel)).serve()
    channel.close()


if __name__ == "__main__":
    main()
    os._exit(0)

"""Started as ``python -I -X utf8 -X faulthandler <this folder>``; ends when its input closes."""

import os
import sys


def main():
    """Opens the channel before anything of the user's is looked at, then serves."""
    from optimizer_lens.channel import open_channel, redirect_prints

    channel = open_channel()
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

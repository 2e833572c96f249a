"""Tables of functions that mostly have the same name on both sides."""


def renamed(names):
    """``(theirs, ours)`` of names that are written ``theirs:ours``, or once where both have the same."""
    for pair in names.split():
        theirs, _, ours = pair.partition(":")
        yield theirs, ours or theirs

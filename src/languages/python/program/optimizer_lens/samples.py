"""The samples of a loss that is a mean over them, and the recordings of calls for several, alike ones as one."""

from .recording import SMALL, size_of


def sample_list(value):
    """The samples that a value holds, in its order; None where it holds none that have one."""
    if isinstance(value, (str, bytes, dict, set, frozenset)):
        return None
    if hasattr(value, "__len__") and hasattr(value, "__getitem__"):
        return value if getattr(value, "shape", None) != () else None
    return list(value) if hasattr(value, "__iter__") else None


class SampleGroups:
    """Recordings that differ in nothing but constants are one program: what differs are its slots, inputs after θ.

    A small constant always is a slot. A large one is none as long as it is the same in every recording, for it may be
    data of the file; so a program's key changes when one is met that is another.
    """

    def __init__(self):
        self._known = {}

    def group(self, indices, recorded):
        """`Group`s of the samples at the indices, whose recordings and outputs are given."""
        groups = {}
        for index, (recording, output) in zip(indices, recorded):
            structure = _structure(recording, output)
            known = self._known.setdefault(structure, _Known(len(self._known), recording))
            group = groups.setdefault(structure, Group(known, recording, output))
            group.add(index, known.constants(recording))
        return list(groups.values())


class _Known:
    """A structure: its number, and the content of each large constant that has been the same so far."""

    def __init__(self, number, recording):
        self.number = number
        self.same = {
            node: key[1] for node, key in enumerate(recording.nodes) if key[0] == "const" and size_of(key[2]) > SMALL
        }

    def constants(self, recording):
        """The content of a recording's constants by node; one that is the same as before is the same object."""
        content = {}
        for node, key in enumerate(recording.nodes):
            if key[0] == "const":
                same = self.same.get(node)
                if same is not None and same != key[1]:
                    del self.same[node]
                content[node] = key[1] if self.same.get(node) is None else same
        return content


class Group:
    """Samples whose recordings are one program."""

    def __init__(self, known, recording, output):
        self._known = known
        self._recording = recording
        self._output = output
        self.samples = []
        self._contents = []

    def add(self, index, content):
        """Takes a sample in."""
        self.samples.append(index)
        self._contents.append(content)

    def described(self):
        """The program with its slots as inputs, and the bytes of its tables and of the slots of each sample in turn."""
        head = self._recording.head(self._output)
        slots = [node for node in self._contents[0] if node not in self._known.same]
        first = head["dimension"]
        for node in slots:
            shape = head["nodes"][node]["shape"]
            head["nodes"][node] = {"op": "input", "first": first, "shape": shape}
            first += size_of(shape)
        fixed = ",".join(map(str, sorted(self._known.same)))
        key = "%d:%s" % (self._known.number, fixed)
        answer = {"program": dict(head, dimension=first), "samples": self.samples, "key": key}
        table = bytes(self._recording.blob)
        return answer, table, b"".join(content[node] for content in self._contents for node in slots)


def _structure(recording, output):
    """What recordings that differ in constants alone have in common."""
    nodes = tuple([("const", key[2]) if key[0] == "const" else key for key in recording.nodes])
    return nodes, output, tuple(tuple(guard) for guard in recording.guards)

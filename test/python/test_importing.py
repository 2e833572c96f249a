"""How modules are found from one file to the next."""

import os
import sys
import tempfile
import unittest

from optimizer_lens import importing


class Paths(unittest.TestCase):
    def setUp(self):
        self.before = list(sys.path)
        self.addCleanup(self.restore)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folders = [os.path.realpath(os.path.join(folder.name, name)) for name in ("one", "two")]
        for folder in self.folders:
            os.mkdir(folder)

    def restore(self):
        sys.path[:] = self.before
        importing.FINDER.entries = []
        importing.FINDER.added = []

    def use(self, folder):
        importing.use_paths(os.path.join(folder, "loss.py"), folder, [])

    def test_the_folder_of_a_file_goes_with_the_file(self):
        one, two = self.folders
        self.use(one)
        self.assertIn(one, sys.path)
        self.use(two)
        self.assertNotIn(one, sys.path)
        self.assertIn(two, sys.path)

    def test_a_path_of_the_interpreters_own_stays(self):
        one, two = self.folders
        sys.path.append(one)
        self.use(one)
        self.use(two)
        self.assertIn(one, sys.path)
        self.assertEqual(sys.path.count(one), 1)


if __name__ == "__main__":
    unittest.main()

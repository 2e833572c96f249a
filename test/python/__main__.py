"""Runs all tests of this folder: ``python test/python [--counts file]``; the counts go to the file as JSON."""

import argparse
import json
import os
import sys
import unittest


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts")
    options = parser.parse_args()
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, folder)
    result = unittest.TextTestRunner(buffer=True).run(unittest.defaultTestLoader.discover(folder, top_level_dir=folder))
    failed = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    if options.counts:
        counts = {"passed": max(0, result.testsRun - failed - skipped), "failed": failed, "skipped": skipped}
        with open(options.counts, "w", encoding="utf-8") as stream:
            json.dump(counts, stream)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

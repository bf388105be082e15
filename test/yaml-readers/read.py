"""Reads documents with PyYAML and compares them with what was meant.

Standard input: one case a line, {"yaml": "...", "value": ...}. Standard output: one line per case that some reader reads
as something else: its number, the reader, and what went wrong.
"""

import json
import sys

import yaml

READERS = {"PyYAML": yaml.SafeLoader}
if hasattr(yaml, "CSafeLoader"):
    READERS["PyYAML with libyaml"] = yaml.CSafeLoader


def same(one, other):
    """Equal in value and type: to Python, True is 1 and 1.0 is 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


for number, line in enumerate(sys.stdin):
    case = json.loads(line)
    for name, loader in READERS.items():
        try:
            what = None if same(yaml.load(case["yaml"], loader), case["value"]) else "reads something else"
        except (yaml.YAMLError, ValueError, TypeError) as error:
            what = str(error)
        if what:
            print(number, name, json.dumps(what), sep="\t")

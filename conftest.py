"""Run the Python examples of README.md and docs/ as tests, each document on its own."""

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
).pytest()

# Where the last example begins that was run here, by document.
_reached: dict[str, int] = {}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Run what stands before an example, where another worker has taken that part of the page."""
    example = getattr(item, "example", None)
    if example is None:
        return
    reached = _reached.get(example.path, -1)
    if example.start <= reached:
        example.namespace.clear()
        reached = -1
    for earlier in example.document.examples():
        if reached < earlier.start < example.start:
            earlier.evaluate()
    _reached[example.path] = example.start

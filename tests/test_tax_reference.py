"""That the page of tax rules keeps up with the classes it describes."""

import inspect
import re
from enum import StrEnum
from pathlib import Path

import attrs
import pytest
from tests.each import each

from axentra_core.codec import read_rule_set
from axentra_core.codec.rule_files import LARGEST_RULE_FILE
from axentra_core.folio import tax
from axentra_core.folio.tax.ruleset import MOST_RULES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reference" / "tax-rules.md").read_text(encoding="utf-8")
PUBLIC = [getattr(tax, name) for name in tax.__all__]
CLASSES = [cls for cls in PUBLIC if inspect.isclass(cls) and attrs.has(cls)]
WORDS = [cls for cls in PUBLIC if inspect.isclass(cls) and issubclass(cls, StrEnum)]
NAME = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def rows(heading):
    """Return the cells of every row under a heading whose first cell is code."""
    section = re.search(rf"^#+ `{heading}`\n.*?(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, heading
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section[0].splitlines()
        if NAME.match(line)
    ]


def named(cls):
    """Return the name of a class."""
    return cls.__name__


@each("cls", CLASSES, ids=named)
def test_every_field_is_explained(cls) -> None:
    """Whoever writes a file finds each field, in the order of the class, and none that is gone."""
    found = [row[0].strip("`") for row in rows(cls.__name__)]
    assert found == [field.name for field in attrs.fields(cls)]


@pytest.mark.parametrize("cls", WORDS, ids=named)
def test_every_word_is_explained(cls) -> None:
    """Each value that can stand in a file, in order."""
    assert [row[0].strip("`") for row in rows(cls.__name__)] == [member.value for member in cls]


@each("cls", CLASSES, ids=named)
def test_a_field_without_a_default_has_none_in_the_page(cls) -> None:
    """What may be left out of a file, and what may not."""
    fields = {field.name: field for field in attrs.fields(cls)}
    for name, _, *rest in rows(cls.__name__):
        if len(rest) < 2:
            continue  # Results have no defaults.
        is_needed = fields[name.strip("`")].default is attrs.NOTHING
        assert (rest[0] == "") is is_needed, f"{cls.__name__}.{name}"


@each("cls", CLASSES, ids=named)
def test_a_plain_default_is_the_one_of_the_page(cls) -> None:
    """Numbers and words that stand in the column of defaults are those of the class."""
    for field, (_, _, default, *_) in zip(attrs.fields(cls), rows(cls.__name__), strict=True):
        told = {"no": "False", "yes": "True"}.get(default, default.strip("`"))
        if isinstance(field.default, StrEnum | bool) or default.isdigit():
            assert told == str(field.default), f"{cls.__name__}.{field.name}"


def test_every_class_of_a_file_is_in_the_page() -> None:
    """A new class of the package gets its section."""
    assert {cls.__name__ for cls in (*CLASSES, *WORDS)} <= set(
        re.findall(r"^#+ `(\w+)`$", PAGE, re.MULTILINE)
    )


def test_the_sizes_are_those_of_the_code() -> None:
    """How much a file can hold."""
    assert f"{LARGEST_RULE_FILE:,} characters, {MOST_RULES} rules" in PAGE


def test_the_examples_use_no_field_that_is_not_explained() -> None:
    """Every name in an example file stands in the page."""
    explained = set(NAME.findall(PAGE))
    for file in sorted((ROOT / "examples" / "tax").glob("*.json")):
        text = file.read_text(encoding="utf-8")
        read_rule_set(text)
        assert set(re.findall(r'"(\w+)": ', text)) <= explained

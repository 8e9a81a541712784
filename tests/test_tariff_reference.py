"""That the page of meter tariffs keeps up with the classes it describes."""

import re
from enum import StrEnum
from inspect import isclass
from pathlib import Path
from typing import get_args

import attrs
import pytest

from axentra_core.codec.tariff_files import LARGEST_TARIFF_FILE
from axentra_core.kernel.rounding import RoundingMode
from axentra_core.meters import (
    Block,
    BlockMode,
    Blocks,
    FixedCharge,
    HourBand,
    Included,
    Measure,
    Minimum,
    Per,
    PriceKey,
    Tariff,
    TariffVersion,
    UnitPrice,
    Vat,
    WrongTariff,
)
from axentra_core.meters.prices import MOST_BLOCKS
from axentra_core.meters.tariff import MOST_VERSIONS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reference" / "meter-tariffs.md").read_text(encoding="utf-8")
CLASSES = [Tariff, TariffVersion, UnitPrice, Blocks, Block, HourBand]
CLASSES += [FixedCharge, Included, Minimum, Vat]
WORDS = [Measure, PriceKey, RoundingMode, BlockMode, Per]
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


def named_in(hint):
    """Return the classes and words that a field may hold."""
    if attrs.has(hint) or (isclass(hint) and issubclass(hint, StrEnum)):
        return [hint]
    return [found for inner in get_args(hint) for found in named_in(inner)]


@pytest.mark.parametrize("cls", CLASSES, ids=named)
def test_every_field_is_explained(cls) -> None:
    """Whoever writes a file finds each field, in the order of the class, and none that is gone."""
    assert [row[0].strip("`") for row in rows(named(cls))] == list(attrs.fields_dict(cls))


@pytest.mark.parametrize("cls", WORDS, ids=named)
def test_every_word_is_explained(cls) -> None:
    """Each value that can stand in a file, in order."""
    assert [row[0].strip("`") for row in rows(named(cls))] == [member.value for member in cls]


@pytest.mark.parametrize("cls", CLASSES, ids=named)
def test_defaults_are_those_of_the_class(cls) -> None:
    """What may be left out of a file, what may not, and what stands in for it."""
    for field, (_, _, default, *_) in zip(attrs.fields(cls), rows(named(cls)), strict=True):
        assert (default == "") is (field.default is attrs.NOTHING), field.name
        if isinstance(field.default, StrEnum | bool):
            told = {"no": "False", "yes": "True"}.get(default, default.strip("`"))
            assert told == str(field.default), field.name


def test_every_class_of_a_file_is_in_the_page() -> None:
    """Whatever stands in a field of a tariff has its section."""
    seen, waiting = set(), [Tariff]
    for cls in waiting:
        if cls not in seen:
            seen.add(cls)
            fields = attrs.fields(attrs.resolve_types(cls)) if attrs.has(cls) else ()
            waiting += [found for field in fields for found in named_in(field.type)]
    assert seen == {*CLASSES, *WORDS}


def test_the_sizes_are_those_of_the_code() -> None:
    """How much a file can hold."""
    assert f"{LARGEST_TARIFF_FILE:,} characters, {MOST_VERSIONS} versions" in PAGE
    assert f"{MOST_BLOCKS} lines in a table of blocks" in PAGE


@pytest.mark.parametrize("code", WrongTariff.SENTENCES)
def test_every_fault_of_a_tariff_is_in_the_page(code) -> None:
    """Who is refused for it finds the field that it is about."""
    assert f"`{code}`" in PAGE or f"`.{code.partition('.')[2]}`" in PAGE

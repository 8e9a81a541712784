"""That the page of the channel mapping keeps up with the classes it describes."""

import re
from enum import StrEnum
from pathlib import Path

import attrs
import pytest

from axentra_core.channels.channex_codes import CHANNEX_ROWS
from axentra_core.channels.findings import KINDS
from axentra_core.channels.mapping import (
    LONGEST_MAPPING_CODE,
    MOST_ENTRIES,
    MOST_GUESTS,
    ChannelLink,
    ChannelRate,
    Mapping,
    Offer,
    Party,
    Pricing,
    RateLink,
    RoomRate,
    Scope,
    Setup,
)
from axentra_core.channels.mapping_csv import ENTRIES
from axentra_core.channels.sheets import LARGEST_SHEET, MOST_ROWS
from axentra_core.channels.updates import Measure
from axentra_core.codec.mapping_files import LARGEST_MAPPING_FILE

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "reference" / "channel-mapping.md").read_text(encoding="utf-8")
CLASSES = [Mapping, Offer, RoomRate, RateLink, Scope, ChannelRate, ChannelLink]
WORDS = [Pricing, Setup, Party, Measure]
NAME = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def rows(heading):
    """Return the cells of every row under a heading whose first cell is code."""
    section = re.search(rf"^#+ {heading}\n.*?(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, heading
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section[0].splitlines()
        if NAME.match(line)
    ]


def named(cls):
    """Return the name of a class."""
    return cls.__name__


@pytest.mark.parametrize("cls", CLASSES, ids=named)
def test_every_field_is_explained(cls) -> None:
    """Each field in the order of the class, what may be left out, and what stands in for it."""
    told = rows(f"`{named(cls)}`")
    assert [row[0].strip("`") for row in told] == list(attrs.fields_dict(cls))
    for field, (_, _, default, _) in zip(attrs.fields(cls), told, strict=True):
        assert (default == "") is (field.default is attrs.NOTHING), field.name
        if isinstance(field.default, StrEnum | int):
            said = {"no": "False", "yes": "True"}.get(default, default.strip("`"))
            assert said == str(field.default), field.name


@pytest.mark.parametrize("cls", WORDS, ids=named)
def test_every_word_is_explained(cls) -> None:
    """Each value that can stand in a file, in order."""
    assert [row[0].strip("`") for row in rows(f"`{named(cls)}`")] == [one.value for one in cls]


def test_every_mistake_is_explained() -> None:
    """Whoever is told a code finds it, and what the hotel is told."""
    told = [(code.strip("`"), *rest) for code, *rest in rows("What can be wrong")]
    assert told == [
        (kind.value, f"{row.severity}{', refused' if row.is_structural else ''}", row.sentence)
        for kind, row in KINDS.items()
    ]


def test_the_sizes_are_those_of_the_code() -> None:
    """How much a file and a table can hold."""
    assert f"at most {LARGEST_MAPPING_FILE:,} characters" in PAGE
    assert f"{LARGEST_SHEET:,} characters" in PAGE
    assert f"{MOST_ROWS:,} rows" in PAGE
    assert f"up to {MOST_ENTRIES:,}" in PAGE
    assert f"up to {LONGEST_MAPPING_CODE} characters" in PAGE
    assert f"1 to {MOST_GUESTS}" in PAGE
    assert (
        f"the {len({row.split()[0] for row in CHANNEX_ROWS.split(';')})} codes of Channex" in PAGE
    )


def test_every_kind_of_row_is_named() -> None:
    """Whoever fills in a table finds what may stand in its first column."""
    assert all(f"`{word}`" in PAGE for word in ENTRIES)

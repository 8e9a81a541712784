"""A mapping of rooms and rates as a file: read strictly, written in one way.

A file is one JSON object, the fields of `Mapping` by their names. Lists are lists, numbers of
adults are whole numbers, yes and no are ``true`` and ``false``, enums stand by their value; what
has a default may be left out. There is no other key.

    >>> mapping = read_mapping('''
    ... {"provider": "siteminder",
    ...  "offers": [{"room_type": "DLX", "rate_plan": "BAR", "room_code": "DLX", "rate_code": "BAR",
    ...              "inventory_code": "DLX", "currency": "IDR"}],
    ...  "room_rates": [{"id": "R1", "room": "Deluxe"}],
    ...  "rate_links": [{"room_rate": "R1", "room_code": "DLX", "rate_code": "BAR",
    ...                  "inventory_code": "DLX", "made_by": "pms_specialist"}]}''')
    >>> mapping.rate_links[0].codes
    ('DLX', 'BAR')
    >>> read_mapping(write_mapping(mapping)) == mapping
    True
"""

from typing import Final

from axentra_core.channels.mapping import MOST_ENTRIES, Mapping
from axentra_core.codec.codec import Codec
from axentra_core.codec.files import plain_of_file, text_of_file

LARGEST_MAPPING_FILE: Final = 15_000_000

_CODEC: Final = Codec(())


def read_mapping(source: str | bytes) -> Mapping:
    """Return the mapping of a file; what is wrong with it as a mapping is told by `lint`.

    Args:
        source: JSON text, at most `LARGEST_MAPPING_FILE` characters or bytes of UTF-8.

    Raises:
        InvalidInput: every fault with its path: those of `from_json`, ``list.length`` for more
            than `MOST_ENTRIES` in a list, and those of a field (``field.required``, ``.unknown``,
            ``.wrong_type``, ``value.out_of_range`` ...).
    """
    plain = plain_of_file(source, Mapping, LARGEST_MAPPING_FILE, MOST_ENTRIES)
    return _CODEC.build(Mapping, plain)


def write_mapping(mapping: Mapping) -> str:
    """Return the one text of a mapping: fields in order, a line for what fits it.

    What is there by default is left out. Reading it gives the same mapping, and writing that the
    same text.

    Raises:
        InvalidInput: ``json.too_large`` for a mapping that could not be read again.
    """
    return text_of_file(mapping, LARGEST_MAPPING_FILE)

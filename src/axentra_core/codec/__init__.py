"""JSON for every state, event, command and settings file; the only importer of cattrs."""

from typing import TYPE_CHECKING

from axentra_core.codec.codec import Codec
from axentra_core.codec.json_door import from_json, to_json
from axentra_core.codec.log import Entry, entry_of, read_log
from axentra_core.codec.verify import verify

if TYPE_CHECKING:
    from axentra_core.codec.mapping_files import read_mapping, write_mapping
    from axentra_core.codec.rule_files import read_rule_set, write_rule_set
    from axentra_core.codec.tariff_files import read_tariff, write_tariff

__all__ = [
    "Codec",
    "Entry",
    "entry_of",
    "from_json",
    "read_log",
    "read_mapping",
    "read_rule_set",
    "read_tariff",
    "to_json",
    "verify",
    "write_mapping",
    "write_rule_set",
    "write_tariff",
]

_OF_TAX = frozenset({"read_rule_set", "write_rule_set"})
_OF_METERS = frozenset({"read_tariff", "write_tariff"})
_OF_CHANNELS = frozenset({"read_mapping", "write_mapping"})


def __getattr__(name: str) -> object:
    """Load what reads files of rules when it is first named: it brings their package."""
    if name in _OF_TAX:
        from axentra_core.codec import rule_files  # noqa: PLC0415 - that is the point

        return getattr(rule_files, name)
    if name in _OF_METERS:
        from axentra_core.codec import tariff_files  # noqa: PLC0415 - that is the point

        return getattr(tariff_files, name)
    if name in _OF_CHANNELS:
        from axentra_core.codec import mapping_files  # noqa: PLC0415 - that is the point

        return getattr(mapping_files, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

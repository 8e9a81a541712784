"""JSON for every state, event, command and settings file; the only importer of cattrs."""

from axentra_core.codec.codec import Codec
from axentra_core.codec.json_door import from_json, to_json
from axentra_core.codec.log import Entry, entry_of, read_log
from axentra_core.codec.verify import verify

__all__ = ["Codec", "Entry", "entry_of", "from_json", "read_log", "to_json", "verify"]

"""The channel codes of two platforms, with how sure each is.

Sources: SiteMinder's help pages and message samples; what only others say of it is marked. Its
whole table is on its developer pages: a host adds what it needs by `CodeTable.extended`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from axentra_core.channels.channex_codes import CHANNEX_ROWS
from axentra_core.channels.codes import Certainty, ChannelCode, CodeTable

_PROBABLE: Final = Certainty.PROBABLE

# fmt: off
SITEMINDER_CODES: Final = CodeTable("siteminder", (
    ChannelCode("BBN",   "Direct Booking"),
    ChannelCode("BDC",   "Booking.com"),
    ChannelCode("CHP",   "Channels Plus"),
    ChannelCode("DID",   "DidaTravel"),
    ChannelCode("EXP",   "Expedia"),
    ChannelCode("EXPA",  "Expedia Affiliate", part_of="EXP"),
    ChannelCode("TRK",   "Traveloka"),
    ChannelCode("WTF",   "Wotif"),
    ChannelCode("ABB",   "Airbnb",    _PROBABLE),
    ChannelCode("AGO",   "Agoda",     _PROBABLE),
    ChannelCode("CTP",   "Trip.com",  _PROBABLE),
    ChannelCode("CTP",   "Ctrip",     _PROBABLE),
))
# fmt: on


@cache
def channex_codes() -> CodeTable:
    """Return the codes of Channex; they are read when they are first asked for."""
    rows = (row.split(maxsplit=1) for row in CHANNEX_ROWS.split(";"))
    return CodeTable("channex", tuple(ChannelCode(code, name.strip()) for code, name in rows))


_TABLES: Final[Mapping[str, Callable[[], CodeTable]]] = MappingProxyType(
    {"siteminder": lambda: SITEMINDER_CODES, "channex": channex_codes}
)


def code_table(provider: str) -> CodeTable:
    """Return what is known of a platform's codes; an empty table where nothing is."""
    table = _TABLES.get(provider)
    return CodeTable(provider) if table is None else table()

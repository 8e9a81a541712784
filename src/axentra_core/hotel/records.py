"""Every kind of record a hotel keeps, and what belongs to which."""

from collections.abc import Mapping
from typing import Any, Final

from axentra_core import (
    cashier,
    channels,
    city_ledger,
    deposits,
    documents,
    folio,
    groups,
    guests,
    house,
    housekeeping,
    meters,
    payment_rules,
    payments,
    restaurant,
    rooms,
    stays,
)
from axentra_core.codec import Codec
from axentra_core.kernel.decider import Aggregate

AGGREGATES: Final[tuple[Aggregate[Any], ...]] = (
    *house.AGGREGATES,
    *guests.AGGREGATES,
    *rooms.AGGREGATES,
    *housekeeping.AGGREGATES,
    *stays.AGGREGATES,
    *groups.AGGREGATES,
    *restaurant.AGGREGATES,
    *folio.AGGREGATES,
    *cashier.AGGREGATES,
    *city_ledger.AGGREGATES,
    *deposits.AGGREGATES,
    *documents.AGGREGATES,
    *payments.AGGREGATES,
    *payment_rules.AGGREGATES,
    *meters.AGGREGATES,
    *channels.AGGREGATES,
)

BY_KIND: Final[Mapping[str, Aggregate[Any]]] = {one.kind: one for one in AGGREGATES}
BY_COMMAND: Final[Mapping[type, Aggregate[Any]]] = {
    command: one for one in AGGREGATES for command in one.decide_by
}

CODEC: Final = Codec(AGGREGATES)

"""A bill of 1,000 lines to JSON and back, beside dicts written by hand."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from axentra_core.codec import Codec
from axentra_core.folio import (
    AGGREGATES,
    ChargePosted,
    Component,
    FolioKind,
    FolioOpened,
    Nature,
    Quote,
)
from benchmarks.folio import FOLIO, OPENED, charges, posted
from benchmarks.measure import Figure, interleaved

CODEC = Codec(AGGREGATES)
LINES = 1000
ROUNDS = 31

Event = FolioOpened | ChargePosted
Stored = tuple[str, int, str]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def ours(events: list[Event]) -> tuple[list[Stored], list[Event]]:
    """Write every event as the log keeps it, and read it again."""
    stored = [CODEC.write_event(event) for event in events]
    return stored, [CODEC.read_event(*one) for one in stored]


def by_hand(events: list[Event]) -> tuple[list[Stored], list[Event]]:
    """Write and read the same texts with code for these two events alone."""
    stored = [_written(event) for event in events]
    return stored, [_read(*one) for one in stored]


def _written(event: Event) -> Stored:
    if isinstance(event, ChargePosted):
        return "folio.ChargePosted", 1, _encode(_charge_dict(event))
    opened = {
        "folio": event.folio,
        "stay": event.stay,
        "currency": event.currency,
        "unit": str(event.unit),
        "kind": event.kind,
        "most_windows": event.most_windows,
        "follows": event.follows,
        "name": event.name,
    }
    return "folio.FolioOpened", 1, _encode(opened)


def _charge_dict(event: ChargePosted) -> dict[str, Any]:
    quote = event.quote
    return {
        "folio": event.folio,
        "line": event.line,
        "code": event.code,
        "department": event.department,
        "description": event.description,
        "quantity": event.quantity,
        "quote": {
            "currency": quote.currency,
            "net": str(quote.net),
            "components": [
                {
                    "code": part.code,
                    "base": str(part.base),
                    "rate": str(part.rate),
                    "amount": str(part.amount),
                    "owed": part.owed,
                }
                for part in quote.components
            ],
            "total": str(quote.total),
            "rounding": quote.rounding,
        },
        "service_date": event.service_date.isoformat(),
        "business_date": event.business_date.isoformat(),
        "source": event.source,
        "settings": event.settings,
        "taxed": event.taxed,
        "window": event.window,
        "revenue_date": event.revenue_date and event.revenue_date.isoformat(),
        "posted_at": event.posted_at and event.posted_at.isoformat(),
        "instruction": event.instruction,
        "nature": event.nature,
        "commission": event.commission,
    }


def _read(name: str, _version: int, text: str) -> Event:
    plain = json.loads(text)
    if name == "folio.ChargePosted":
        return _charge(plain)
    return FolioOpened(
        plain["folio"],
        plain["stay"],
        plain["currency"],
        Decimal(plain["unit"]),
        FolioKind(plain["kind"]),
        plain["most_windows"],
        plain["follows"],
        plain["name"],
    )


def _charge(plain: dict[str, Any]) -> ChargePosted:
    quote = plain["quote"]
    return ChargePosted(
        plain["folio"],
        plain["line"],
        plain["code"],
        plain["department"],
        plain["description"],
        plain["quantity"],
        Quote(
            quote["currency"],
            Decimal(quote["net"]),
            tuple(
                Component(
                    part["code"],
                    Decimal(part["base"]),
                    Decimal(part["rate"]),
                    Decimal(part["amount"]),
                    part["owed"],
                )
                for part in quote["components"]
            ),
            Decimal(quote["total"]),
            quote["rounding"],
        ),
        date.fromisoformat(plain["service_date"]),
        date.fromisoformat(plain["business_date"]),
        plain["source"],
        plain["settings"],
        plain["taxed"],
        plain["window"],
        date.fromisoformat(plain["revenue_date"]),
        datetime.fromisoformat(plain["posted_at"]),
        plain["instruction"],
        Nature(plain["nature"]),
        plain["commission"],
    )


def figures() -> Iterator[Figure]:
    """Yield the way to JSON and back."""
    folio = posted(FOLIO.evolve(None, OPENED), charges(LINES))
    events: list[Event] = [OPENED, *folio.lines]
    assert ours(events) == by_hand(events)
    assert ours(events)[1] == events
    mine, plain = interleaved(
        [lambda: lambda: ours(events), lambda: lambda: by_hand(events)], ROUNDS
    )
    title = "codec: bill of 1,000 lines, to JSON and back"
    yield Figure(title, "dicts and json by hand", 1.5, mine, plain, 1)

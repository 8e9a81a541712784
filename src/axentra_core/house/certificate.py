"""What a closed date has left behind, in one text that is the same everywhere."""

import builtins
import datetime as dt
from decimal import Decimal
from hashlib import sha256

import attrs

from axentra_core.kernel.numbers import CONTEXT, as_text


@attrs.frozen
class Certificate:
    """The figures of a closed date and the heads of what it changed, under one hash.

    They are of all that was committed after the close before, or from the opening on, up to the
    close of this date. `previous` ties it to the certificate before: together they anchor the
    head of every stream, so that one which was taken out as a whole is missed too.

    Attributes:
        property: the house.
        date: what was closed.
        previous: hash of the certificate before; empty for the first.
        commits: how many commits changed something.
        events: how many events they have.
        streams: how many streams these belong to.
        arrivals: check-ins that stand.
        departures: check-outs that stand.
        nights: nights posted.
        day_uses: day uses posted.
        no_shows: stays that became no-shows, also those that were reinstated.
        cancellations: stays that were cancelled, also those that were reinstated.
        charged: charges less reversals, late ones included.
        paid: payments less refunds, late ones included.
        late_charged: what of `charged` was posted to a date closed before.
        late_paid: what of `paid` was posted to a date closed before.
        brought_in: opening balances of bills that were taken over from a former system.
        opening: what all bills together owed before.
        closing: the same after: opening and brought in and charged, less paid.
        currency: ISO 4217 code of all amounts.
        heads: SHA-256 in hex over a line ``stream version hash`` for the last event of each
            stream, sorted by code point, each ended by a line feed.
        hash: SHA-256 in hex over `text`; empty in a draft.
    """

    property: str
    date: dt.date
    previous: str
    commits: int
    events: int
    streams: int
    arrivals: int
    departures: int
    nights: int
    day_uses: int
    no_shows: int
    cancellations: int
    charged: Decimal
    paid: Decimal
    late_charged: Decimal
    late_paid: Decimal
    brought_in: Decimal
    opening: Decimal
    closing: Decimal
    currency: str
    heads: str
    hash: str = ""

    @builtins.property
    def text(self) -> str:
        """What is hashed: a line ``name: value`` for every field but the hash, in this order."""
        return "".join(
            f"{field.name}: {_text(getattr(self, field.name))}\n"
            for field in attrs.fields(Certificate)
            if field.name != "hash"
        )


def certified(draft: Certificate) -> Certificate:
    """Return a certificate with the hash of its text."""
    return attrs.evolve(draft, hash=hashed(draft.text))


def hashed(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return sha256(text.encode()).hexdigest()


def _text(value: object) -> str:
    # 100 and 100.00 are one amount, so they are certified by one text.
    return as_text(value.normalize(CONTEXT)) if isinstance(value, Decimal) else str(value)

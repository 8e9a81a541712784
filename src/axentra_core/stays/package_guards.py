"""What stands against a stay whose included parts cost more than the nights they come with.

It is asked whenever nights, prices, people or packages change, for at the close of the day it would
be too late.
"""

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.stays.messages import (
    AgreePackages,
    AmendStay,
    ChangeParty,
    ChangePrices,
    ExtendStay,
    PreCheckIn,
)
from axentra_core.stays.model import Night, NightPrice, Stay
from axentra_core.stays.refusals import StayRefusal


def fit(stay: Stay, command: AgreePackages, _: Context) -> StayRefusal | None:
    """Included parts cost no more than the night that they come with."""
    return _misfit(attrs.evolve(stay, packages=command.packages))


def fit_anew(stay: Stay, command: AmendStay, _: Context) -> StayRefusal | None:
    """Packages come with the nights that are booked instead, and they have to be nights."""
    if not stay.packages:
        return None
    return _misfit(
        attrs.evolve(
            stay,
            arrival=command.arrival,
            departure=command.departure,
            nights=tuple(map(_night, command.nights)),
            party=command.party,
        )
    )


def fit_added(stay: Stay, command: ExtendStay, _: Context) -> StayRefusal | None:
    """Packages come with the added nights, too."""
    added = tuple(map(_night, command.nights)) if stay.packages else ()
    return _misfit(attrs.evolve(stay, nights=stay.nights + added)) if added else None


def fit_prices(stay: Stay, command: ChangePrices, _: Context) -> StayRefusal | None:
    """A night is not sold for less than what comes with it."""
    if not stay.packages:
        return None
    changed = {night.date: _night(night) for night in command.nights}
    nights = tuple(changed.get(night.date, night) for night in stay.nights)
    return _misfit(attrs.evolve(stay, nights=nights))


def fit_party(stay: Stay, command: ChangeParty | PreCheckIn, _: Context) -> StayRefusal | None:
    """What comes with a night for each person fits into its price for all of them."""
    if command.party is None or not stay.packages:
        return None
    return _misfit(attrs.evolve(stay, party=command.party))


def fit_what_is_left(stay: Stay, context: Context) -> StayRefusal | None:
    """What is sold by the stay comes with the first night that is left, and fits into that."""
    today = context.business_date
    if not stay.packages or today <= stay.arrival:
        return None
    left = tuple(night for night in stay.nights if night.date >= today)
    return _misfit(attrs.evolve(stay, arrival=today, nights=left))


def _night(night: NightPrice) -> Night:
    return Night(night.date, night.price.amount)


def _misfit(stay: Stay) -> StayRefusal | None:
    """Return why a stay could not be posted with its packages, or None."""
    if stay.packages and stay.is_day_use:
        package = stay.packages[0].code
        return StayRefusal("stays.package_without_night", stay=stay.id, package=package)
    for night in stay.unposted if stay.packages else ():
        try:
            stay.split_of(night.date)
        except StayRefusal as refusal:
            return refusal
    return None

"""What a stay and the inventory of rooms refuse, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class StayRefusal(RuleViolation):
    """A rule of the stay says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        # By status
        "stay.waitlisted": "stay {stay} is on the waitlist and has no room; confirm it first",
        "stay.not_in_house": "stay {stay} is not in house yet; check it in first",
        "stay.already_in_house": (
            "stay {stay} is already in house, in room {room}; "
            "move it, extend it, shorten it or check it out"
        ),
        "stay.ended": (
            "stay {stay} has checked out; reverse the check-out on the same business date, "
            "or make a new booking"
        ),
        "stay.cancelled": "stay {stay} was cancelled; reinstate it first, or make a new booking",
        "stay.no_show": (
            "stay {stay} was marked as a no-show; reinstate it first, or make a new booking"
        ),
        # Dates
        "stay.arrival_in_past": (
            "stay {stay} cannot arrive on {arrival}: the business date is {business_date}; "
            "choose that date or a later one"
        ),
        "stay.too_early": (
            "stay {stay} arrives on {arrival}, and the business date is {business_date}; "
            "check it in on its arrival date, or amend the arrival"
        ),
        "stay.expired": (
            "stay {stay} was booked until {departure}, and the business date is {business_date}; "
            "make a new booking"
        ),
        "stay.departs_later": (
            "stay {stay} departs on {departure}, and the business date is {business_date}; "
            "shorten the stay first, or let the guest depart early"
        ),
        "stay.departure_not_later": (
            "stay {stay} departs on {departure} already; choose a later departure to extend it"
        ),
        "stay.departure_not_sooner": (
            "stay {stay} departs on {departure}; choose a sooner departure to shorten it"
        ),
        "stay.departure_in_past": (
            "stay {stay} cannot depart on {got}: its nights are over or charged before {earliest}; "
            "choose that date or a later one"
        ),
        "stay.no_night_left": (
            "stay {stay} arrives on {arrival} and would have no night left; cancel it instead"
        ),
        "stay.too_long": (
            "stay {stay} would have {got} nights, more than {high}; book a second stay"
        ),
        "stay.day_use": (
            "stay {stay} is a day use without a night; make a new booking for the night"
        ),
        "stay.arrival_still_open": (
            "stay {stay} arrives on {arrival}, which is not closed yet; wait until it is, "
            "or cancel the stay"
        ),
        "stay.checked_in_earlier": (
            "stay {stay} checked in on {checked_in_on}, and the business date is {business_date}; "
            "let the guest depart early instead"
        ),
        "stay.left_earlier": (
            "stay {stay} checked out on {checked_out_on}, and the business date is "
            "{business_date}; make a new booking"
        ),
        # Taxes
        "stay.occupant_unknown": (
            "stay {stay} has {people} in its party and no number {got}; "
            "count from 1 in the order of the party"
        ),
        "stay.exempt_already": (
            "stay {stay} is exempt as {reason} already, by exemption {exemption}; "
            "withdraw that one first to note other evidence"
        ),
        "stay.exemption_unknown": (
            "stay {stay} has no exemption {got}; look at the exemptions of the stay"
        ),
        # Rooms
        "stay.room_type_mismatch": (
            "stay {stay} is booked as {booked}, and room {room} is a {got}; "
            "give it a {booked} or mark it as an upgrade"
        ),
        "stay.room_taken": (
            "room {room} is set aside for stay {other} from {arrival} to {departure}, "
            "which overlaps stay {stay}; choose another room, or move the other stay"
        ),
        "stay.same_room": "stay {stay} is in room {room} already; choose another room",
        "stay.no_room_assigned": "stay {stay} has no room assigned; there is nothing to give back",
        "stay.shares_with_itself": "stay {stay} cannot share its own room; name another stay",
        "stay.room_shared": (
            "the room of stay {stay} is shared by {sharers}; check them out first, hand the room "
            "over to one of them, or give those who have not arrived a room of their own"
        ),
        # Nights and prices
        "stay.currency_mismatch": (
            "stay {stay} is priced in {currency}, not in {got}; exchange the amount first"
        ),
        "stay.nights_unposted": (
            "night {night} of stay {stay} is not posted yet; post it or close the day first"
        ),
        "stay.night_not_booked": (
            "stay {stay} is booked from {arrival} to {departure} and has no night {night}; "
            "name its own nights only"
        ),
        "stay.night_already_posted": (
            "stay {stay} is already posted through {posted_through}; leave night {night} out"
        ),
        "stay.night_not_due": (
            "night {night} of stay {stay} is not due on {business_date}; "
            "post each night on its own business date"
        ),
        "stay.nights_differ": (
            "the added nights of stay {stay} run from {first} to {last}; "
            "give one price for each of them, in order"
        ),
        # Packages
        "stays.package_above_price": (
            "the included parts of package {package} come to {included:,} on {night}, and only "
            "{price:,} of the price of that night are there for them; agree on a higher price, "
            "or post one of the parts separately"
        ),
        "stays.package_without_night": (
            "stay {stay} would be a day use, and package {package} comes with a night; "
            "take the packages away first, or book a night"
        ),
        # The inventory of rooms
        "inventory.sold_out": (
            "too few {room_type} rooms are left on {nights}: on {night} the rest is {rest}, and "
            "the declared overbooking goes no further; choose other nights or another room type, "
            "or put the guest on the waitlist"
        ),
        "inventory.below_zero": (
            "more {room_type} would be given back on {night} than were taken; "
            "count the inventory again"
        ),
        "inventory.other_month": (
            "inventory {inventory} counts the month from {month} on and not {night}; "
            "open that month's own"
        ),
    }

"""What channels refuse, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class ChannelRefusal(RuleViolation):
    """A rule of channels says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "channels.not_prepared": (
            "connection {connection} is still being prepared; "
            "see to what is left of its preparation first"
        ),
        "channels.not_requested": (
            "connection {connection} is prepared, and nobody has asked the platform yet; "
            "request the integration first"
        ),
        "channels.nothing_mapped": (
            "no room rate of connection {connection} is mapped yet; make its mapping first"
        ),
        "channels.not_mapped": (
            "the mapping of connection {connection} is not finished; finish it first"
        ),
        "channels.not_synchronised": (
            "connection {connection} is mapped, and its values were not sent yet; begin the full "
            "sync, or the tests where nothing is sent"
        ),
        "channels.sync_running": (
            "connection {connection} is sending all values; "
            "wait until the platform has acknowledged them"
        ),
        "channels.not_confirmed": (
            "connection {connection} is being tested; record what the tests show, "
            "then let the hotel confirm that all data is right"
        ),
        "channels.not_live": (
            "connection {connection} is not live; let it go live, or resume it, first"
        ),
        "channels.live": (
            "connection {connection} is live; suspend or replace it where that is to end"
        ),
        "channels.not_retested": (
            "connection {connection} is live and has to be tested again; record what the tests "
            "show, then let the hotel confirm that all data is right"
        ),
        "channels.suspended": (
            "connection {connection} is suspended; resume it, or begin the full sync anew, first"
        ),
        "channels.reservation_awaited": (
            "nobody here knows reservation {reservation}; say which stays it is, or wait for its "
            "booking"
        ),
        "channels.reservation_known": (
            "reservation {reservation} is booked already; change its stays"
        ),
        "channels.reservation_cancelled": (
            "reservation {reservation} is cancelled, and nobody comes; wait until the channel "
            "reinstates it"
        ),
        "channels.no_such_room": (
            "reservation {reservation} has no room {number} that is wanted; choose one that it has"
        ),
        "channels.stays_not_named": (
            "name each stay of reservation {reservation} once, and one at least"
        ),
        "channels.not_receiving": (
            "no reservations come over connection {connection}, which only sends values; "
            "change its exchange first"
        ),
        "channels.replaced": (
            "connection {connection} has been replaced; use the one that has taken its place"
        ),
        "channels.unprepared": (
            "connection {connection} is not prepared: {missing}; see to each before it is requested"
        ),
        "channels.date_ahead": (
            "{on} is after {business_date}; give a day up to the business date"
        ),
        "channels.mapping_faulty": (
            "the mapping of connection {connection} has faults: {faults}; "
            "put each right before it is finished"
        ),
        "channels.mapping_changed": (
            "the mapping of connection {connection} is at version {version}, not {got}; "
            "look at it again, and test what it says now"
        ),
        "channels.mapping_not_finished": (
            "version {version} of the mapping of connection {connection} is not finished; "
            "finish it first"
        ),
        "channels.receives_only": (
            "connection {connection} sends no values, so there is nothing to synchronise; "
            "begin the tests"
        ),
        "channels.sends_values": (
            "connection {connection} sends values; begin the full sync, and the tests follow it"
        ),
        "channels.full_sync_too_soon": (
            "connection {connection} has sent all values at {at}, and the platform takes that once "
            "in {hours} hours; send what has changed, or wait"
        ),
        "channels.values_pending": (
            "{pending} values of connection {connection} are not acknowledged yet; "
            "send them again, or see why the platform refuses them"
        ),
        "channels.check_not_needed": (
            "{check} is no check of connection {connection}, which needs {needed}; "
            "record one of those, or change what is exchanged"
        ),
        "channels.checks_missing": (
            "nothing shows for connection {connection} since its last change: {missing}; "
            "test each, and record what it shows"
        ),
        "channels.same_connection": (
            "connection {connection} cannot take its own place; name the other one"
        ),
        "channels.mapping_broken": (
            "{count} entries of the mapping of connection {connection} stand twice or lead "
            "nowhere: {faults}; put them right, and enter it again"
        ),
        "channels.other_provider": (
            "the mapping of connection {connection} is for {provider}, not for {got}; "
            "enter the mapping of another platform at its own connection"
        ),
        "channels.date_over": (
            "{first} is over: the business date is {business_date}; "
            "set prices and restrictions from then on"
        ),
        "channels.date_far_ahead": (
            "{last} is too far ahead; set prices and restrictions up to {end}"
        ),
        "channels.limits_contradict": (
            "nobody could book {selling} on {on}: {least} would be {low} and {most} {high}; "
            "change the other one first, or set both at once"
        ),
        "channels.not_pushing": (
            "connection {connection} sends nothing while it is {status}; "
            "values go out from its full sync on, unless it is suspended"
        ),
        "channels.message_known": (
            "{target} was told by message {last} already, so message {message} comes too late; "
            "give a message the next number of its connection"
        ),
        "channels.values_in_flight": (
            "message {message} tells {target} its {measure} from {first} on, and is not answered; "
            "wait for the answer, or give the message up"
        ),
    }

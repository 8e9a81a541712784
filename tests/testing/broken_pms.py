"""PMSs that do one thing wrong each, as real ones do; no certification may miss it."""

import math
from datetime import timedelta
from decimal import Decimal

import attrs
from tests.testing.reference_pms import BOOK, CANCEL, CENT, ReferencePms

from axentra_core.channels.reservations import Confirmation, Outcome
from axentra_core.testing.certification import PmsCard, PmsReservation, PmsStatus


class Refusing(ReferencePms):
    """Refuses what it should keep."""

    def refuses(self, message):
        """Return whether it refuses a message."""
        raise NotImplementedError

    def take(self, item, is_ours):
        """Refuse some messages."""
        if item.message is not None and self.refuses(item.message):
            return Confirmation(item, Outcome.REFUSED, None, "pms.refused", "not taken")
        return super().take(item, is_ours)


class Changing(ReferencePms):
    """Has what it should, and something about it is wrong."""

    def reservation(self, reference):
        """Return what is wrong."""
        found = super().reservation(reference)
        if found is None or found.status is not PmsStatus.BOOKED:
            return found
        return self.changed(found)

    def changed(self, found):
        """Return a reservation that is wrong."""
        raise NotImplementedError


# --- what is new ---


class NeedsNightlyPrices(Refusing):
    """Takes nothing without a price for each night."""

    def refuses(self, message):
        """Return whether a night has no price."""
        return bool(message.snapshot) and not all(one.nights for one in message.snapshot.rooms)


class NoExtras(Changing):
    """Knows of nothing beside the nights."""

    def changed(self, found):
        """Return it without extras."""
        return attrs.evolve(found, extras=())


class NoComments(Changing):
    """Reads no wishes."""

    def changed(self, found):
        """Return it without comments."""
        return attrs.evolve(found, comments=())


class DayLater(Changing):
    """Reads dates as instants, and its server stands in another zone."""

    def changed(self, found):
        """Return it a day later."""
        day = timedelta(1)
        rooms = (
            attrs.evolve(one, arrival=one.arrival + day, departure=one.departure + day)
            for one in found.rooms
        )
        return attrs.evolve(found, rooms=tuple(rooms))


class LastDatesWin(Changing):
    """Every room has the dates of the last one."""

    def changed(self, found):
        """Return it with one pair of dates."""
        last = found.rooms[-1]
        rooms = (
            attrs.evolve(one, arrival=last.arrival, departure=last.departure) for one in found.rooms
        )
        return attrs.evolve(found, rooms=tuple(rooms))


class OneOfAKind(Changing):
    """Takes two rooms that are alike for one."""

    def changed(self, found):
        """Return it with each room once."""
        return attrs.evolve(found, rooms=tuple(dict.fromkeys(found.rooms)))


class NoChildren(Changing):
    """Counts every guest as an adult."""

    def changed(self, found):
        """Return it with adults only."""
        rooms = (
            attrs.evolve(one, adults=one.adults + one.children, children=0, ages=())
            for one in found.rooms
        )
        return attrs.evolve(found, rooms=tuple(rooms))


class TaxedTwice(ReferencePms):
    """Adds taxes to prices that have them."""

    def nights(self, told):
        """Return nights that are too dear where taxes are told."""
        nights = super().nights(told)
        return tuple(one * Decimal("1.1") for one in nights) if told.price.before_tax else nights


class RoundedDown(ReferencePms):
    """Shares a total evenly and loses the rest."""

    def nights(self, told):
        """Return equal nights."""
        if told.nights:
            return super().nights(told)
        count = (told.departure - told.arrival).days
        return (Decimal(math.floor(told.price.after_tax / count / CENT)) * CENT,) * count


class AnyMoney(ReferencePms):
    """Takes every number for the hotel's money."""

    def nights(self, told):
        """Return the mere numbers."""
        return tuple(one.price.after_tax for one in told.nights)


class NothingAfterArrival(Refusing):
    """Refuses what was booked after the date of arrival."""

    def refuses(self, message):
        """Return whether it seems to be too late."""
        told = message.snapshot
        return bool(told and told.booked_at) and told.booked_at.astimezone().date() > (
            told.rooms[0].arrival
        ) - timedelta(1)


# --- what is changed ---


class BookingsOnly(ReferencePms):
    """Confirms modifications and does nothing."""

    def keep(self, item):
        """Keep what is no modification."""
        if item.message.happening in {BOOK, CANCEL}:
            super().keep(item)


class RoomsAdded(ReferencePms):
    """Takes a modification for rooms in addition."""

    def room_list(self, reference):
        """Return every room that was ever told."""
        told = [one.snapshot for one in self.in_order(reference) if one.snapshot]
        return tuple(dict.fromkeys(self.room(one) for each in told for one in each.rooms))

    def reservation(self, reference):
        """Return it with all rooms of all messages."""
        found = super().reservation(reference)
        if found is None or found.status is not PmsStatus.BOOKED:
            return found
        return attrs.evolve(found, rooms=self.room_list(reference))


class FirstGuest(Changing):
    """Never changes whom a reservation is for."""

    def changed(self, found):
        """Return it for who has booked first."""
        return attrs.evolve(found, guest="Ayu Lestari", mail="ayu.1234@guest.example")


class AbsentIsDeleted(ReferencePms):
    """Takes what is not told for taken away."""

    def reservation(self, reference):
        """Return what the newest message tells, and nothing else."""
        found = super().reservation(reference)
        if found is None or found.status is not PmsStatus.BOOKED:
            return found
        newest = self.in_order(reference)[-1]
        card = found.card if newest.happening is BOOK else None
        return attrs.evolve(found, mail=newest.personal.mail, card=card)


class NoCancellations(ReferencePms):
    """Confirms cancellations and does nothing."""

    def keep(self, item):
        """Keep what is no cancellation."""
        if item.message.happening is not CANCEL:
            super().keep(item)


class NoShortCancellations(ReferencePms):
    """Takes nothing for a cancellation that repeats no room."""

    def keep(self, item):
        """Keep what has rooms."""
        if item.message.snapshot is not None:
            super().keep(item)


class GivesBackWhatWasBooked(ReferencePms):
    """Frees what was booked at first when a modified reservation is cancelled."""

    def sold(self, room_code, night):
        """Count what was modified and cancelled as sold."""
        gone = 0
        for reference in self.messages:
            told = self.in_order(reference)
            if told[-1].happening is CANCEL:
                for one in told[-1].snapshot.rooms if told[-1].snapshot else ():
                    gone += one.room_code == room_code and one.arrival <= night < one.departure
        return super().sold(room_code, night) + gone


class CancelledForGood(ReferencePms):
    """Refuses to have anything happen to what was cancelled."""

    def keep(self, item):
        """Keep nothing after a cancellation."""
        known = self.messages.get(item.message.reference, {}).values()
        if CANCEL not in {one.happening for one in known}:
            super().keep(item)


class ReinstatedAsItWas(ReferencePms):
    """Takes up again what was cancelled, as it was then."""

    def in_order(self, reference):
        """Return messages without the snapshots that were told after a cancellation."""
        told, is_gone = [], False
        for one in super().in_order(reference):
            is_gone = is_gone or one.happening is CANCEL
            first = [before for before in told if before.happening is BOOK]
            changed = {"snapshot": first[0].snapshot} if is_gone and first else {}
            told.append(attrs.evolve(one, **changed))
        return told


class CancelsOnce(ReferencePms):
    """Cancels a reservation a single time."""

    def keep(self, item):
        """Keep one cancellation."""
        known = self.messages.get(item.message.reference, {}).values()
        if item.message.happening is not CANCEL or CANCEL not in {one.happening for one in known}:
            super().keep(item)


class CancelsByGuest(ReferencePms):
    """Finds what is cancelled by the name of the guest."""

    def reservation(self, reference):
        """Return it as cancelled once anything of the guest is."""
        found = super().reservation(reference)
        statuses = {super(CancelsByGuest, self).reservation(one).status for one in self.messages}
        return PmsReservation(PmsStatus.CANCELLED) if PmsStatus.CANCELLED in statuses else found


# --- how it comes ---


class LastArrivedWins(ReferencePms):
    """Takes what comes last for the newest."""

    def in_order(self, reference):
        """Return messages as they have come."""
        return [*self.messages[reference].values()]


class UnknownIsDone(ReferencePms):
    """Confirms what it does not know, and forgets it."""

    def keep(self, item):
        """Keep what is booked, or known."""
        if item.message.happening is BOOK or item.message.reference in self.messages:
            super().keep(item)


class EachIsNew(ReferencePms):
    """Books again whatever is brought again."""

    def __init__(self, *args):
        """Count what was booked."""
        super().__init__(*args)
        self.times = {}

    def keep(self, item):
        """Count each booking."""
        reference = item.message.reference
        self.times[reference] = self.times.get(reference, 0) + (item.message.happening is BOOK)
        super().keep(item)

    def reservation(self, reference):
        """Return its rooms as often as they were booked."""
        found = super().reservation(reference)
        return found and attrs.evolve(found, rooms=found.rooms * self.times[reference])


class EachIdIsNew(EachIsNew):
    """Books again what comes under another id."""

    def __init__(self, *args):
        """Remember ids."""
        super().__init__(*args)
        self.ids = set()

    def keep(self, item):
        """Keep what has an id of its own."""
        if item.id not in self.ids:
            self.ids.add(item.id)
            super().keep(item)


class KnownById(ReferencePms):
    """Leaves out what comes under a known id."""

    def __init__(self, *args):
        """Remember ids."""
        super().__init__(*args)
        self.ids = set()

    def keep(self, item):
        """Keep what has an id of its own."""
        if item.id not in self.ids:
            self.ids.add(item.id)
            super().keep(item)


class GivesUp(ReferencePms):
    """Never asks again once the platform has failed."""

    def pull(self):
        """Ask once."""
        if not self.asked:
            super().pull()


class AllOrNothing(ReferencePms):
    """One bad message spoils all that come with it."""

    def taken(self, delivery):
        """Take no delivery that has a fault."""
        report = super().taken(delivery)
        if all(one.outcome is Outcome.TAKEN for one in report.confirmations):
            return report
        self.messages.clear()
        refused = (attrs.evolve(one, outcome=Outcome.REFUSED) for one in report.confirmations)
        return attrs.evolve(report, confirmations=tuple(refused))


class AnyHotel(ReferencePms):
    """Books whatever comes, whomever it is for."""

    def take(self, item, is_ours):
        """Take it."""
        return super().take(item, is_ours=True)


class FiftyAtMost(ReferencePms):
    """Confirms everything, and has room for fifty."""

    def keep(self, item):
        """Keep the first ones."""
        if len(self.messages) < 50:
            super().keep(item)


# --- what does not fit ---


class DefaultRoom(ReferencePms):
    """Has a room for everybody."""

    def offer(self, told):
        """Return the best room."""
        codes = super().offer(told)
        return codes if codes[1] else ("DLX", "BAR")


class NoQuestions(Changing):
    """Tells nobody that something does not fit."""

    def changed(self, found):
        """Return it as if all were well."""
        return attrs.evolve(found, needs_person=False)


class FailedForGood(ReferencePms):
    """Looks at nothing again that could not be booked at first."""

    def keep(self, item):
        """Keep nothing of what was not mapped."""
        known = self.messages.get(item.message.reference)
        if known:
            first = next(iter(known.values()))
            if any(self.offer(one)[0] is None for one in first.snapshot.rooms):
                return
        super().keep(item)


class KnownChannelsOnly(Refusing):
    """Refuses what comes from a channel that it has no profile for."""

    def refuses(self, message):
        """Return whether the channel is new."""
        return message.reference.channel not in {"BDC", "EXP"}


class SoldOut(Refusing):
    """Refuses what it has no room for."""

    def refuses(self, message):
        """Return whether nothing is left."""
        if message.snapshot is None or message.happening is not BOOK:
            return False
        most = self.setting.rooms_of_a_type
        return any(self.sold(one.room_code, one.arrival) >= most for one in message.snapshot.rooms)


class LogsCards(ReferencePms):
    """Writes down what it was sent."""

    def __init__(self, *args):
        """Keep a log."""
        super().__init__(*args)
        self.log = []

    def keep(self, item):
        """Write the card into the log."""
        if item.card is not None:
            self.log.append(f"card {item.card.number}")
        super().keep(item)

    def written(self):
        """Yield the log, too."""
        yield from super().written()
        yield from self.log


class LogsBodies(LogsCards):
    """Writes down every body as it came."""

    def __init__(self, *args):
        """Read what is read."""
        super().__init__(*args)
        dialect = self.dialect
        read = dialect.read_delivery

        def read_and_log(body, codes):
            self.log.append(body.decode())
            return read(body, codes)

        dialect.read_delivery = read_and_log


class GuestsCard(ReferencePms):
    """Takes a virtual card for the guest's."""

    def card(self, reference, told):
        """Return a card like any other."""
        card = super().card(reference, told)
        return card and PmsCard(card.last_four)


class CardForAll(ReferencePms):
    """Makes up a card where none is told."""

    def card(self, reference, told):
        """Return a card."""
        return super().card(reference, told) or PmsCard("0000")


DEFECTS = {
    "test_the_least_that_is_told": NeedsNightlyPrices,
    "test_the_most_that_is_told": NoExtras,
    "test_one_room": DayLater,
    "test_several_rooms_each_with_its_own_dates": LastDatesWin,
    "test_two_rooms_that_are_alike": OneOfAKind,
    "test_children_with_ages": NoChildren,
    "test_extras": NoExtras,
    "test_comments": NoComments,
    "test_prices_with_and_without_tax": TaxedTwice,
    "test_a_total_alone": RoundedDown,
    "test_other_money_is_not_taken_for_the_hotels": AnyMoney,
    "test_booked_after_midnight_for_the_night_that_is_under_way": NothingAfterArrival,
    "test_other_dates": BookingsOnly,
    "test_a_longer_stay": BookingsOnly,
    "test_a_shorter_stay": RoomsAdded,
    "test_dates_that_overlap": RoomsAdded,
    "test_another_room_type": RoomsAdded,
    "test_another_rate": BookingsOnly,
    "test_other_prices": BookingsOnly,
    "test_other_guests": BookingsOnly,
    "test_a_room_more": BookingsOnly,
    "test_a_room_less": RoomsAdded,
    "test_rooms_and_guests_more_and_less": RoomsAdded,
    "test_everything_at_once": RoomsAdded,
    "test_another_guest": FirstGuest,
    "test_what_is_not_told_again_is_not_deleted": AbsentIsDeleted,
    "test_cancelled": NoCancellations,
    "test_cancelled_without_a_word": NoShortCancellations,
    "test_modified_then_cancelled": GivesBackWhatWasBooked,
    "test_reinstated": CancelledForGood,
    "test_cancelled_again": CancelsOnce,
    "test_one_of_two_is_cancelled": CancelsByGuest,
    "test_modified_before_it_was_booked": LastArrivedWins,
    "test_cancelled_before_it_was_booked": LastArrivedWins,
    "test_a_cancellation_of_what_nobody_knows_is_not_lost": UnknownIsDone,
    "test_everything_backwards": LastArrivedWins,
    "test_older_after_newer": LastArrivedWins,
    "test_nobody_who_has_cancelled_comes_back_by_an_older_message": LastArrivedWins,
    "test_what_was_told_while_it_was_cancelled": ReinstatedAsItWas,
    "test_the_same_message_twice": EachIsNew,
    "test_the_same_content_under_a_new_id": EachIdIsNew,
    "test_other_content_under_the_same_id": KnownById,
    "test_what_was_not_confirmed_comes_again": EachIsNew,
    "test_only_what_is_written_down_is_confirmed": GivesUp,
    "test_one_that_cannot_be_read": AllOrNothing,
    "test_what_is_for_another_hotel": AnyHotel,
    "test_a_burst": FiftyAtMost,
    "test_a_room_that_is_not_mapped": DefaultRoom,
    "test_a_rate_that_is_not_mapped": NoQuestions,
    "test_codes_that_are_left_out": DefaultRoom,
    "test_an_unmapped_room_that_is_cancelled": FailedForGood,
    "test_an_unmapped_room_that_is_mapped_by_a_modification": FailedForGood,
    "test_a_channel_that_nobody_knows": KnownChannelsOnly,
    "test_what_was_sold_although_nothing_was_left": SoldOut,
    "test_a_card": LogsCards,
    "test_a_virtual_card": GuestsCard,
    "test_a_card_that_is_not_told_again": AbsentIsDeleted,
    "test_no_card": CardForAll,
    "test_a_card_among_the_wishes": LogsBodies,
}

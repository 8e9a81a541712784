"""What is known of a channel's reservation: by which message, and what it makes of its rooms."""

from datetime import date

import attrs
import pytest
from tests.channels.noting import CIPHER, ID, OPEN, RESERVATION, after, digest, note
from tests.channels.reserving import (
    BOOK,
    CANCEL,
    EXPEDIA,
    MODIFY,
    WULAN,
    at,
    message,
    price,
    room,
    snapshot,
)

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    CarriedOut,
    ChooseOffer,
    Collects,
    DeliveryConfirmed,
    Flag,
    HeldCard,
    LinkRoom,
    LinkStays,
    MessageNoted,
    NoteCarriedOut,
    NoteConfirmation,
    Origin,
    OtherId,
    Outcome,
    Personal,
    ReservationCancelled,
    ReservationOpened,
    ReservationReinstated,
    ReservationStatus,
    ReservationTaken,
    RoomSlot,
    RoomsMatched,
    Snapshot,
    StaysLinked,
    TakenCard,
    ToldCard,
    reservation_id,
)
from axentra_core.channels.reservations.model import MOST_SEEN
from axentra_core.codec import Codec
from axentra_core.kernel.errors import InvalidInput, RuleViolation
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

AWAITED, BOOKED, CANCELLED = ReservationStatus
TODAY = CONTEXT.business_date
CODEC = Codec([RESERVATION])
OPENED = ReservationOpened(ID, EXPEDIA, "G1", TODAY)
VISA = TakenCard("tok_81f", "visa", "4242", date(2028, 5, 31))
NAMELESS = Personal()


def names(events):
    """Return what has happened."""
    return [type(event) for event in events]


def decided(state, command):
    """Return what a command decides."""
    return list(RESERVATION.decide(state, command, CONTEXT))


# --- opening and booking ---


def test_a_reservation_begins_with_nothing_but_its_name() -> None:
    """Until something is told, nobody knows of guests."""
    state = given(RESERVATION).when(OPEN).then(OPENED)
    assert (state.status, state.slots, state.origin) == (AWAITED, (), None)


def test_a_booking_is_taken_with_a_stay_for_each_room() -> None:
    """Each room is a stay of its own, with a number that is never given again."""
    state = after()
    told = message(BOOK, 0, room(), room(1, 3))
    events = decided(state, note(told))
    assert names(events) == [MessageNoted, RoomsMatched, ReservationTaken]
    now = after(note(told))
    assert [(slot.number, slot.stay) for slot in now.slots] == [(1, f"{ID}.1"), (2, f"{ID}.2")]
    assert [slot.room for slot in now.wanted] == [room(), room(1, 3)]
    assert (now.status, now.origin) == (BOOKED, Origin.TOLD)


def test_the_same_content_again_tells_nothing() -> None:
    """A message is known by what it tells, under whatever id it comes."""
    state = after(note(message()))
    assert decided(state, note(message(), message="M2", connection="C9")) == []


def test_other_content_under_an_old_id_is_a_new_message() -> None:
    """Platforms send a modification under the id of the booking (facts: samples 10 and 11)."""
    state = after(note(message()), note(message(MODIFY, 5, room(nights=3))))
    assert [slot.room.departure.day for slot in state.wanted] == [26]


def test_a_known_message_that_brings_the_card_at_last_is_noted() -> None:
    """The platform sends it again, and this time the vault has answered."""
    lost = after(note(message(), is_card_lost=True))
    assert lost.card == HeldCard(is_lost=True)
    state = after(note(message(), is_card_lost=True), note(message(), card=VISA))
    assert state.card == HeldCard(None, VISA)
    assert len(state.seen) == 1
    assert decided(state, note(message(), card=VISA)) == []
    confirm = NoteConfirmation(ID, "M1", Outcome.TAKEN)
    again = note(message(), card=VISA)
    assert after(note(message(), is_card_lost=True), confirm, again).is_confirmed


# --- order ---


def test_an_older_message_changes_nothing_that_is_known() -> None:
    """What is known is of the newest message, whichever came last."""
    state = after(note(message(MODIFY, 9, room(nights=5))))
    older = note(message(BOOK, 0))
    now = after(note(message(MODIFY, 9, room(nights=5))), older)
    assert (now.snapshot, now.newest) == (state.snapshot, state.newest)
    assert now.status is BOOKED


def test_an_older_message_never_brings_back_who_has_cancelled() -> None:
    """The defect of a public adapter: any later message set a cancelled booking to confirmed."""
    state = after(note(message()), note(message(CANCEL, 9)), note(message(MODIFY, 5, room())))
    assert (state.status, state.is_cancelled, state.wanted) == (CANCELLED, True, ())


def test_what_is_newer_than_the_cancellation_reinstates() -> None:
    """A channel that sells the room to the same guest again says so later."""
    booked = [note(message()), note(message(CANCEL, 9))]
    events = decided(after(*booked), note(message(MODIFY, 12)))
    assert names(events) == [MessageNoted, ReservationReinstated]
    state = after(*booked, note(message(MODIFY, 12)))
    assert (state.status, len(state.wanted)) == (BOOKED, 1)


def test_what_may_be_old_brings_nobody_back() -> None:
    """A message that tells only when it was sent may be an old one that was sent again."""
    booked = [note(message()), note(message(CANCEL, 9))]
    undated = message(MODIFY, 12)
    undated = attrs.evolve(undated, version=attrs.evolve(undated.version, is_dated=False))
    state = after(*booked, note(undated))
    assert (state.status, state.is_cancelled, state.may_be_reinstated) == (CANCELLED, True, True)
    dated = after(*booked, note(undated), note(message(MODIFY, 11)))
    assert (dated.status, dated.may_be_reinstated) == (BOOKED, False)


def test_a_reservation_is_cancelled_again_after_it_was_reinstated() -> None:
    """The newest word counts, however often it changes."""
    told = [message(), message(CANCEL, 9), message(MODIFY, 12), message(CANCEL, 15)]
    state = after(*map(note, told))
    assert (state.status, state.cancelled.version) == (CANCELLED, at(15))


def test_a_cancellation_of_the_same_moment_holds() -> None:
    """Of two messages of one time, the cancellation is the newer."""
    told = [message(CANCEL, 5), message(MODIFY, 5), message(BOOK, 0)]
    assert after(*map(note, told)).status is CANCELLED


def test_a_cancellation_without_a_time_holds() -> None:
    """Nobody knows when it was made, so nothing that was told brings anybody back."""
    told = [message(), message(CANCEL, None), message(MODIFY, 900)]
    assert after(*map(note, told)).status is CANCELLED


def test_a_change_without_a_time_is_the_oldest() -> None:
    """What may be old takes nothing away from what has a time."""
    state = after(note(message(BOOK, 0)), note(message(MODIFY, None, room(nights=7))))
    assert state.snapshot == snapshot()


def test_a_revision_orders_messages_of_one_time() -> None:
    """Where a platform counts revisions, the later of the same second has the higher one."""
    first, second = (
        attrs.evolve(
            message(MODIFY, 3, room(nights=nights)), version=attrs.evolve(at(3), revision=nights)
        )
        for nights in (2, 3)
    )
    for told in ([first, second], [second, first]):
        state = after(note(message()), *map(note, told))
        assert state.snapshot == second.snapshot


def test_a_cancellation_may_tell_what_is_cancelled() -> None:
    """Its rooms are the newest that is known, and nobody comes for them."""
    told = message(CANCEL, 5, room(nights=4))
    state = after(note(message()), note(told))
    assert (state.status, state.snapshot) == (CANCELLED, told.snapshot)


# --- what waits ---


@pytest.mark.parametrize("happening", [MODIFY, CANCEL], ids=["modify", "cancel"])
def test_what_nobody_knows_waits_for_its_booking(happening) -> None:
    """Nothing is guessed of a reservation that was never booked here."""
    state = after(note(message(happening, 5)))
    assert (state.status, state.wanted) == (AWAITED, ())
    booked = after(note(message(happening, 5)), note(message(BOOK, 0)))
    assert booked.status is (CANCELLED if happening is CANCEL else BOOKED)


def test_what_was_parked_is_applied_when_the_booking_comes() -> None:
    """The modification that came before is newer than the booking."""
    state = after(note(message(MODIFY, 5, room(nights=4))), note(message(BOOK, 0)))
    assert [slot.room for slot in state.wanted] == [room(nights=4)]


def test_a_cancellation_that_waited_is_taken_and_cancelled() -> None:
    """Both have happened, though both are known at once."""
    events = decided(after(note(message(CANCEL, 5))), note(message(BOOK, 0)))
    assert names(events)[-2:] == [ReservationTaken, ReservationCancelled]


def test_a_row_of_a_file_makes_a_reservation_known() -> None:
    """Later messages find it, and what waits is applied."""
    state = after(note(message(MODIFY, 5, room(nights=4))))
    assert state.status is AWAITED
    row = note(message(BOOK, 0), is_import=True, connection=None, message=None)
    known = after(note(message(MODIFY, 5, room(nights=4))), row)
    assert (known.status, known.origin) == (BOOKED, Origin.IMPORTED)
    told = after(row, note(message(MODIFY, 5)), note(message(BOOK, 1)))
    assert told.origin is Origin.TOLD


def test_an_import_does_not_confirm_what_was_not_confirmed() -> None:
    """A row of a file says nothing of the last message's delivery."""
    row = note(message(BOOK, 1), is_import=True, message=None)
    assert not after(note(message()), row).is_confirmed
    assert after(row).is_confirmed


# --- linking ---


def test_stays_are_linked_to_what_nobody_has_told_of() -> None:
    """A person says which stays it is; what waits is applied to them."""
    waits = note(message(MODIFY, 5, room(nights=4), room(1, 1)))
    events = decided(after(waits), LinkStays(ID, ("S1",)))
    assert names(events) == [StaysLinked, RoomsMatched, ReservationTaken]
    state = after(waits, LinkStays(ID, ("S1",)))
    assert [slot.stay for slot in state.slots] == ["S1", f"{ID}.2"]
    assert [slot.room for slot in state.slots] == [room(nights=4), room(1, 1)]


def test_a_linked_stay_is_whatever_room_comes_first() -> None:
    """Of it nothing is known, so the one room that is told is it."""
    state = after(LinkStays(ID, ("S1",)), note(message(MODIFY, 5)))
    assert state.slots == (RoomSlot(1, "S1", room()),)


@pytest.mark.parametrize("stays", [(), ("S1", "S1")], ids=["none", "twice"])
def test_each_stay_is_named_once(stays) -> None:
    """A reservation has a room at least, and no room twice."""
    given(RESERVATION, OPENED).when(LinkStays(ID, stays)).refused("channels.stays_not_named")


def test_what_is_booked_is_linked_no_more() -> None:
    """It has stays of its own."""
    with pytest.raises(RuleViolation) as error:
        decided(after(note(message())), LinkStays(ID, ("S1",)))
    assert error.value.code == "channels.reservation_known"


# --- rooms ---


def test_a_room_that_is_left_out_is_given_up_and_may_come_back() -> None:
    """Its number is taken up again before another begins."""
    two = message(BOOK, 0, room(), room(1, 3, code="STE"))
    one = message(MODIFY, 5, room(1, 3, code="STE"))
    state = after(note(two), note(one))
    assert [(slot.number, slot.is_wanted) for slot in state.slots] == [(1, False), (2, True)]
    back = after(note(two), note(one), note(message(MODIFY, 9, *two.snapshot.rooms)))
    assert [(slot.number, slot.is_wanted) for slot in back.slots] == [(1, True), (2, True)]


def test_a_message_without_rooms_gives_none_up() -> None:
    """Some tell only a status; that is no snapshot of anything."""
    empty = attrs.evolve(message(MODIFY, 5), snapshot=Snapshot())
    state = after(note(message()), note(empty))
    assert (state.snapshot, len(state.wanted)) == (snapshot(), 1)


# --- what a message leaves out ---


def test_what_is_left_out_is_not_deleted() -> None:
    """A modification may lack the guest, the card and who collects (facts: fact 6)."""
    first = message(
        snapshot=snapshot(collects=Collects.CHANNEL, card=ToldCard(is_virtual=True)),
        ids=(OtherId("platform", "SM-1"),),
        secondary="EXPA",
    )
    later = message(MODIFY, 5, room(nights=3), personal=NAMELESS, ids=(OtherId("pms", "7"),))
    state = after(note(first, card=VISA), note(later))
    assert CIPHER.open("G1", state.personal.mail.data) == WULAN.mail
    assert state.card == HeldCard(ToldCard(is_virtual=True), VISA)
    assert (state.collects, state.secondary) == (Collects.CHANNEL, "EXPA")
    assert [one.kind for one in state.ids] == ["platform", "pms"]


def test_what_is_told_of_a_card_without_its_number_takes_no_token_away() -> None:
    """A masked card of a later message says nothing of the one that was taken."""
    told = message(MODIFY, 5, snapshot=snapshot(card=ToldCard(is_virtual=False)))
    state = after(note(message(), card=VISA), note(told))
    assert state.card == HeldCard(ToldCard(is_virtual=False), VISA)


def test_a_newer_card_that_was_not_taken_is_told() -> None:
    """The older token is kept, and that it may be the wrong one is known."""
    state = after(note(message(), card=VISA), note(message(MODIFY, 5), is_card_lost=True))
    assert state.card == HeldCard(None, VISA, is_lost=True)
    newest = after(
        note(message(), card=VISA),
        note(message(MODIFY, 5), is_card_lost=True),
        note(message(MODIFY, 9), card=attrs.evolve(VISA, token="tok_2")),
    )
    assert newest.card == HeldCard(None, attrs.evolve(VISA, token="tok_2"))


def test_each_part_is_of_the_newest_message_that_tells_it() -> None:
    """An older message still tells what newer ones have left out, and nothing else."""
    newer = message(MODIFY, 9, personal=Personal(name="Wulandari"))
    older = message(MODIFY, 5, personal=Personal(name="Wulan", phone="+62 811"))
    for told in ([newer, older], [older, newer]):
        state = after(note(message(personal=NAMELESS)), *map(note, told))
        shown = [
            CIPHER.open("G1", part.data) for part in (state.personal.name, state.personal.phone)
        ]
        assert shown == ["Wulandari", "+62 811"]


# --- choosing, carrying out, confirming ---


def test_an_offer_is_chosen_for_a_room_that_is_wanted() -> None:
    """It holds as long as the room has the same codes."""
    chosen = ChooseOffer(ID, 1, "DLX", "BAR")
    state = after(note(message(BOOK, 0, room(code="XXX"))), chosen)
    assert (state.slots[0].room_type, state.slots[0].rate_plan) == ("DLX", "BAR")
    assert decided(state, chosen) == []
    longer = note(message(MODIFY, 5, room(nights=4, code="XXX")))
    assert (
        after(note(message(BOOK, 0, room(code="XXX"))), chosen, longer).slots[0].room_type == "DLX"
    )
    other = note(message(MODIFY, 5, room(code="YYY")))
    assert after(note(message(BOOK, 0, room(code="XXX"))), chosen, other).slots[0].room_type is None


def test_no_offer_is_chosen_for_a_room_that_is_not_there() -> None:
    """Only guests who come need a room."""
    with pytest.raises(RuleViolation) as error:
        decided(after(note(message())), ChooseOffer(ID, 2, "DLX"))
    assert error.value.code == "channels.no_such_room"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ((), "channels.reservation_awaited"),
        ((message(), message(CANCEL, 5)), "channels.reservation_cancelled"),
    ],
    ids=["awaited", "cancelled"],
)
def test_no_offer_is_chosen_where_nobody_comes(told, code) -> None:
    """Before the booking and after the cancellation there is nothing to choose."""
    with pytest.raises(RuleViolation) as error:
        decided(after(*map(note, told)), ChooseOffer(ID, 1, "DLX"))
    assert error.value.code == code


def test_a_room_is_the_stay_that_somebody_has_booked() -> None:
    """Under its number it may have any id; what is told of the room later is about that stay."""
    linked = LinkRoom(ID, 2, "HOST-7")
    told = note(message(BOOK, 0, room(), room(1)))
    state = after(told, linked)
    assert [slot.stay for slot in state.slots] == [f"{ID}.1", "HOST-7"]
    assert decided(state, linked) == []
    assert ("channel_reservation.stay", "HOST-7") in RESERVATION.index(state)
    later = after(told, linked, note(message(MODIFY, 5, room(), room(2))))
    assert [(slot.stay, slot.room) for slot in later.wanted][1] == ("HOST-7", room(2))
    for wrong, code in (
        (LinkRoom(ID, 3, "HOST-7"), "channels.no_such_room"),
        (LinkRoom(ID, 1, "HOST-7"), "channels.stays_not_named"),
    ):
        with pytest.raises(RuleViolation) as error:
            decided(state, wrong)
        assert error.value.code == code


def test_how_far_it_was_carried_out_is_noted_once() -> None:
    """The same again changes nothing."""
    noted = NoteCarriedOut(ID, (1,), (Flag.ROOM_UNMAPPED,))
    state = after(note(message()), noted)
    assert (state.waiting, state.flags) == ((1,), (Flag.ROOM_UNMAPPED,))
    assert decided(state, noted) == []
    assert names(decided(state, NoteCarriedOut(ID))) == [CarriedOut]
    assert ("channel_reservation.waiting", "C1") in RESERVATION.index(state)


def test_a_message_is_confirmed_after_it_was_noted() -> None:
    """A platform that was not told brings it again; once it was, nothing is left."""
    state = after(note(message()))
    assert ("channel_reservation.unconfirmed", "C1") in RESERVATION.index(state)
    confirm = NoteConfirmation(ID, "M1", Outcome.TAKEN)
    assert names(decided(state, confirm)) == [DeliveryConfirmed]
    told = after(note(message()), confirm)
    assert told.is_confirmed
    assert decided(told, confirm) == []
    assert not after(note(message()), confirm, note(message(MODIFY, 5))).is_confirmed


# --- what is stored ---


def test_what_is_seen_is_bounded() -> None:
    """However often a reservation changes, its state stays small."""
    told = [note(message(MODIFY, minute)) for minute in range(1, MOST_SEEN + 20)]
    state = after(note(message()), *told)
    assert len(state.seen) == MOST_SEEN
    assert state.seen[-1].version == at(MOST_SEEN + 19)


def test_the_state_goes_through_json_and_back() -> None:
    """Everything that is known survives the store."""
    state = after(
        note(message(BOOK, 0, room(), room(code="XXX")), card=VISA),
        ChooseOffer(ID, 2, "DLX"),
        NoteCarriedOut(ID, (1,), (Flag.PRICE_MISSING,)),
        note(message(CANCEL, 5)),
    )
    assert CODEC.read_state("channel_reservation", CODEC.write(state)) == state


@pytest.mark.parametrize(
    ("channel", "reference", "plain"),
    [
        ("EXP", "1695093244", "EXP-1695093244"),
        ("BDC", "155.2", "BDC-155.2"),
        (None, "1695093244", None),
        ("EXP", "A 99/7", None),
        ("EXP", "9" * 60, None),
        ("A-B", "1", None),
    ],
    ids=["digits", "dotted", "no channel", "not an id", "long", "hyphen in the code"],
)
def test_a_reservation_has_an_id_of_its_reference(channel, reference, plain) -> None:
    """It reads as the reference where that can be an id, and leaves room for the stays'."""
    made = reservation_id(ChannelReference(channel, reference))
    assert made == plain if plain else made.startswith("ref:")
    assert len(made) <= 48


def test_no_two_references_have_one_id() -> None:
    """A code with a hyphen does not meet a reference with one."""
    one, other = ChannelReference("A", "B-1"), ChannelReference("A-B", "1")
    assert one.text == other.text
    assert reservation_id(one) != reservation_id(other)


def test_a_booking_says_what_it_is() -> None:
    """Only a cancellation may leave everything out."""
    with pytest.raises(InvalidInput) as error:
        attrs.evolve(message(), snapshot=None)
    assert error.value.faults[0].path == "snapshot"
    assert digest(message(CANCEL, 5)) != digest(message(CANCEL, 6))
    assert price(5).is_told

"""Bad input: each thing that is wrong gets its code and its path, and nothing changes."""

from datetime import UTC, date, time

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import Card, PaymentMethod
from axentra_core.housekeeping import TaskKind
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.kernel.money import Money, money
from axentra_core.rooms import BlockKind, Condition
from axentra_core.stays import Source, party
from axentra_core.testing import ManualClock

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
OOO = BlockKind.OUT_OF_ORDER
OPENING = ManualClock().now
CARD_NUMBER = "4" + "1" * 15


@pytest.fixture
def store():
    """One store is enough: bad input is refused before it is kept."""
    return MemoryStore()


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def refused(front, act, *expected):
    """Check that an act is refused with these faults, and that nothing has changed."""
    before = front.dump()
    with pytest.raises(AxentraError) as error:
        act()
    if isinstance(error.value, InvalidInput):
        assert [(fault.path, fault.code) for fault in error.value.faults] == [*expected]
    else:
        assert [("", error.value.code)] == [*expected]
    assert str(error.value)
    assert front.dump() == before


EUR, NAN, HUGE = money(1, "EUR"), Money("NaN", "IDR"), Money("1E+1000000", "IDR")

# fmt: off
BOOKINGS = {
    # what is said        path          namely                    why not
    "no name":            ("name",       None,                     "field.required"),
    "a blank name":       ("name",       "  ",                     "field.required"),
    "a tab in it":        ("name",       "Siti\tR",                "text.control_character"),
    "a NUL in it":        ("name",       "Siti\0",                 "text.control_character"),
    "turned letters":     ("name",       "Siti\u202e",             "text.bidi_control"),
    "half a letter":      ("name",       "Siti\ud800",             "text.not_unicode"),
    "an endless name":    ("name",       "S" * 201,                "text.too_long"),
    "a number as name":   ("name",       7,                        "field.wrong_type"),
    "a card as name":     ("name",       CARD_NUMBER,              "text.card_number"),
    "a code in a mail":   ("mail",       "CVV 123",                "text.card_data"),
    "words as phone":     ("phone",      "call me",                "phone.bad_format"),
    "no date":            ("arrival",    None,                     "field.required"),
    "text as date":       ("arrival",    "2026-11-23",             "field.wrong_type"),
    "an instant":         ("arrival",    OPENING,                  "field.wrong_type"),
    "far away":           ("departure",  date(2200, 1, 1),         "date.out_of_range"),
    "another type":       ("room_type",  "STE",                    "value.not_listed"),
    "a Cyrillic type":    ("room_type",  "DL\u0425",               "code.not_ascii"),
    "a price too few":    ("prices",     [rp(1)],                  "list.length"),
    "a price too many":   ("prices",     [rp(1)] * 3,              "list.length"),
    "another currency":   ("prices[1]",  [rp(1), EUR],             "money.currency_mismatch"),
    "half a rupiah":      ("prices[0]",  [rp("0.5"), rp(1)],       "money.too_many_decimals"),
    "a paid guest":       ("prices[1]",  [rp(1), rp(-1)],          "money.below_zero"),
    "no money":           ("prices[1]",  [rp(1), 1],               "field.wrong_type"),
    "not a number":       ("prices[1]",  [rp(1), NAN],             "money.not_finite"),
    "too much":           ("prices[1]",  [rp(1), HUGE],            "money.too_large"),
    "nobody":             ("party",      (),                       "list.length"),
    "a coach":            ("party",      party(100),               "list.length"),
    "a head count":       ("party[0]",   [2],                      "field.wrong_type"),
    "another guarantee":  ("guarantee",  "honour",                 "value.unknown"),
    "no such policy":     ("policy",     "FLEX",                   "value.not_listed"),
    "a channel by hand":  ("channel",    "BDC",                    "value.conflict"),
    "an unnamed channel": ("channel",    None,                     "field.required"),
    "another source":     ("source",     "carrier pigeon",         "value.unknown"),
    "a slash in the id":  ("stay",       "a/b",                    "id.bad_format"),
    "a reserved id":      ("stay",       "null",                   "id.reserved_word"),
}
# fmt: on


@pytest.mark.parametrize(("path", "value", "code"), BOOKINGS.values(), ids=BOOKINGS)
def test_a_booking_says_what_is_wrong_with_it(front, path, value, code) -> None:
    """The path names the field of the request, an index included."""
    field = path.partition("[")[0]
    said = {field: value} if value or field != "channel" else {"source": Source.CHANNEL}
    refused(front, lambda: front.book(**said), (path, code))


def test_everything_that_is_wrong_is_told_at_once(front) -> None:
    """A form is filled in again once, not field by field."""
    refused(
        front,
        lambda: front.book(name="", arrival=None, guarantee="honour"),
        ("arrival", "field.required"),
        ("name", "field.required"),
        ("guarantee", "value.unknown"),
    )


@pytest.mark.parametrize("departure", [date(2026, 11, 20), date(2028, 11, 23)])
def test_dates_that_make_no_stay_are_faults_of_the_departure(front, departure) -> None:
    """An earlier departure, or more than a year: the path says which field."""
    before = front.dump()
    with pytest.raises(InvalidInput) as error:
        front.book(departure=departure)
    assert [fault.path for fault in error.value.faults] == ["departure"]
    assert front.dump() == before


@pytest.mark.parametrize("stay", ["S:1", "d9428888-122b-11e1-b85c-61cd3cbb3210"])
def test_any_id_can_name_a_stay(front, stay) -> None:
    """A host whose ids are UUIDs, or carry a colon, books with them."""
    assert front.book(stay=stay) == stay


def test_a_known_guest_and_a_new_name_exclude_each_other(front) -> None:
    """What the caller says is used or refused, never dropped without a word."""
    guest = front.hotel.read.stay(front.book()).stay.guest
    refused(front, lambda: front.book(guest=guest, name="Budi"), ("guest", "value.conflict"))


ACTS = {
    "no such room": (lambda f: f.desk.check_in("S1", room="9999"), "room", "value.not_listed"),
    "a room of another script": (
        lambda f: f.desk.check_in("S1", room="２０３４"),
        "room",
        "code.not_ascii",
    ),
    "a room with a line feed": (
        lambda f: f.desk.check_in("S1", room="2034\n"),
        "room",
        "code.bad_format",
    ),
    "an override without words": (
        lambda f: f.desk.check_in("S1", room="2034", override=" "),
        "override",
        "field.required",
    ),
    "no such stay": (lambda f: f.desk.check_in("nobody"), "", "record.not_found"),
    "nothing sold": (
        lambda f: f.desk.charge_to_room("S1", "FNB", rp(0), key="k"),
        "net",
        "money.must_be_positive",
    ),
    "no such code": (
        lambda f: f.desk.charge_to_room("S1", "SPA", rp(1), key="k"),
        "code",
        "value.not_listed",
    ),
    "foreign money": (
        lambda f: f.desk.charge_to_room("S1", "FNB", money(1, "EUR"), key="k"),
        "net",
        "money.currency_mismatch",
    ),
    "half a rupiah": (
        lambda f: f.desk.take_payment("S1", PaymentMethod.CASH, rp("0.5"), key="k"),
        "amount",
        "money.too_many_decimals",
    ),
    "foreign payment": (
        lambda f: f.desk.take_payment("S1", PaymentMethod.CASH, money(1, "EUR"), key="k"),
        "amount",
        "money.currency_mismatch",
    ),
    "a cheque": (
        lambda f: f.desk.take_payment("S1", "cheque", rp(1), key="k"),
        "method",
        "value.unknown",
    ),
    "a card payment without card": (
        lambda f: f.desk.take_payment("S1", PaymentMethod.CARD, rp(1), in_advance=True, key="k"),
        "",
        "folio.card_missing",
    ),
    "a line that is not there": (
        lambda f: f.desk.reverse_charge("S1", 7, "a mistake", key="k"),
        "",
        "folio.line_unknown",
    ),
    "line zero": (
        lambda f: f.desk.reverse_charge("S1", 0, "a mistake", key="k"),
        "line",
        "value.out_of_range",
    ),
    "a reversal without reason": (
        lambda f: f.desk.reverse_charge("S1", 1, "", key="k"),
        "reason",
        "field.required",
    ),
    "an unknown guest": (lambda f: f.book(guest="nobody", name=None), "", "record.not_found"),
    "an arrival yesterday": (
        lambda f: f.book(3, arrival=date(2026, 11, 22), departure=date(2026, 11, 25)),
        "",
        "stay.arrival_in_past",
    ),
    "an unmarked room": (
        lambda f: f.desk.mark_room("9999", Condition.DIRTY),
        "",
        "record.not_found",
    ),
    "no condition": (lambda f: f.desk.mark_room("2034", "tidy"), "condition", "value.unknown"),
    "an unknown task": (lambda f: f.desk.finish_task("T9"), "", "record.not_found"),
    "nobody in an occupied room": (
        lambda f: f.desk.report_occupancy("2034", occupied=None),
        "occupied",
        "field.required",
    ),
    "a yes for occupied": (
        lambda f: f.desk.report_occupancy("2034", occupied="yes"),
        "occupied",
        "field.wrong_type",
    ),
    "two in a vacant room": (
        lambda f: f.desk.report_occupancy("2034", occupied=False, persons=2),
        "persons",
        "value.contradicts",
    ),
    "a hundred in a room": (
        lambda f: f.desk.report_occupancy("2034", occupied=True, persons=100),
        "persons",
        "value.out_of_range",
    ),
    "half a person": (
        lambda f: f.desk.report_occupancy("2034", occupied=True, persons=1.5),
        "persons",
        "field.wrong_type",
    ),
    "another sign": (
        lambda f: f.desk.report_sign("2034", "a cat"),
        "sign",
        "value.unknown",
    ),
    "a block of no night": (
        lambda f: f.boss.block_room("2034", OOO, MONDAY, MONDAY, "paint"),
        "until",
        "date.order",
    ),
    "a block of another kind": (
        lambda f: f.boss.block_room("2034", "haunted", MONDAY, TUESDAY, "a ghost"),
        "kind",
        "value.unknown",
    ),
    "a block without reason": (
        lambda f: f.boss.block_room("2034", OOO, MONDAY, TUESDAY, " "),
        "reason",
        "field.required",
    ),
    "a block in text": (
        lambda f: f.boss.block_room("2034", OOO, "2026-11-23", TUESDAY, "paint"),
        "first",
        "field.wrong_type",
    ),
    "out of order for somebody": (
        lambda f: f.boss.block_room("2034", OOO, MONDAY, TUESDAY, "paint", stay="S1"),
        "stay",
        "value.contradicts",
    ),
    "a hold for nobody known": (
        lambda f: f.boss.block_room("2034", BlockKind.HOLD, MONDAY, TUESDAY, "view", stay="S9"),
        "",
        "record.not_found",
    ),
    "a block of a room that is not there": (
        lambda f: f.boss.block_room("9999", OOO, MONDAY, TUESDAY, "paint"),
        "room",
        "value.not_listed",
    ),
    "a block yesterday": (
        lambda f: f.boss.block_room("2034", OOO, date(2026, 11, 22), TUESDAY, "paint"),
        "",
        "room.block_in_the_past",
    ),
    "a block that is not there": (lambda f: f.boss.end_block("2034", 7), "", "room.no_block"),
    "a block as text": (lambda f: f.boss.end_block("2034", "1"), "block", "field.wrong_type"),
    "a fault without words": (lambda f: f.desk.report_fault("2034", ""), "fault", "field.required"),
    "a fault in no room": (
        lambda f: f.desk.report_fault("9999", "a lamp"),
        "room",
        "value.not_listed",
    ),
    "a fault mended yesterday": (
        lambda f: f.desk.report_fault("2034", "a pipe", kind=OOO, until=date(2026, 11, 22)),
        "until",
        "date.order",
    ),
    "a sticker for no room": (
        lambda f: f.boss.print_sticker("9999"),
        "room",
        "value.not_listed",
    ),
    "another work": (lambda f: f.desk.open_task("2034", "ironing"), "kind", "value.unknown"),
    "work in no room": (
        lambda f: f.desk.open_task("9999", TaskKind.DEEP_CLEAN),
        "room",
        "value.not_listed",
    ),
    "a card in a note": (
        lambda f: f.desk.open_task("2034", TaskKind.DEEP_CLEAN, note=CARD_NUMBER),
        "note",
        "text.card_number",
    ),
    "a priority in words": (
        lambda f: f.desk.open_task("2034", TaskKind.DEEP_CLEAN, priority="soon"),
        "priority",
        "value.unknown",
    ),
    "a plan for a day in text": (
        lambda f: f.desk.plan_housekeeping("2026-11-23"),
        "date",
        "field.wrong_type",
    ),
    "a shift to the second": (
        lambda f: f.desk.plan_shift("wayan", MONDAY, time(8, 0, 1), time(16)),
        "starts",
        "field.wrong_type",
    ),
    "a shift in a zone": (
        lambda f: f.desk.plan_shift("wayan", MONDAY, time(8), time(16, tzinfo=UTC)),
        "ends",
        "field.wrong_type",
    ),
    "a shift of breaks": (
        lambda f: f.desk.plan_shift("wayan", MONDAY, time(8), time(16), breaks=481),
        "breaks",
        "value.out_of_range",
    ),
    "a shift of two days": (
        lambda f: f.desk.plan_shift("wayan", MONDAY, time(8), time(16), capacity=1_441),
        "capacity",
        "value.out_of_range",
    ),
    "a shift of nobody": (
        lambda f: f.desk.plan_shift("", MONDAY, time(8), time(16)),
        "attendant",
        "field.required",
    ),
    "a section in other letters": (
        lambda f: f.desk.plan_shift("wayan", MONDAY, time(8), time(16), sections=("A", "Б")),
        "sections[1]",
        "code.not_ascii",
    ),
    "an unknown shift": (lambda f: f.desk.start_shift("S9"), "", "record.not_found"),
    "an umbrella without words": (
        lambda f: f.desk.register_found_item("", "shelf 3"),
        "description",
        "field.required",
    ),
    "an umbrella nowhere": (
        lambda f: f.desk.register_found_item("an umbrella", "shelf 3", room="9999"),
        "room",
        "value.not_listed",
    ),
    "an umbrella of nobody known": (
        lambda f: f.desk.register_found_item("an umbrella", "shelf 3", stay="S9"),
        "",
        "record.not_found",
    ),
    "an unknown item": (
        lambda f: f.desk.dispose_of_found_item("F9", "gone"),
        "",
        "record.not_found",
    ),
    "a party of nobody": (lambda f: f.desk.change_party("S1", ()), "party", "list.length"),
    "text as day": (
        lambda f: f.desk.close_day("2026-11-23"),
        "date",
        "field.wrong_type",
    ),
    "an unknown follow-up": (
        lambda f: f.desk.retry_follow_up("F9", key="k"),
        "",
        "record.not_found",
    ),
}


@pytest.mark.parametrize(("act", "path", "code"), ACTS.values(), ids=ACTS)
def test_a_verb_says_what_is_wrong_with_it(front, act, path, code) -> None:
    """Malformed input has a path; a record that is not there, or a rule, has none."""
    front.book()
    refused(front, lambda: act(front), (path, code))


def test_a_card_is_known_by_its_token_alone(front) -> None:
    """Four digits and a token; the number has no field to stand in, and no repr shows the token."""
    with pytest.raises(InvalidInput):
        Card("tok_1", "visa", CARD_NUMBER)
    assert "tok_1" not in repr(Card("tok_1", "visa", "4242"))


def test_a_card_number_in_a_reason_is_refused_and_not_repeated(front) -> None:
    """The refusal of card data does not show it to whoever reads the log."""
    front.arrive()
    front.desk.order_room_service("S1", [("es-teh", 1)], key="o")
    with pytest.raises(InvalidInput) as error:
        front.desk.cancel_order("O1", f"paid with {CARD_NUMBER}", key="c")
    assert error.value.code == "text.card_number"
    assert CARD_NUMBER not in f"{error.value!r} {error.value}"

"""What a hotel can be asked: beside every verb that changes, a reader."""

from datetime import date, time, timedelta

import pytest

from axentra_core.folio import ChargePosted, ChargeReversed, PostCharge
from axentra_core.hotel import Reaction
from axentra_core.housekeeping import CancelTask, OpenTask, ShiftPlanned, TaskKind
from axentra_core.kernel.errors import AxentraError, NotFound, PortRefused
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import ClearText
from axentra_core.payment_rules import (
    AT_CHECK_IN,
    AT_CHECK_OUT,
    CardFacts,
    CardKind,
    RuleDrafted,
    RuleStatus,
)
from axentra_core.rooms import BlockKind, Condition
from axentra_core.stays import Presence, StayCheckedIn

SHOULD = False
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (23, 24, 25, 26))


def ids(lines):
    """Return the stays of a list."""
    return [line.stay.id for line in lines]


# Front desk


def test_arrivals_are_those_due_in(front) -> None:
    """Each day's list holds its own; whoever has not come by the close of it comes no more."""
    today, tomorrow = front.book(), front.book(arrival=TUESDAY, departure=THURSDAY)
    come = front.arrive()
    read = front.hotel.read
    assert ids(read.arrivals()) == ids(read.arrivals(MONDAY)) == [today]
    assert ids(read.arrivals(TUESDAY)) == [tomorrow]
    assert read.arrivals(WEDNESDAY) == ()
    front.pass_nights(1)
    (due,) = front.hotel.read.arrivals()
    assert (due.stay.id, due.presence) == (tomorrow, Presence.DUE_IN)
    assert front.hotel.read.stay(today).presence is Presence.NO_SHOW
    assert come in ids(front.hotel.read.in_house())


def test_departures_and_in_house_follow_the_departure_date(front) -> None:
    """Who leaves first stands first, and who leaves today is due out."""
    long, short = front.arrive("2034", 3), front.arrive("2035", 1)
    read = front.hotel.read
    assert (ids(read.in_house()), read.departures()) == ([short, long], ())
    front.pass_nights(1)
    (leaving,) = front.hotel.read.departures()
    assert (leaving.stay.id, leaving.presence) == (short, Presence.DUE_OUT)
    front.settle(short)
    front.desk.check_out(short)
    assert (ids(front.hotel.read.in_house()), front.hotel.read.departures()) == ([long], ())


def test_a_stay_is_shown_with_the_name_of_its_guest(front) -> None:
    """The name is opened for whoever may read it, and stands in no repr."""
    line = front.hotel.read.stay(front.book(name="Wulandari"))
    assert (line.guest_name, line.presence) == ("Wulandari", Presence.DUE_IN)
    assert "Wulandari" not in repr(line)


class Forgetful(ClearText):
    """A cipher that has destroyed the keys of all its subjects."""

    def open(self, subject, data):
        """Refuse, as the port says."""
        raise PortRefused("cipher.key_destroyed", subject=subject)


def test_a_forgotten_guest_still_stands_on_the_list(front, store) -> None:
    """Erasing a person takes their name from the list, not the list from the house."""
    stay = front.arrive()
    read = front.over(store, cipher=Forgetful()).read
    assert ids(read.in_house()) == ids(read.find(stay)) == [stay]
    assert read.stay(stay).guest_name is None


def test_a_stay_is_found_by_its_confirmation(front) -> None:
    """The number the guest was told leads to their stay."""
    front.book()
    stay = front.book()
    confirmation = front.hotel.read.stay(stay).stay.confirmation
    assert ids(front.hotel.read.find(confirmation)) == [stay]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("José", ["S1", "S2"]),
        ("jose", ["S1", "S2"]),
        ("JOSE\u0301", ["S1", "S2"]),
        ("müller", ["S1"]),
        ("Muller, José", ["S1"]),
        ("josé santos", ["S2"]),
        ("O'Brien", ["S3"]),
        ("brien", ["S3"]),
        ("王小明", ["S4"]),
        ("jos", []),
        ("José Nobody", []),
        ("?!", []),
    ],
)
def test_a_guest_is_found_by_any_words_of_their_name(front, asked, found) -> None:
    """Case, accents and order do not matter; every word that is asked for has to match."""
    for name in ("José Müller", "Santos José", "Kim O'Brien", "王小明"):
        front.book(name=name)
    assert ids(front.hotel.read.find(asked)) == found


def test_all_stays_of_a_guest_are_found(front) -> None:
    """A guest who comes again is one profile with two stays, and no stay is listed twice."""
    first = front.book(name="Wulandari")
    guest = front.hotel.read.stay(first).stay.guest
    second = front.book(guest=guest, name=None, stay="wulandari")
    assert ids(front.hotel.read.find("wulandari")) == [second, first]


def test_a_guest_is_found_by_the_corrected_name_only(front) -> None:
    """A name that was misspelt leads nowhere once it is corrected."""
    stay = front.book(name="Wulandri")
    front.desk.correct_guest(front.hotel.read.stay(stay).stay.guest, name="Wulandari")
    assert (ids(front.hotel.read.find("wulandari")), front.hotel.read.find("wulandri")) == (
        [stay],
        (),
    )


def test_the_rooms_for_a_stay_say_what_stands_against_the_others(front) -> None:
    """Those the guest may get, best first; the others in the house's order, with the reason."""
    front.arrive("2030")
    front.desk.mark_room("2031", Condition.DIRTY)
    front.put(OpenTask("T9", TaskKind.DEPARTURE_CLEAN, "2032", None, "test", blocks_room=True))
    front.boss.block_room("2033", BlockKind.OUT_OF_ORDER, MONDAY, TUESDAY, "paint")
    front.desk.mark_room("2040", Condition.INSPECTED)
    choice = front.hotel.read.rooms_for(front.book())
    assert [(number, reason.code) for number, reason in choice.refused] == [
        ("2030", "room.occupied"),
        ("2031", "room.not_ready"),
        ("2032", "room.work_unfinished"),
        ("2033", "room.blocked"),
    ]
    assert choice.best == "2040"
    assert {one.room for one in choice.ranked} == {str(number) for number in range(2034, 2042)}


def test_when_no_room_is_ready_all_reasons_are_told(front) -> None:
    """The desk reads at once what stands against each room."""
    for number in range(2030, 2042):
        front.desk.mark_room(str(number), Condition.DIRTY)
    with pytest.raises(AxentraError, match=r"room 2030 is dirty.*room 2041 is dirty") as error:
        front.desk.check_in(front.book())
    assert error.value.code == "hotel.no_room_ready"


def test_open_bills_are_listed_until_they_are_closed(front) -> None:
    """Every stay has a bill from its booking to its check-out."""
    gone, there = front.arrive("2034"), front.arrive("2035")
    assert [folio.id for folio in front.hotel.read.open_folios()] == [gone, there]
    front.pass_nights(2)
    front.settle(gone)
    front.desk.check_out(gone)
    (bill,) = front.hotel.read.open_folios()
    assert (bill.id, bill.balance) == (there, money(2_057_000, "IDR"))


# Housekeeping


def test_tasks_come_by_urgency_then_by_room(front) -> None:
    """A guest who has asked comes first, then a room that is waited for, then floor by floor."""
    front.leave(front.arrive("2039", 1), 1)
    front.desk.mark_room("2041", Condition.DIRTY)
    front.desk.assign_room(front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1), "2041")
    for room in ("2040", "2030"):
        stay = front.arrive(room, 1, arrival=TUESDAY, departure=WEDNESDAY)
        front.desk.make_up_room(stay)
    assert [(task.kind, task.room) for task in front.hotel.read.tasks()] == [
        (TaskKind.MAKE_UP, "2030"),
        (TaskKind.MAKE_UP, "2040"),
        (TaskKind.TOUCH_UP, "2041"),
        (TaskKind.ARRIVAL_LINEN, "2030"),
        (TaskKind.DEPARTURE_CLEAN, "2039"),
        (TaskKind.ARRIVAL_LINEN, "2040"),
    ]
    assert front.hotel.read.tasks("wayan") == ()


def test_one_wish_is_one_task(front) -> None:
    """However often and however long the guest presses the button, one person comes."""
    stay = front.arrive()
    for _ in range(3):
        front.desk.make_up_room(stay)
        front.desk.do_not_disturb(stay)
    assert [task.kind for task in front.hotel.read.tasks()].count(TaskKind.MAKE_UP) == 1


def test_the_board_shows_every_room(front) -> None:
    """Its code, the tasks, and what stands against giving the room to the next guest."""
    front.arrive("2030")
    front.desk.mark_room("2030", Condition.DIRTY)
    front.desk.mark_room("2031", Condition.DIRTY)
    front.desk.mark_room("2032", Condition.INSPECTED)
    board = front.hotel.read.board()
    assert [(line.room.id, line.code) for line in board[:4]] == [
        ("2030", "OD"),
        ("2031", "VD"),
        ("2032", "VCI"),
        ("2033", "VC"),
    ]
    assert [line.not_ready and line.not_ready.code for line in board[:4]] == [
        "room.occupied",
        "room.not_ready",
        None,
        None,
    ]
    assert [task.kind for task in board[0].tasks] == [TaskKind.ARRIVAL_LINEN]


def test_found_items_come_by_the_day_they_were_found(front) -> None:
    """What has been kept longest stands first, for it is given up first."""
    front.desk.register_found_item("a charger", "shelf 3")
    front.pass_nights(1)
    front.desk.register_found_item("an umbrella", "shelf 1")
    items = front.hotel.read.found_items()
    assert [(item.description, item.found_on) for item in items] == [
        ("a charger", MONDAY),
        ("an umbrella", TUESDAY),
    ]


def test_shifts_are_listed_by_the_day_they_are_worked_on(front) -> None:
    """Today's unless another day is asked for; who does not work any more stands in no list."""
    early, late, tomorrow = (
        front.desk.plan_shift(who, day, time(8), time(16)).one(ShiftPlanned).shift
        for who, day in (("wayan", MONDAY), ("made", MONDAY), ("wayan", TUESDAY))
    )
    front.desk.cancel_shift(late, "ill")
    read = front.hotel.read
    assert [shift.id for shift in read.shifts()] == [early]
    assert [shift.id for shift in read.shifts(TUESDAY)] == [tomorrow]
    assert read.shifts(WEDNESDAY) == ()


def test_orders_are_listed_by_room(front) -> None:
    """The kitchen carries them floor by floor."""
    for room in ("2036", "2031"):
        front.desk.order_room_service(front.arrive(room), [("es-teh", 1)], key=room)
    assert [order.room for order in front.hotel.read.orders()] == ["2031", "2036"]


# The house


def test_what_is_allowed_says_what_stands_against_the_rest(front) -> None:
    """For every command: nothing, reasons, or the argument it depends on."""
    stay = front.arrive()
    allowed = front.hotel.read.allowed("stay", stay)
    assert [reason.code for reason in allowed["CheckIn"].reasons] == ["stay.already_in_house"]
    assert [reason.code for reason in allowed["CheckOut"].reasons] == ["stay.departs_later"]
    assert not allowed["CheckOut"]
    assert allowed["OpenGuestSession"]
    vacant = front.hotel.read.allowed("room", "2040")
    assert (bool(vacant["OccupyRoom"]), vacant["OccupyRoom"].asks) == (
        True,
        ("until", "ready_from", "unfinished", "override"),
    )


def test_a_version_counts_the_events_of_a_record(front) -> None:
    """It is what a caller shows again as the version they expect."""
    read = front.hotel.read
    assert (read.version("room", "2034"), read.version("stay", "S1")) == (1, 0)
    stay = front.arrive()
    read = front.hotel.read
    assert (read.version("room", "2034"), read.version("stay", stay)) == (2, 2)


@pytest.mark.parametrize(
    "ask",
    [
        lambda read: read.stay("nobody"),
        lambda read: read.folio("nobody"),
        lambda read: read.rooms_for("nobody"),
        lambda read: read.allowed("task", "nothing"),
        lambda read: read.allowed("shift", "nothing"),
        lambda read: read.allowed("found_item", "nothing"),
    ],
    ids=["stay", "folio", "rooms_for", "task", "shift", "found_item"],
)
def test_what_is_not_there_is_not_found(front, ask) -> None:
    """An unknown id is named in the refusal."""
    with pytest.raises(NotFound, match=r"nobody|nothing") as error:
        ask(front.hotel.read)
    assert error.value.code == "record.not_found"


@pytest.mark.parametrize("reader", ["allowed", "version"])
def test_an_unknown_kind_is_an_error_of_the_library(front, reader) -> None:
    """No error of Python's own leaves the hotel."""
    with pytest.raises(AxentraError):
        getattr(front.hotel.read, reader)("nonsense", "S1")


@pytest.mark.parametrize(
    ("reader", "asked"),
    [
        ("arrivals", "2026-11-23"),
        ("find", None),
        ("shifts", "2026-11-23"),
        ("tape_chart", "2026-11-23"),
    ],
)
def test_a_question_of_the_wrong_kind_is_an_error_of_the_library(front, reader, asked) -> None:
    """Whatever a form sends along, the reader answers or refuses in its own words."""
    with pytest.raises(AxentraError):
        getattr(front.hotel.read, reader)(asked)


@pytest.mark.parametrize("asked", [("23.11.", 7), (MONDAY, 0), (MONDAY, 1.5), (MONDAY, 5_000)])
def test_a_chart_of_no_days_is_refused(front, asked) -> None:
    """What is asked for is a date and some nights, as for the table of availability."""
    front.refuses(lambda: front.hotel.read.tape_chart(*asked), WRONG[asked[1]])


WRONG = {
    7: "field.wrong_type",
    0: "value.out_of_range",
    1.5: "field.wrong_type",
    5_000: "value.out_of_range",
}


def test_what_should_have_followed_is_listed_by_whom_it_concerns(front) -> None:
    """Cashier before housekeeping: each looks for what is theirs."""

    def nothing_there(_, event):
        yield CancelTask("T99", "for a test")

    concerned = ("housekeeping", "cashier", "front_desk")
    rows = [Reaction(StayCheckedIn, nothing_there, SHOULD, role) for role in concerned]
    front.with_reactions(*rows).desk.check_in(front.book(), room="2034")
    assert [left.concerns for left in front.hotel.read.follow_ups()] == sorted(concerned)


def test_more_than_a_page_is_read_whole(front) -> None:
    """A list has no end at a thousand entries, and is neither doubled nor out of order."""
    numbers = [f"T{n}" for n in range(10_001, 11_502)]
    front.put(*(OpenTask(n, TaskKind.MAKE_UP, "2034", None, "test") for n in numbers))
    assert [task.id for task in front.hotel.read.tasks()] == numbers
    assert len(front.hotel.read.board()[4].tasks) == 1_501


def test_a_long_bill_is_read_whole(front) -> None:
    """A statement of more lines than a page of the log shows every one, once."""
    stay = front.arrive()
    one = front.desk.preview.charge_to_room(stay, "FNB", money(1_000, "IDR")).one(ChargePosted)
    charge = PostCharge(stay, "FNB", "restaurant", "Es teh", 1, one.quote, MONDAY, "test", 1)
    front.put(*[charge] * 1_050)
    statement = front.hotel.read.folio(stay)
    assert [line.line for line in statement.lines] == list(range(1, 1_051))
    assert statement.balance == 1_050 * 1_210
    done = front.desk.reverse_charge(stay, 999, "one too many", key="r")
    assert done.one(ChargeReversed).reverses == 999


# Payment rules


def test_payment_rules_are_listed_by_where_they_stand(front) -> None:
    """The active ones unless said otherwise, the oldest first (seed: aktif, diarsipkan)."""
    rules = [
        front.boss.draft_payment_rule(terms, payment_rule=name).one(RuleDrafted).payment_rule
        for name, terms in (("R2", AT_CHECK_OUT), ("R1", AT_CHECK_IN))
    ]
    front.boss.review_payment_rule("R2")
    front.boss.activate_payment_rule("R2", AT_CHECK_OUT.fingerprint)
    read = front.hotel.read
    assert [one.id for one in read.payment_rules()] == ["R2"]
    listed = read.payment_rules(RuleStatus.DRAFT, RuleStatus.ACTIVE)
    assert sorted(one.id for one in listed) == sorted(rules)
    assert read.payment_rule("R1").terms is not None
    front.boss.archive_payment_rule("R2")
    assert front.hotel.read.payment_rules() == ()
    assert [one.id for one in front.hotel.read.payment_rules(RuleStatus.ARCHIVED)] == ["R2"]


def test_what_is_planned_is_found_by_its_moment(front) -> None:
    """Nothing is due before; of a stay without a card nobody can tell what is planned."""
    front.boss.draft_payment_rule(AT_CHECK_OUT, payment_rule="R1")
    stay = front.book()
    front.refuses(lambda: front.hotel.read.why_not(stay, "R1"), "hotel.card_unknown")
    with pytest.raises(NotFound):
        front.hotel.read.payment_plan(stay)
    front.boss.review_payment_rule("R1")
    front.boss.activate_payment_rule("R1", AT_CHECK_OUT.fingerprint)
    own = CardFacts(CardKind.STANDARD, "tok_1", "visa", "4242", is_validated=True)
    front.desk.attach_card(stay, own, guest_card="C1")
    read = front.hotel.read
    (payment,) = read.payment_plan(stay).payments
    assert read.guest_card("C1").facts == own
    assert read.due_payments() == read.payments_due_by(payment.due.at - timedelta(1)) == ()
    (due,) = read.payments_due_by(payment.due.at)
    assert (due.reservation, due.number, due.at) == (stay, 1, payment.due.at)

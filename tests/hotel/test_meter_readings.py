"""Which readings count for a stay: those sent late, put right, turned down, or not sent at all."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.metering import CONTROL, DEVICE, END, NEW_YEAR, START
from tests.hotel.test_meters import ARCHIVED, INVOICED, READY, House, owner

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import InvalidInput
from axentra_core.meters import (
    ConsumptionPolicy,
    FixedCharge,
    Measure,
    Quality,
    ReadingCorrected,
    ReadingKind,
    ReadingRecorded,
    ReadingSource,
    RegistrationFinalised,
    Tariff,
    TariffVersion,
    Utility,
)
from axentra_core.stays import Settlement, StayCheckedIn, StayStatus

STAFF, GUEST, UTILITY = ReadingSource.STAFF, ReadingSource.GUEST, ReadingSource.UTILITY
REVIEW = "registration.Review"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def house(open_front):
    """Open a hotel with some settings and a meter."""

    def opened(*switches, **more):
        own = House(open_front(MemoryStore(), owner(*switches, **more)))
        own.meter = own.install()
        return own

    return opened


def used(own, stay):
    """Return what a stay has used as it is known now, and why somebody has to look."""
    bill = own.hotel.read.registration(stay).bill
    (one,) = bill.used[0].consumptions
    quantity = None if one.quantity is None else str(one.quantity)
    return quantity, [reason.reason for reason in bill.reasons]


def leave(own, stay):
    """Let a guest go, and the room be ready for the next one."""
    own.boss.check_out(stay, settlement=Settlement.ON_ACCOUNT, reason="bill is sent")


def next_guest(own):
    """Return a stay that begins today, in the same room."""
    stay = own.front.book(arrival=own.hotel.read.business_date)
    own.boss.assign_room(stay, "2034")
    return stay


def read_of_old(own, value, days):
    """Let staff read the meter outside of any stay, some days ago."""
    own.boss.record_reading(own.meter, "el", value, own.front.clock.now - timedelta(days))


# The first reading is missing


def test_what_staff_have_read_during_the_stay_is_no_first_reading(house) -> None:
    """Given 100 before and 130 on the second day, when only 142 is sent, then 42 are billed."""
    own = house("invoice_at_finalise")
    read_of_old(own, "100", 3)
    stay = own.book(in_house=True)
    own.wait(1)
    own.boss.record_reading(own.meter, "el", "130", own.front.clock.now)
    own.wait(1)
    own.end(stay)
    (start,) = own.finalise(stay).one(RegistrationFinalised).inferred
    assert start.reading.value == 100
    assert (used(own, stay)[0], own.stands(stay)[0]) == ("42", INVOICED)
    own.check()


def test_what_was_put_right_never_stands_in(house) -> None:
    """Given 241 put right to 142 five minutes before it, when the next guest ends at 250: 108."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay)
    own.wait()
    own.end(stay, "241")
    own.end(stay, "142", at=own.front.clock.now - 5 * MINUTE, corrects=2)
    kept = own.hotel.read.meter(own.meter).last
    assert [(one.value, one.supersedes) for one in kept] == [(100, None), (142, 2)]
    own.finalise(stay)
    leave(own, stay)
    after = next_guest(own)
    own.end(after, "250")
    assert used(own, after) == ("108", [])
    own.check()


def test_a_correction_may_come_with_other_readings(house) -> None:
    """Given one message, when one of it puts an earlier one right, then only that is superseded."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay, "241")
    right = own.reading("142", START, corrects=1)
    done = own.send(stay, own.reading("150", END), right)
    assert [one.reading.value for one in done.all(ReadingRecorded)] == [150]
    (corrected,) = done.all(ReadingCorrected)
    assert (corrected.reading.value, corrected.reading.supersedes) == (142, 1)
    assert (corrected.stay, corrected.stay_number) == (stay, 3)
    assert corrected.reason == "corrected among the readings of the stay"


def test_what_was_turned_down_stands_in_for_nobody(house) -> None:
    """Given 420 of another house, archived, when the next guest ends at 440, then from 100."""
    own = house()
    read_of_old(own, "100", 3)
    stay = own.book(in_house=True)
    own.wait()
    own.end(stay, "420")
    own.finalise(stay)
    own.boss.archive_readings(stay, "meter of another house")
    leave(own, stay)
    after = next_guest(own)
    own.end(after, "440")
    assert used(own, after)[0] == "340"
    own.boss.restore_readings(stay)
    assert used(own, after)[0] == "20"
    own.check()


# The stay before ends late


@pytest.mark.parametrize("billed", [False, True])
def test_a_late_last_reading_of_the_stay_before_overlaps(house, billed) -> None:
    """Given a stay that began at 150, when the one before ends at 160, then somebody looks."""
    own = house()
    first = own.book(in_house=True)
    own.start(first)
    own.wait()
    left = own.front.clock.now
    leave(own, first)
    own.front.clock.move(5 * HOUR)
    second = next_guest(own)
    own.start(second, "150")
    own.end(second, "250")
    if billed:
        own.finalise(second)
        own.boss.invoice_readings(second, key="i")
    own.end(first, "160", at=left - HOUR)
    assert "overlap" in used(own, second)[1]
    if billed:
        assert own.left() == [(REVIEW, "hotel.invoice_contradicted")]
    else:
        own.finalise(second)
        assert (own.stands(second)[0], own.of(second).needs_review) == (READY, True)
    own.check()


def test_a_last_reading_after_the_next_first_one_overlaps_too(house) -> None:
    """Whatever the clocks say: a stay that has ended is before the one that follows it."""
    own = house()
    first = own.book(in_house=True)
    own.start(first)
    own.wait()
    leave(own, first)
    second = next_guest(own)
    own.start(second, "150")
    own.front.clock.move(HOUR)
    own.end(first, "160")
    own.end(second, "190")
    assert used(own, second)[1] == ["overlap"]


# A reading of the meter is put right


def test_a_correction_on_the_meter_reaches_the_stay(house) -> None:
    """Given 192 of a stay, when staff put it right to 142 on the meter, then 42 are billed."""
    own = house("invoice_at_finalise")
    stay = own.book(in_house=True)
    own.start(stay)
    own.wait()
    own.end(stay, "192", source=GUEST)
    done = own.boss.correct_reading(own.meter, 2, "142", "a slip")
    (corrected,) = done.all(ReadingCorrected)
    assert (corrected.reason, corrected.reading.by) == ("a slip", "dewi")
    assert (corrected.former, corrected.reading.source) == (192, GUEST)
    own.finalise(stay)
    assert (used(own, stay)[0], own.stands(stay)[0]) == ("42", INVOICED)
    assert own.boss.correct_reading(own.meter, 3, "142", "again").events == ()
    own.front.refuses(
        lambda: own.boss.correct_reading(own.meter, 2, "143", "again"),
        "meters.reading_superseded",
    )
    own.boss.correct_reading(own.meter, 3, "140", "after the invoice")
    assert own.of(stay).difference_due
    own.check()


def test_a_correction_outside_of_stays_is_of_the_meter_alone(house) -> None:
    """Given what staff have read before, when they put it right, the next stay begins there."""
    own = house()
    read_of_old(own, "100", 3)
    own.boss.correct_reading(own.meter, 1, "110", "a slip")
    stay = own.book(in_house=True)
    own.end(stay)
    assert used(own, stay)[0] == "32"
    own.front.refuses(
        lambda: own.boss.correct_reading(own.meter, 9, "1", "?"), "meters.reading_unknown"
    )


# Nobody has come, or nothing was read


def test_the_readings_of_a_guest_whom_the_audit_took_for_a_no_show_are_kept(house) -> None:
    """A possible reading is always kept; who was there is seen before anything is billed."""
    own = house("check_in_at_first_reading", "check_out_at_finalise", "invoice_at_finalise")
    stay = own.front.book(arrival=own.hotel.read.business_date + timedelta(1))
    own.boss.assign_room(stay, "2034")
    own.start(stay)
    own.wait(2)
    assert own.front.stay(stay).status is StayStatus.NO_SHOW
    own.end(stay)
    own.finalise(stay)
    assert own.stands(stay)[0] is READY
    assert own.left() == [(REVIEW, "hotel.read_though_away")]
    own.check()


def test_a_no_show_may_be_read_for_the_first_time(house) -> None:
    """Given nobody who was expected, when readings come all the same, then they are kept."""
    own = house("check_in_at_first_reading")
    stay = own.front.book()
    own.wait(1)
    assert own.front.stay(stay).status is StayStatus.NO_SHOW
    own.start(stay)
    assert len(own.of(stay).readings) == 1
    assert own.left() == []


def test_what_nobody_has_read_waits_for_a_person(house) -> None:
    """Given no reading at all, when it is finalised, then it is ready, and somebody looks."""
    own = house("check_out_at_finalise", "invoice_at_finalise")
    stay = own.book(in_house=True)
    own.wait()
    own.finalise(stay)
    assert (own.stands(stay), own.of(stay).needs_review) == ((READY, None), True)
    assert [one.reason for one in own.of(stay).reasons] == ["start_missing", "end_missing"]
    assert own.left() == [(REVIEW, "hotel.readings_to_look_at")]
    assert own.front.stay(stay).status is StayStatus.CHECKED_OUT
    assert own.finalise(stay).events == ()
    own.check()


def test_nothing_is_finalised_for_a_stay_that_is_not(house) -> None:
    """A cancelled reservation has no registration, and gets none."""
    own = house()
    stay = own.book()
    own.boss.cancel_stay(stay, "ill", key="c")
    own.front.refuses(lambda: own.finalise(stay), "record.not_found")


def test_a_house_without_meters_charges_what_is_fixed(open_front) -> None:
    """Given a cleaning by person and day, when it is finalised, then it is on the bill."""
    own = House(open_front(MemoryStore(), owner("invoice_at_finalise")))
    fixed = TariffVersion(fixed=(FixedCharge(code="cleaning", amount="10000", per="day"),))
    tariff = Tariff("clean", "IDR", Measure.PIECE, (fixed,), zone="Asia/Jakarta", digits=0)
    rules = own.hotel.read.configuration
    cleaning = Utility("clean", "clean", "METER", unmetered="clean")
    meters = attrs.evolve(rules.meters, utilities=(cleaning,), tariffs=(tariff,))
    own.boss.change_property(attrs.evolve(rules, meters=meters))
    stay = own.book(in_house=True)
    own.wait()
    own.finalise(stay)
    assert own.stands(stay)[0] is INVOICED
    assert [str(one.quote.total) for one in own.charged(stay)] == ["20000"]
    own.check()


# What comes late


def strict():
    """Return a policy by which a control reading may be five off."""
    return ConsumptionPolicy(control_tolerance=5)


def control(own, value="190", **more):
    """Return the control reading of the power company."""
    return own.reading(value, CONTROL, source=UTILITY, **more)


def test_a_control_reading_before_the_invoice_shows_in_the_list(house) -> None:
    """Given ready readings, when the company's is 48 off, then the list says somebody looks."""
    own = house(policy=strict())
    stay = own.ready()
    assert [one.needs_review for one in own.hotel.read.registrations()] == [False]
    own.send(stay, control(own))
    assert [one.needs_review for one in own.hotel.read.registrations()] == [True]
    invoice = lambda: own.boss.invoice_readings(stay, key="i")  # noqa: E731
    own.front.refuses(invoice, "meters.needs_review")
    own.boss.review_readings(stay)
    assert [one.needs_review for one in own.hotel.read.registrations()] == [False]
    invoice()
    own.check()


def test_a_control_reading_after_the_invoice_is_left_to_staff(house) -> None:
    """Given an invoice, when the company's reading is 48 off, then there is a follow-up."""
    own = house("invoice_at_finalise", policy=strict())
    stay = own.ready()
    at = own.front.clock.now
    own.send(stay, control(own, "143", at=at))
    assert own.left() == []
    leave(own, stay)
    own.wait()
    own.send(stay, control(own, at=at))
    assert own.left() == [(REVIEW, "hotel.invoice_contradicted")]
    assert not own.of(stay).difference_due
    own.check()


def test_what_comes_for_an_archived_registration_is_kept(house) -> None:
    """On the meter too, marked; what was turned down is looked at when it is taken up."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay)
    own.boss.archive_readings(stay, "whose are they?")
    own.wait()
    assert len(own.end(stay).all(ReadingRecorded)) == 1
    assert own.stands(stay)[0] is ARCHIVED
    own.boss.restore_readings(stay)
    own.finalise(stay)
    assert [one.reason for one in own.of(stay).reasons] == ["archived"]
    own.check()


# Whose reading it is

SOMEBODY_ELSE = {
    ("partner", STAFF): "guest, partner, utility",
    ("staff", ReadingSource.PARTNER): "guest, staff, utility",
}


@pytest.mark.parametrize(("kind", "source"), SOMEBODY_ELSE)
def test_nobody_sends_a_reading_in_the_name_of_somebody_else(house, kind, source) -> None:
    """Given a preference for staff's card, a partner's reading never becomes one."""
    own = house()
    stay = own.book(in_house=True)
    who = own.app if kind == "partner" else own.boss
    sent = [own.reading("100"), own.reading("142", END, source=source)]
    before = own.front.dump()
    with pytest.raises(InvalidInput) as caught:
        who.submit_readings(stay, sent, key="s")
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("value.unknown", "readings[1].source")
    assert SOMEBODY_ELSE[kind, source] in str(caught.value)
    assert own.front.dump() == before


def test_a_reading_is_of_who_sends_it(house) -> None:
    """Given no source, it is the partner's or staff's; staff may send what a guest has told."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay)
    own.boss.submit_readings(stay, [own.reading("101")])
    own.boss.submit_readings(stay, [own.reading("102", source=GUEST)])
    sources = [one.reading.source.value for one in own.of(stay).readings]
    assert sources == ["partner", "staff", "guest"]


NOT_THE_GUESTS = {
    "the power company's": {"source": UTILITY, "kind": CONTROL, "quality": Quality.CONTROL},
    "a control reading of the partner": {"kind": CONTROL},
    "the card of staff": {"source": STAFF},
}


@pytest.mark.parametrize("what", NOT_THE_GUESTS)
def test_only_the_guests_own_first_reading_checks_in(house, what) -> None:
    """Given what others have read before, when the guest reads, then they are here."""
    own = house("check_in_at_first_reading")
    stay = own.book()
    more = NOT_THE_GUESTS[what]
    who = own.boss if more.get("source") is STAFF else own.app
    who.submit_readings(stay, [own.reading("100", **{"kind": START, **more})], key="s")
    assert own.front.stay(stay).status is StayStatus.BOOKED
    assert own.start(stay, source=GUEST).one(StayCheckedIn).stay == stay
    own.check()


# In whatever order

STEPS = st.lists(
    st.sampled_from(["end", "correct", "archive", "staff", "control"]), min_size=1, max_size=6
)


@for_all(STEPS)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_was_read_before_the_last_that_counts_stands_in(open_front, steps) -> None:
    """A model of it: what is neither put right, turned down, nor a control reading counts."""
    own = House(open_front(MemoryStore(), owner()))
    own.meter = own.install()
    stay = own.book(in_house=True)
    own.start(stay, "0")
    value, numbers, counting, outside = 0, [1], {1: 0}, {}
    is_archived = False
    for step in steps:
        value += 10
        own.front.clock.move(MINUTE)
        now = own.front.clock.now
        if step == "end":
            own.end(stay, str(value))
            numbers.append(len(own.of(stay).readings))
            counting[numbers[-1]] = value
        elif step == "correct":
            last = numbers[-1]
            wrong = own.of(stay).readings[last - 1].reading
            own.send(stay, own.reading(str(value), wrong.kind, corrects=last))
            numbers[-1] = len(own.of(stay).readings)
            counting.pop(last)
            counting[numbers[-1]] = value
        elif step == "archive" and not is_archived:
            own.boss.archive_readings(stay, "?")
            is_archived = True
        elif step == "staff":
            own.boss.record_reading(own.meter, "el", str(value), now)
            outside[value] = value
        elif step == "control":
            own.boss.record_reading(own.meter, "el", str(value), now, kind=ReadingKind.CONTROL)
    own.wait()
    leave(own, stay)
    after = next_guest(own)
    own.end(after, str(value + 100))
    own.finalise(after)
    known = [*outside.values(), *(() if is_archived else counting.values())]
    inferred = [
        one.reading.value
        for one in own.of(after).readings
        if one.reading.source is ReadingSource.INFERRED
    ]
    assert inferred == ([max(known)] if known else [])
    own.check()


def test_a_meter_of_another_room_says_nothing(house) -> None:
    """Given two rooms, each stay begins where its own meter has ended."""
    own = house()
    other = own.install("2035", attrs.evolve(DEVICE, number="4712"))
    own.boss.record_reading(other, "el", "7000", NEW_YEAR)
    stay = own.book(in_house=True)
    own.end(stay)
    assert [one.reason for one in own.hotel.read.registration(stay).bill.reasons] == [
        "start_missing"
    ]

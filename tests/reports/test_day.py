"""What belongs to which day, what lowers it again, and which logs a report takes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import read_log
from axentra_core.hotel import CODEC
from axentra_core.kernel.errors import InvalidInput
from axentra_core.reports import ReportRefusal, day_report, trial_balance
from axentra_core.reports.log import tally_of
from axentra_core.stays import Package, PackagePart, PackageUnit, StaysSettings

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
BOTH = pytest.mark.parametrize("report", [day_report, trial_balance])


def refusal(report, entries, day=MONDAY):
    """Return why there is no such report."""
    with pytest.raises(ReportRefusal) as caught:
        report(entries, day)
    return caught.value


# --- a day, live and closed ---


def test_a_closed_day_stays_as_it_was(house) -> None:
    """Whatever later days bring, a closed day's report and trial balance never change."""
    stay = house.arrive("850000", "850000")
    order = house.order(stay, nasi_goreng=1)
    house.pay(stay, "500000")
    monday = house.close()
    before = house.report(monday), house.trial(monday)
    house.cancel(order)
    house.reverse(stay, 3)
    house.arrive("700000")
    house.resize(20)
    house.desk.check_in(house.book("600000"))
    assert (house.report(monday), house.trial(monday)) == before


def test_closing_a_day_without_guests_changes_no_figure(house) -> None:
    """A live report is what the closed one will be, apart from the nights still to be posted."""
    house.pay(house.book("850000", ahead=1), "100000")
    live = house.report()
    assert not live.closed
    assert house.report(house.close()) == attrs.evolve(live, closed=True)


def test_closing_a_day_adds_the_nights_and_nothing_else(house) -> None:
    """Only the close of day posts nights: sold rooms, ADR and their charges are not live."""
    stay = house.arrive("850000")
    house.order(stay, es_teh=1)
    house.pay(stay, "100000")
    live = house.report()
    closed = house.report(house.close())
    assert (live.rooms_sold, live.occupancy.value, live.revpar.value) == (0, Decimal(0), Decimal(0))
    assert live.adr.value is None
    assert (closed.rooms_sold, closed.room_revenue) == (1, Decimal(850000))
    assert closed.charged - live.charged == closed.owed - live.owed == Decimal(1028500)
    for figure in ("rooms_available", "rooms_occupied", "arrivals", "departures", "payments"):
        assert getattr(closed, figure) == getattr(live, figure)


def test_a_guest_of_another_day_is_no_arrival_of_this_one(house) -> None:
    """Arrivals and departures are counted on their day, rooms with a guest at its end."""
    short, long = house.arrive("850000"), house.arrive("850000", "850000")
    house.close()
    house.leave(short)
    house.arrive("850000")
    house.close()
    house.leave(long)
    days = [house.report(day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    counts = [(one.arrivals, one.departures, one.rooms_occupied) for one in days]
    assert counts == [(2, 0, 2), (1, 1, 2), (0, 1, 1)]


def test_an_open_balance_is_one_that_is_not_zero_that_evening(house) -> None:
    """A bill counts by what it owed on the day, also below zero, and though it is closed since."""
    owing, deposit, settled = house.arrive("850000"), house.book("1", ahead=5), house.arrive("1000")
    house.pay(deposit, "250000")
    house.pay(settled, "1210")
    house.close()
    house.leave(owing)
    house.leave(settled)
    monday, tuesday = house.report(MONDAY), house.report(TUESDAY)
    assert [(one.folio, one.balance) for one in monday.open_balances] == [
        (owing, Decimal(1028500)),
        (deposit, Decimal(-250000)),
    ]
    assert monday.owed == Decimal(778500)
    assert [(one.stay, one.balance) for one in tuesday.open_balances] == [
        (deposit, Decimal(-250000))
    ]


def test_open_balances_stand_by_their_bill(house) -> None:
    """The list is in the order of the bills' ids, whichever was begun or paid first."""
    stays = [house.book("1", ahead=1) for _ in range(10)]
    for stay in stays:
        house.pay(stay, "1000")
    assert [one.folio for one in house.report().open_balances] == sorted(stays) != stays


def test_a_report_forgets_the_bills_of_guests_who_have_left(house) -> None:
    """What a report holds in memory grows with the open bills, not with the years of the log."""
    for _ in range(3):
        house.close()
        guest = house.arrive("850000")
        house.close()
        house.leave(guest)
    here = house.arrive("850000")
    for back in range((house.today - MONDAY).days + 1):
        bills = tally_of(house.hotel.feed(), house.today - timedelta(days=back)).bills
        assert {folio for folio, bill in bills.items() if not bill.balance} == {here}


def test_the_date_in_the_event_decides_before_that_of_its_commit(house) -> None:
    """A posting that names an earlier business date belongs to it, whenever it was written."""
    stay = house.arrive("850000", "850000")
    house.close()
    house.charge(stay, "SHOP", "1000")
    house.pay(stay, "300")
    *past, charge, payment = house.hotel.feed()
    late = [
        attrs.evolve(entry, events=(attrs.evolve(entry.events[0], business_date=MONDAY),))
        for entry in (charge, payment)
    ]
    monday, tuesday = (day_report([*past, *late], day) for day in (MONDAY, TUESDAY))
    assert (dict(monday.revenue)["shop"], monday.paid) == (Decimal(1000), Decimal(300))
    assert (tuesday.charged, tuesday.paid) == (Decimal(0), Decimal(0))
    assert monday.owed == tuesday.owed == Decimal(1028500 + 1000 - 300)


# --- what is taken back ---


def test_a_cancelled_order_lowers_the_day_of_its_cancellation(house) -> None:
    """Revenue, service charge and tax fall on the day of the reversal, not on the day of sale."""
    stay = house.arrive("850000", "850000")
    order = house.order(stay, nasi_goreng=2, es_teh=2)
    monday = house.close()
    house.cancel(order)
    today = house.report()
    assert dict(house.report(monday).revenue)["restaurant"] == Decimal(190000)
    assert dict(today.revenue) == {"restaurant": Decimal(-190000)}
    assert dict(today.components) == {"service": Decimal(-19000), "hotel_tax": Decimal(-20900)}
    assert (today.net, today.charged) == (Decimal(-190000), Decimal(-229900))


def test_an_order_cancelled_on_its_day_leaves_a_line_at_zero(house) -> None:
    """The department was at work and earned nothing: it stands in the report with zero."""
    stay = house.arrive("850000")
    house.cancel(house.order(stay, nasi_goreng=1))
    report = house.report()
    assert report.revenue == (("restaurant", Decimal(0)),)
    assert report.components == (("service", Decimal(0)), ("hotel_tax", Decimal(0)))
    assert (report.charged, report.open_balances) == (Decimal(0), ())


def test_a_night_taken_back_lowers_room_revenue_and_adr(house) -> None:
    """ADR follows the bill: a night of Monday that is reversed on Tuesday weighs on Tuesday."""
    wrong, _ = house.arrive("850000", "850000"), house.arrive("600000", "600000")
    house.close()
    house.reverse(wrong, 1)
    assert house.report().room_revenue == Decimal(-850000)
    house.close()
    monday, tuesday = house.report(MONDAY), house.report(TUESDAY)
    assert (monday.room_revenue, monday.adr.value) == (Decimal(1450000), Decimal(725000))
    assert (tuesday.rooms_sold, tuesday.room_revenue) == (2, Decimal(600000))
    assert (tuesday.adr.value, tuesday.revpar.value) == (Decimal(300000), Decimal(50000))


def test_only_nights_make_room_revenue(house) -> None:
    """A late departure sold under the room's code is the department's revenue, no night's price."""
    stay = house.arrive("850000")
    house.charge(stay, "ROOM", "200000")
    report = house.report(house.close())
    assert dict(report.revenue) == {"rooms": Decimal(1050000)}
    assert (report.room_revenue, report.adr.value) == (Decimal(850000), Decimal(850000))


# --- key figures ---


def test_adr_is_pooled_over_the_nights(house) -> None:
    """ADR is all room revenue by all nights, each with its own price."""
    for price in ("900000", "600000", "600001"):
        house.arrive(price)
    adr = house.report(house.close()).adr
    assert (adr.dividend, adr.divisor, adr.value) == (Decimal(2100001), 3, Decimal(700000))


@pytest.mark.parametrize(
    ("prices", "adr"),
    [(["0.01", "0.02"], "0.02"), (["0.10", "0.10", "0.10"], "0.10"), (["1.00", "1.01"], "1.01")],
)
def test_a_key_figure_is_rounded_half_up_to_the_money(
    open_house, make_property, prices, adr
) -> None:
    """Half a cent is a cent; the rounding is named beside the figure."""
    house = open_house(make_property(currency="EUR", digits=2))
    for price in prices:
        house.arrive(price)
    figure = house.report(house.close()).adr
    assert (str(figure.value), figure.rounding) == (adr, "half_up 0.01 total")


def test_without_rooms_there_is_nothing_to_divide_by(open_house, make_property) -> None:
    """A hotel without rooms has no occupancy and no RevPAR, and a day without nights no ADR."""
    report = open_house(make_property(rooms=0)).report()
    assert [report.occupancy.value, report.revpar.value, report.adr.value] == [None] * 3
    assert (report.revpar.divisor, report.adr.divisor) == (0, 0)


def test_rooms_available_are_those_of_the_configuration_in_force(house) -> None:
    """Rooms that come or go on a day count from that day on, and change no day before."""
    house.close()
    house.resize(15)
    house.close()
    house.resize(10)
    days = [house.report(day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert [day.rooms_available for day in days] == [12, 15, 10]
    assert [day.revpar.divisor for day in days] == [12, 15, 10]


# --- which days and logs there are reports of ---


@BOTH
@pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), WEDNESDAY])
def test_a_day_that_has_not_begun_has_no_report(house, report, day) -> None:
    """Neither before the first business date nor after the open one; the possible days are told."""
    house.close()
    refused = refusal(report, house.hotel.feed(), day)
    assert refused.code == "report.day_not_begun"
    assert str(refused) == (
        f"property axentra has worked from 2026-11-23 to 2026-11-24, and {day} is none of its "
        "days so far; choose one of them [report.day_not_begun]"
    )


@BOTH
def test_a_log_without_its_beginning_has_no_report(house, report) -> None:
    """An empty log, and one that is read from the middle, would only give wrong figures."""
    house.arrive("850000")
    assert refusal(report, []).code == "report.log_incomplete"
    later = refusal(report, house.hotel.feed(after=1))
    assert (later.code, later.values) == ("report.log_incomplete", {"record": "a property"})


def test_a_log_with_a_hole_has_no_report(house) -> None:
    """A charge to a bill whose beginning was left out is noticed."""
    stay = house.arrive("850000")
    house.charge(stay, "SHOP", "1000")
    entries = [entry for entry in house.hotel.feed() if entry.verb != "Reserve"]
    refused = refusal(day_report, entries)
    assert (refused.code, refused.values) == ("report.log_incomplete", {"record": f"folio {stay}"})


def test_a_log_without_its_settings_has_no_report(house) -> None:
    """Without a configuration nobody knows how many rooms there are."""
    (opening,) = house.hotel.feed()
    bare = attrs.evolve(opening, events=opening.events[:1], streams=opening.streams[:1])
    assert refusal(day_report, [bare]).values == {"record": "the settings"}


@BOTH
@pytest.mark.parametrize("order", [[0, 1, 1], [0, 2, 1]], ids=["twice", "swapped"])
def test_an_entry_that_comes_twice_or_too_late_is_refused(house, report, order) -> None:
    """Nothing is counted twice because a page of the log was read twice."""
    house.arrive("850000")
    entries = list(house.hotel.feed())
    refused = refusal(report, [entries[index] for index in order])
    assert refused.code == "report.log_out_of_order"


def test_two_hotels_in_one_store_have_their_own_reports(open_house, make_property) -> None:
    """Each hotel's feed gives its own figures, although the commits stand between each other."""
    store = MemoryStore()
    ours = open_house(store=store)
    other = open_house(attrs.evolve(make_property(rooms=3), id="borneo", name="Borneo"), store)
    ours.arrive("850000")
    other.arrive("100000")
    other.pay(other.book("1", ahead=1), "5000")
    ours.close()
    other.close()
    first, second = ours.report(MONDAY), other.report(MONDAY)
    assert (first.property, first.rooms_available, first.charged) == (
        "axentra",
        12,
        Decimal(1028500),
    )
    assert (second.property, second.rooms_available, second.charged) == (
        "borneo",
        3,
        Decimal(121000),
    )
    assert (first.paid, second.paid) == (Decimal(0), Decimal(5000))
    assert ours.trial(MONDAY).closing + other.trial(MONDAY).closing == first.owed + second.owed


@BOTH
def test_the_log_of_two_hotels_is_refused(open_house, make_property, report) -> None:
    """Another hotel's entries are never counted, even if its bills have the same ids."""
    store = MemoryStore()
    open_house(store=store)
    open_house(attrs.evolve(make_property(), id="axentra-2"), store)
    refused = refusal(report, read_log(CODEC, store))
    assert (refused.code, refused.values["property"]) == ("report.properties_mixed", "axentra")


@BOTH
@pytest.mark.parametrize("day", [None, "2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)])
def test_what_is_no_date_is_refused(house, report, day) -> None:
    """The day of a report is a date; the fault names the argument."""
    with pytest.raises(InvalidInput) as caught:
        report(house.hotel.feed(), day)
    assert [fault.path for fault in caught.value.faults] == ["day"]


# --- what is sold with a night ---


def test_breakfast_in_the_price_of_a_night_is_no_room_revenue(make_property, open_house) -> None:
    """ADR and RevPAR tell what rooms earn; breakfast and parking are revenue of their own."""
    per_person, per_room = PackageUnit.PER_NIGHT_PERSON, PackageUnit.PER_NIGHT_ROOM
    parts = (
        PackagePart("FNB", Decimal(75000), per_person, included=True),
        PackagePart("SHOP", Decimal(20000), per_room, included=False),
    )
    sold = StaysSettings(packages=(Package("BB", "Bed and breakfast", parts),))
    house = open_house(attrs.evolve(make_property(), stays=sold))
    stay = house.arrive("850000", "850000")
    house.desk.agree_packages(stay, ["BB"])
    house.arrive("600000")
    report = house.report(house.close())
    assert (report.rooms_sold, report.room_revenue) == (2, Decimal(775000 + 600000))
    assert report.adr.value == Decimal(687500)
    assert dict(report.revenue) == {
        "rooms": Decimal(775000 + 600000),
        "restaurant": Decimal(75000),
        "shop": Decimal(20000),
    }

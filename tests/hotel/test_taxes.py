"""Bills under the tax rules of a place: every line its part, every change its difference."""

import json
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tests.hotel.conftest import FIRST
from tests.tries import tries

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import (
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    FolioRefusal,
    FolioSettings,
    PaymentMethod,
    TransactionCode,
)
from axentra_core.folio.tax import (
    AgeBand,
    BasePart,
    CapScope,
    Conditions,
    LongStay,
    NightCap,
    NightFactor,
    Per,
    Policy,
    PriceBasis,
    Relief,
    Residual,
    RoundingLevel,
    Rule,
    RuleSet,
    Split,
    SplitPart,
    base_of,
)
from axentra_core.hotel import Hotel
from axentra_core.hotel.taxes import CORRECTION
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.stays import (
    CancellationPolicy,
    ExemptionGranted,
    Fee,
    FeeBasis,
    FeeCode,
    FeeKind,
    FeeStep,
    NightPrice,
    Occupant,
    Package,
    PackagePart,
    PackageUnit,
    Source,
    StayBooked,
    StaysSettings,
    party,
)
from axentra_core.testing import SequentialIds, example_property

CENT = Decimal("0.01")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (FIRST + timedelta(days) for days in range(4))


def euro(amount):
    """Return an amount in euro."""
    return money(amount, "EUR")


BOARD = Package(
    "BOARD",
    "Bed and breakfast",
    (PackagePart("FNB", CENT, PackageUnit.PER_NIGHT_ROOM, included=True),),
)
EXTRAS = Package(
    "EXTRAS",
    "Dinner on the first evening, telephone, a drink in the room",
    (
        PackagePart("FNB", Decimal("33.33"), PackageUnit.PER_STAY_PERSON, included=False),
        PackagePart("PHONE", Decimal("1.00"), PackageUnit.PER_NIGHT_ROOM, included=False),
        PackagePart("FNB", Decimal("7.77"), PackageUnit.PER_NIGHT_PERSON, included=False),
    ),
)
VAT = Rule(
    "vat", "VAT", "state", percent=Decimal("0.07"), base=base_of("room", "food"), inclusive=True
)
CITY = Rule(
    "city",
    "CITY",
    "town",
    flat=Decimal("2.50"),
    per=Per.PERSON_NIGHT,
    ages=(AgeBand(0, 16, Decimal(0)),),
    reliefs=(Relief("business"),),
    long_stay=LongStay(3),
    collected_by=("portal",),
)


def rule_set(*rules, level=RoundingLevel.STAY, residual=Residual.NET, **more):
    """Return the rules of a town with these ones."""
    return RuleSet(
        place="Anywhere",
        version="1",
        currency="EUR",
        valid_first=FIRST - timedelta(400),
        articles=("room", "food", "fee"),
        rules=rules or (VAT, CITY),
        rounding=Policy(CENT, level=level, residual=residual),
        **more,
    )


def town(tax, **more):
    """Return a hotel in euro under these rules, its room prices gross and its fees net."""
    codes = (
        TransactionCode("ROOM", "Room", "rooms", article="room", basis=PriceBasis.GROSS),
        TransactionCode("FNB", "Restaurant", "food", article="food", basis=PriceBasis.GROSS),
        TransactionCode("PHONE", "Telephone", "rooms"),
    )
    own = example_property()
    folio = FolioSettings(codes, tax=tax, **more)
    menu = attrs.evolve(own.menu, items=())
    stays = StaysSettings(packages=(BOARD, EXTRAS))
    return attrs.evolve(own, currency="EUR", digits=2, folio=folio, menu=menu, stays=stays)


@pytest.fixture
def front(open_front):
    """Return how the front desk of a hotel under some rules is opened."""

    def opened(tax=None, ports=None, **more):
        return open_front(MemoryStore(), town(tax or rule_set(), **more), **(ports or {}))

    return opened


def pay(front, stay, amount=None):
    """Pay in cash what is owed, or more in advance."""
    owed = front.hotel.read.folio(stay).balance if amount is None else amount
    front.desk.take_payment(
        stay, PaymentMethod.CASH, euro(owed), in_advance=amount is not None, key=front.key()
    )


def stays_at(front, nights=2, price="100.00", **what):
    """Book and check in somebody who pays this gross price a night."""
    return front.arrive(nights=nights, prices=[euro(price)] * nights, **what)


BESIDES = ("charge:", "package:")


def components(front, stay):
    """Return what stands on a bill of each component."""
    bill = front.hotel.read.folio(stay)
    return {code: amount for code, amount in bill.components if amount}


def agrees(front, stay):
    """Check that the bill says of each component what the rules say of the stay.

    What was taken off a charge is promised to the guest, and no rule is asked about it.
    """
    told, bill = front.hotel.read.quote(stay), front.hotel.read.folio(stay)
    taken_back = {line.reverses for line in bill.lines if isinstance(line, ChargeReversed)}
    besides = [
        line.quote
        for line in bill.lines
        if (isinstance(line, ChargePosted) and line.source.startswith(BESIDES) and not line.taxed)
        or (isinstance(line, ChargeAdjusted) and line.corrects not in taken_back)
    ]
    found = {one.component: one.amount for one in told.components if one.owed}
    for quote in besides:
        for part in quote.components:
            found[part.code] += part.amount
    assert bill.net == told.net + sum(quote.net for quote in besides)
    assert components(front, stay) == {code: amount for code, amount in found.items() if amount}
    assert bill.charged == told.owed + sum(quote.total for quote in besides)
    front.check()


# What a stay is quoted and charged


def test_a_stay_is_quoted_from_its_own_facts_when_it_is_booked(front) -> None:
    """Nights, party and dates tell every component before anything is charged."""
    own = front()
    stay = own.book(prices=[euro("100.00")] * 2, party=party(2, 10))
    told = own.hotel.read.quote(stay)
    assert told.amounts == {"VAT": Decimal("13.08"), "CITY": Decimal("10.00")}
    assert (told.net, told.total) == (Decimal("186.92"), Decimal("210.00"))
    assert {work.rule for work in told.explain()} == {"vat", "city"}


def test_each_night_brings_its_part_and_the_bill_is_the_quote(front) -> None:
    """The close of the day posts what the night has of each component, to the cent."""
    own = front()
    stay = stays_at(own, party=party(2))
    promised = own.hotel.read.quote(stay)
    first = own.desk.close_day(MONDAY).one(ChargePosted).quote
    assert first.total == first.net + sum(part.amount for part in first.components)
    own.desk.close_day(TUESDAY)
    assert own.hotel.read.folio(stay).charged == promised.total
    agrees(own, stay)


def test_what_is_charged_beside_the_nights_is_taxed_with_them(front) -> None:
    """A breakfast is an item of the same bill: rounding knows both, and nothing is left over."""
    own = front()
    stay = stays_at(own, price="99.99")
    own.desk.close_day(MONDAY)
    own.desk.charge_to_room(stay, "FNB", euro("12.34"), key=own.key())
    agrees_so_far = own.hotel.read.folio(stay)
    assert [line.source for line in agrees_so_far.lines].count(CORRECTION) == 0
    own.desk.close_day(TUESDAY)
    agrees(own, stay)


def test_a_code_without_an_article_is_not_taxed_by_the_rules(front) -> None:
    """What the rules do not know is charged as it is."""
    own = front()
    stay = stays_at(own)
    own.desk.charge_to_room(stay, "PHONE", euro("3.00"), key=own.key())
    line = own.hotel.read.folio(stay).lines[-1]
    assert (line.quote.total, line.quote.components, line.taxed) == (3, (), None)


def test_a_line_remembers_what_it_was_to_the_rules(front) -> None:
    """So the rules can be asked again when something of the stay has changed."""
    own = front()
    stay = stays_at(own)
    own.desk.close_day(MONDAY)
    line = own.hotel.read.folio(stay).lines[-1]
    assert (line.taxed.article, line.taxed.amount, line.taxed.basis) == ("room", 100, "gross")
    assert line.taxed.is_night
    base = {part.code: part.base for part in line.quote.components}
    assert base["CITY"] == 0
    assert base["VAT"].quantize(CENT) == line.quote.net


# What changes


def test_a_stay_that_grows_long_gets_back_what_was_charged(front) -> None:
    """Rules that free long stays from the first night on give back what former nights paid."""
    own = front()
    stay = stays_at(own)
    own.desk.close_day(MONDAY)
    assert components(own, stay)["CITY"] == Decimal("2.50")
    own.desk.extend_stay(stay, THURSDAY, [euro("100.00")])
    correction = own.hotel.read.folio(stay).lines[-1]
    assert (correction.source, correction.quote.total) == (CORRECTION, Decimal("-2.50"))
    assert "CITY" not in components(own, stay)
    own.pass_nights(2)
    agrees(own, stay)


def test_who_leaves_early_owes_what_a_short_stay_owes(front) -> None:
    """The difference stands on the bill before it is closed."""
    own = front()
    stay = stays_at(own, nights=3)
    own.pass_nights(2)
    assert "CITY" not in components(own, stay)
    pay(own, stay)
    refused = own.refuses(
        lambda: own.desk.depart_early(stay, key=own.key()), "folio.balance_outstanding"
    )
    assert refused.values["balance"] == Decimal("5.00")
    pay(own, stay, "5.00")
    own.desk.depart_early(stay, key=own.key())
    assert components(own, stay)["CITY"] == Decimal("5.00")
    own.check()


def test_another_guest_in_the_room_is_charged_from_the_night_they_come(front) -> None:
    """A person who comes later owes for their own nights and no other."""
    own = front()
    stay = stays_at(own)
    own.desk.close_day(MONDAY)
    own.desk.change_party(stay, (Occupant(), Occupant(since=TUESDAY)))
    assert len(own.hotel.read.folio(stay).lines) == 1
    own.desk.close_day(TUESDAY)
    assert components(own, stay)["CITY"] == Decimal("7.50")
    agrees(own, stay)


def test_an_exemption_takes_back_what_was_charged_and_its_withdrawal_charges_it(front) -> None:
    """Evidence that is shown later holds for the whole stay, and is kept sealed."""
    own = front()
    stay = stays_at(own, party=party(2))
    own.desk.close_day(MONDAY)
    done = own.desk.grant_exemption(
        stay, "business", "letter of the company", occupant=2, key=own.key()
    )
    granted = done.one(ExemptionGranted)
    assert (granted.exemption, granted.granted_by) == (1, "ayu")
    assert granted.evidence.subject == own.stay(stay).guest
    assert components(own, stay)["CITY"] == Decimal("2.50")
    own.refuses(
        lambda: own.desk.grant_exemption(stay, "business", "again", occupant=2, key=own.key()),
        "stay.exempt_already",
    )
    own.desk.withdraw_exemption(stay, 1, "another guest's letter", key=own.key())
    assert components(own, stay)["CITY"] == Decimal("5.00")
    own.desk.close_day(TUESDAY)
    agrees(own, stay)


def test_a_reversed_line_leaves_the_others_right(front) -> None:
    """What is taken back takes its tax along; the rest of the bill adds up without it."""
    own = front()
    stay = stays_at(own, price="99.99")
    own.desk.close_day(MONDAY)
    own.desk.charge_to_room(stay, "FNB", euro("12.34"), key=own.key())
    own.desk.reverse_charge(stay, 2, "not eaten", key=own.key())
    own.desk.close_day(TUESDAY)
    agrees(own, stay)


def test_corrections_stand_under_a_code_of_their_own_if_there_is_one(front) -> None:
    """Revenue of a department does not move with its taxes."""
    own = front()
    property_ = town(rule_set(), correction_code="PHONE")
    own.boss.change_property(property_)
    stay = stays_at(own)
    own.desk.close_day(MONDAY)
    own.desk.extend_stay(stay, THURSDAY, [euro("100.00")])
    correction = own.hotel.read.folio(stay).lines[-1]
    assert (correction.code, correction.description) == ("PHONE", "Telephone")


def test_a_tax_on_foreigners_asks_for_the_passport_and_not_for_the_residence(front) -> None:
    """One foreigner in the room owes for themselves, wherever they live."""
    foreign = attrs.evolve(CITY, conditions=Conditions(nationality_not_in=("MY",)))
    own = front(rule_set(VAT, foreign))
    couple = (
        Occupant(nationality="MY", residence="SG"),
        Occupant(nationality="SG", residence="MY"),
    )
    stay = own.book(prices=[euro("100.00")] * 2, party=couple)
    assert own.hotel.read.quote(stay).amounts["CITY"] == Decimal("5.00")


def test_nights_of_former_stays_count_towards_a_cap_of_the_year(front) -> None:
    """Who has paid for three nights of the year pays for no fourth, in this stay or the next."""
    yearly = attrs.evolve(
        CITY, long_stay=None, night_cap=NightCap(3, CapScope.HOUSE_YEAR), reliefs=()
    )
    own = front(rule_set(VAT, yearly))
    first = stays_at(own)
    own.pass_nights(2)
    pay(own, first)
    own.desk.check_out(first)
    guest = own.stay(first).guest
    again = {"arrival": WEDNESDAY, "name": None, "guest": guest, "prices": [euro("100.00")] * 2}
    alone = own.book(**again)
    assert own.hotel.read.quote(alone).amounts["CITY"] == Decimal("2.50")
    with_friend = own.book(**again, party=(Occupant(guest=guest), Occupant()))
    assert own.hotel.read.quote(with_friend).amounts["CITY"] == Decimal("7.50")


# What a channel has collected


def test_what_the_channel_has_collected_is_shown_and_not_owed(front) -> None:
    """The guest has paid the city tax with the booking; the bill says so and asks for none."""
    own = front()
    channel = own.hotel.by(Actor("channel", "portal"))
    stay = (
        channel.reserve(
            arrival=FIRST,
            departure=WEDNESDAY,
            room_type="DLX",
            prices=[euro("100.00")] * 2,
            name="Siti Rahma",
            key="b1",
        )
        .one(StayBooked)
        .stay
    )
    own.desk.check_in(stay, room="2034")
    own.pass_nights(2)
    bill = own.hotel.read.folio(stay)
    assert bill.collected == (("CITY", Decimal("5.00")),)
    assert bill.charged == Decimal("200.00")
    pay(own, stay)
    own.desk.check_out(stay)
    own.check()


# What cannot be taxed


WEEKEND_VISITOR = attrs.evolve(CITY, conditions=Conditions(purposes=("leisure",)))


def test_a_stay_whose_taxes_cannot_be_told_is_not_booked(front) -> None:
    """The desk asks the guest while they are there, not at night when the day is closed."""
    own = front(rule_set(VAT, WEEKEND_VISITOR))
    refused = own.refuses(lambda: own.book(prices=[euro("100.00")] * 2), "tax.fact_missing")
    assert refused.values["fact"] == "purpose"
    stay = own.book(prices=[euro("100.00")] * 2, purpose="leisure")
    assert own.hotel.read.quote(stay).amounts["CITY"] == Decimal("5.00")
    own.desk.tell_purpose(stay, "business")
    assert own.hotel.read.quote(stay).amounts["CITY"] == 0


def test_what_was_sold_outside_is_kept_and_staff_are_told(front) -> None:
    """A channel's booking has happened; somebody finds out what its taxes need."""
    own = front(rule_set(VAT, WEEKEND_VISITOR))
    channel = own.hotel.by(Actor("channel", "portal"))
    booked = channel.reserve(
        arrival=FIRST,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=[euro("100.00")] * 2,
        name="Siti Rahma",
        key="b1",
    ).one(StayBooked)
    assert booked.source is Source.CHANNEL
    (told,) = own.hotel.read.follow_ups()
    assert (told.code, told.concerns) == ("tax.fact_missing", "reservations")
    own.desk.tell_purpose(booked.stay, "leisure")
    own.desk.check_in(booked.stay, room="2034")
    own.pass_nights(2)
    agrees(own, booked.stay)


def test_a_hotel_without_rules_has_no_quote(open_front) -> None:
    """Its prices have the components of their transaction codes."""
    own = open_front(MemoryStore())
    stay = own.book()
    own.refuses(lambda: own.hotel.read.quote(stay), "hotel.no_tax_rules")


def test_rules_may_ask_a_function_of_the_host(front) -> None:
    """What no rule can say, such as a local holiday calendar, the host answers by name."""
    asks = attrs.evolve(CITY, conditions=Conditions(function="festival"))
    ports = {"tax_functions": {"festival": lambda _, item, __: item.date == MONDAY}}
    own = front(rule_set(VAT, asks), ports)
    stay = own.book(prices=[euro("100.00")] * 2)
    assert own.hotel.read.quote(stay).amounts["CITY"] == Decimal("2.50")


# Prices of other shapes


def test_a_package_is_one_line_with_the_components_of_its_parts(front) -> None:
    """Room and breakfast at one price: each part has its own rate, the guest reads one line."""
    low = attrs.evolve(VAT, base=base_of("room"))
    high = Rule(
        "full", "VAT2", "state", percent=Decimal("0.19"), base=base_of("food"), inclusive=True
    )
    package = Split("fee", (SplitPart("room", Decimal("0.8")), SplitPart("food", Decimal("0.2"))))
    rules = attrs.evolve(rule_set(low, high), articles=("room", "food"), splits=(package,))
    own = front(rules)
    property_ = town(rules)
    room = attrs.evolve(property_.folio.codes[0], article="fee")
    folio = attrs.evolve(property_.folio, codes=(room, *property_.folio.codes[1:]))
    own.boss.change_property(attrs.evolve(property_, folio=folio))
    stay = stays_at(own, nights=1)
    own.desk.close_day(MONDAY)
    (line,) = own.hotel.read.folio(stay).lines
    assert line.quote.total == 100
    assert {part.code: part.amount for part in line.quote.components} == {
        "VAT": Decimal("5.23"),
        "VAT2": Decimal("3.19"),
    }
    agrees(own, stay)


def test_a_tax_once_a_stay_is_charged_with_its_first_night(front) -> None:
    """A fee for the stay as a whole stands on the bill once, however long the stay becomes."""
    once = Rule("visit", "VISIT", "town", flat=Decimal("4.00"), per=Per.STAY)
    own = front(rule_set(VAT, once))
    stay = stays_at(own)
    own.desk.close_day(MONDAY)
    assert components(own, stay)["VISIT"] == 4
    own.desk.extend_stay(stay, THURSDAY, [euro("100.00")])
    own.pass_nights(2)
    assert components(own, stay)["VISIT"] == 4
    agrees(own, stay)


def test_a_stay_taken_over_counts_its_former_nights_and_does_not_charge_them() -> None:
    """A stay is as long as it is, whichever system has charged its first nights."""
    once = Rule("visit", "VISIT", "town", flat=Decimal("4.00"), per=Per.STAY)
    third = Rule(
        "late",
        "LATE",
        "town",
        flat=Decimal("1.00"),
        per=Per.PERSON_NIGHT,
        night_factors=(NightFactor(1, Decimal(0)), NightFactor(3, Decimal(1))),
    )
    hotel = Hotel(MemoryStore(), town(rule_set(VAT, once, third)), ids=SequentialIds())
    hotel.cut_over(json.dumps(RUNNING), on=FIRST)
    desk = hotel.by(Actor("staff", "ayu"))
    for day in (MONDAY, TUESDAY):
        desk.close_day(day)
    bill = hotel.read.folio("S1")
    assert [dict_of(line) for line in bill.lines if isinstance(line, ChargePosted)] == [
        {"VAT": Decimal("6.54")},
        {"VAT": Decimal("6.55"), "LATE": Decimal("1.00")},
    ]
    assert bill.charged == Decimal("201.00")


RUNNING = {
    "currency": "EUR",
    "rooms": [],
    "guests": [{"guest": "G1", "name": "Siti Rahma"}],
    "groups": [],
    "in_house": [
        {
            "stay": "S1",
            "guest": "G1",
            "room": "2034",
            "room_type": "DLX",
            "arrival": "2026-11-22",
            "departure": "2026-11-25",
            "prices": ["100.00", "100.00", "100.00"],
            "posted_through": "2026-11-22",
            "checked_in_on": "2026-11-22",
            "balance": "0.00",
        }
    ],
    "bookings": [],
    "trial": {
        "rooms_occupied": 1,
        "in_house": 1,
        "bookings": 0,
        "room_nights": 2,
        "guest_ledger": "0.00",
        "nights_to_charge": "200.00",
    },
}


def dict_of(line):
    """Return the components of a line."""
    return {part.code: part.amount for part in line.quote.components}


def test_a_cancellation_fee_is_taxed_by_itself(front) -> None:
    """Who does not come sleeps nowhere: the fee has the tax of a fee and no tax of a night."""
    fee_vat = Rule("fee", "FEE_VAT", "state", percent=Decimal("0.19"), base=base_of("fee"))
    own = front(rule_set(VAT, CITY, fee_vat))
    with_fee = town(rule_set(VAT, CITY, fee_vat))
    codes = (*with_fee.folio.codes, TransactionCode("FEE", "Fee", "rooms", article="fee"))
    policy = CancellationPolicy("FLEX", (FeeStep(7, Fee(FeeBasis.NIGHTS, Decimal(1))),))
    own.boss.change_property(
        attrs.evolve(
            with_fee,
            folio=attrs.evolve(with_fee.folio, codes=codes),
            stays=StaysSettings((policy,), (FeeCode(FeeKind.CANCELLATION, "FEE"),)),
        )
    )
    stay = own.book(prices=[euro("100.00")] * 2, policy="FLEX")
    own.desk.cancel_stay(stay, "ill", key=own.key())
    (line, *_) = own.hotel.read.folio(stay).lines
    assert (line.quote.net, dict_of(line)) == (100, {"FEE_VAT": 19})
    own.check()


# Settings


@pytest.mark.parametrize(
    ("what", "path", "code"),
    [
        ({"article": "spa"}, "codes[0].article", "value.not_listed"),
        ({"components": ("service",)}, "article", "value.conflict"),
        ({"article": None}, "article", "field.required"),
    ],
)
def test_a_code_is_taxed_once_and_by_rules_that_know_it(what, path, code) -> None:
    """A chain and rules together would tax twice; an article nobody knows would not be taxed."""

    def settings_of():
        room = TransactionCode(
            **{
                "code": "ROOM",
                "name": "Room",
                "department": "rooms",
                "article": "room",
                "basis": PriceBasis.GROSS,
                **what,
            }
        )
        return FolioSettings((room,), tax=rule_set())

    with pytest.raises(InvalidInput) as refused:
        settings_of()
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [(path, code)]


def test_corrections_need_a_code_that_there_is() -> None:
    """A line under a code that nobody knows could not be posted."""
    with pytest.raises(InvalidInput) as refused:
        FolioSettings((), correction_code="TAX")
    assert refused.value.faults[0].path == "correction_code"


def test_rules_are_in_the_money_of_the_house() -> None:
    """Rules of another currency, or finer than its bills, are refused with their path."""
    with pytest.raises(InvalidInput) as refused:
        attrs.evolve(town(rule_set()), digits=0, stays=StaysSettings())
    assert [fault.path for fault in refused.value.faults] == ["folio.tax.price_unit"]
    own = example_property()
    with pytest.raises(InvalidInput) as refused:
        attrs.evolve(own, digits=2, folio=town(rule_set()).folio)
    assert "folio.tax.currency" in [fault.path for fault in refused.value.faults]


# Whatever happens


LEVELS = st.sampled_from(list(RoundingLevel))
SURCHARGE = Rule(
    "fund", "FUND", "state", percent=Decimal("0.055"), base=(BasePart("VAT"), BasePart("room"))
)
WHOLE_NIGHT = Rule(
    "night",
    "NIGHT",
    "town",
    percent=Decimal("0.033"),
    per=Per.ROOM_NIGHT,
    base=base_of("room", "food"),
)
STEPS = st.lists(
    st.sampled_from(
        [
            "night",
            "food",
            "phone",
            "reverse",
            "adjust",
            "extend",
            "guest",
            "exempt",
            "price",
            "package",
        ]
    ),
    min_size=2,
    max_size=7,
)


@tries(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, level=LEVELS, residual=st.sampled_from(Residual), price=st.integers(1, 99999))
def test_a_bill_is_its_quote_whatever_happens_in_between(
    open_front, steps, level, residual, price
) -> None:
    """Nights, meals, reversals, guests, exemptions and longer stays in any order: to the cent."""
    rules = rule_set(VAT, CITY, SURCHARGE, WHOLE_NIGHT, level=level, residual=residual)
    own = open_front(MemoryStore(), town(rules))
    gross = Decimal(price) * CENT
    stay = stays_at(own, nights=2, price=gross)
    for step in steps:
        act(own, stay, step, gross)
    while own.stay(stay).unposted:
        own.desk.close_day(own.hotel.read.business_date)
    agrees(own, stay)


def act(own, stay, step, gross):
    """Do one thing to a stay and its bill."""
    now, bill = own.stay(stay), own.hotel.read.folio(stay)
    taken_back = {line.reverses for line in bill.lines if isinstance(line, ChargeReversed)}
    standing = [
        line.line
        for line in bill.lines
        if isinstance(line, ChargePosted) and line.line not in taken_back and line.taxed
        if not line.taxed.is_night
    ]
    if step == "night" and now.unposted:
        own.desk.close_day(own.hotel.read.business_date)
    elif step in {"food", "phone"}:
        code = {"food": "FNB", "phone": "PHONE"}[step]
        own.desk.charge_to_room(stay, code, euro("12.34"), key=own.key())
    elif step == "reverse" and standing:
        own.desk.reverse_charge(stay, standing[0], "wrong", key=own.key())
    elif step == "adjust" and standing:
        # A tenth of a cent is nothing.
        with suppress(FolioRefusal):
            own.boss.adjust_charge(
                stay, standing[0], "goodwill", percent=Decimal("0.1"), key=own.key()
            )
    elif step == "extend":
        own.desk.extend_stay(stay, now.departure + timedelta(1), [euro(gross)])
    elif step == "guest":
        own.desk.change_party(stay, (*now.party, Occupant(since=own.hotel.read.business_date)))
    elif step == "exempt" and not now.exemptions:
        own.desk.grant_exemption(stay, "business", "letter", key=own.key())
    elif step == "price" and now.unposted:
        night = now.unposted[-1]
        own.desk.change_prices(stay, [NightPrice(night.date, euro(night.price + CENT))])
    elif step == "package":
        own.desk.agree_packages(stay, ["BOARD", "EXTRAS"][len(now.packages) :])


UNTAXED = Decimal("1.00")


@tries(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    codes=st.sampled_from([("BOARD",), ("EXTRAS",), ("BOARD", "EXTRAS"), ("EXTRAS", "BOARD")]),
    nights=st.integers(1, 3),
    people=st.integers(1, 3),
    level=LEVELS,
    residual=st.sampled_from(Residual),
    price=st.integers(1, 99999),
)
def test_a_bill_with_packages_is_what_was_quoted(
    open_front, codes, nights, people, level, residual, price
) -> None:
    """The quote before the first night knows every part of every package, to the cent."""
    rules = rule_set(VAT, CITY, SURCHARGE, WHOLE_NIGHT, level=level, residual=residual)
    own = open_front(MemoryStore(), town(rules))
    what = {"nights": nights, "party": party(people), "packages": codes}
    stay = stays_at(own, price=Decimal(price) * CENT, **what)
    promised = own.hotel.read.quote(stay)
    own.pass_nights(nights)
    bill = own.hotel.read.folio(stay)
    untaxed = UNTAXED * nights if "EXTRAS" in codes else 0
    assert bill.charged == promised.total + untaxed
    assert components(own, stay) == {code: one for code, one in promised.amounts.items() if one}
    assert {line.source for line in bill.lines if line.source == CORRECTION} == set()
    agrees(own, stay)

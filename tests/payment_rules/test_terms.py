"""What a rule may say, and the fingerprint that tells it from all others."""

from datetime import time
from decimal import Decimal

import attrs
import pytest
from tests.payment_rules.conftest import (
    ALL_OWED,
    ARRIVAL,
    AT_CHECK_IN,
    AT_CHECK_OUT,
    BOOKED,
    ELEVEN,
    OWN,
    REST,
    before,
    euro,
    owed,
    step,
    terms,
    virtual,
)

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    AmountKind,
    CardFacts,
    CardKind,
    ChannelCards,
    Moment,
    PaymentRulesRefusal,
    PaymentRulesSettings,
    RuleTerms,
    Share,
    Step,
    Surcharge,
    Trigger,
    channel_on,
)

PERCENT = Share(AmountKind.PERCENT, rate=Decimal("0.3"))


def faults(make):
    """Return where making a value goes wrong, and by which code."""
    with pytest.raises(InvalidInput) as caught:
        make()
    return [(one.path, one.code) for one in caught.value.faults]


# Moments


def test_nothing_is_charged_at_the_moment_of_the_booking() -> None:
    """The seed rules it out: deposits are taken elsewhere."""
    with pytest.raises(PaymentRulesRefusal) as caught:
        Moment(Trigger.AT_BOOKING, ELEVEN)
    assert caught.value.code == "payment_rules.not_at_booking"
    assert "Direct Booking" in str(caught.value)


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_days_before_the_check_in_are_counted_from_one(days) -> None:
    """A rule before the check-in is at least a day before, and at most a year."""
    assert faults(lambda: Moment(Trigger.BEFORE_CHECK_IN, ELEVEN, days)) == [
        ("days", "value.out_of_range")
    ]


@pytest.mark.parametrize("trigger", [Trigger.CHECK_IN_DAY, Trigger.CHECK_OUT_DAY])
def test_the_day_of_the_check_in_or_check_out_has_no_days_before(trigger) -> None:
    """No day is counted from either."""
    assert faults(lambda: Moment(trigger, ELEVEN, 1)) == [("days", "value.out_of_range")]


@pytest.mark.parametrize(
    ("wall", "code"),
    [
        (None, "field.required"),
        ("11:00", "field.wrong_type"),
        (time(11, 0, 1), "field.wrong_type"),
        (time(11, tzinfo=BOOKED.tzinfo), "field.wrong_type"),
    ],
)
def test_a_moment_has_a_time_of_day(wall, code) -> None:
    """To the minute, by the clocks of the property, and never left out."""
    assert faults(lambda: Moment(Trigger.CHECK_IN_DAY, wall)) == [("at", code)]


@pytest.mark.parametrize("trigger", ["at_arrival", None, 3])
def test_a_moment_names_a_day(trigger) -> None:
    """None that nobody knows."""
    assert faults(lambda: Moment(trigger, ELEVEN))[0][0] == "trigger"


# Amounts


@pytest.mark.parametrize(
    ("kind", "more", "fault"),
    [
        (AmountKind.PERCENT, {}, ("rate", "field.required")),
        (AmountKind.FIXED, {}, ("amount", "field.required")),
        (AmountKind.OUTSTANDING, {"rate": Decimal("0.5")}, ("rate", "value.contradicts")),
        (
            AmountKind.PERCENT,
            {"amount": euro(5), "rate": Decimal(1)},
            ("amount", "value.contradicts"),
        ),
        (AmountKind.FIRST_NIGHT, {"amount": euro(5)}, ("amount", "value.contradicts")),
        (AmountKind.PERCENT, {"rate": Decimal(0)}, ("rate", "rate.out_of_range")),
        (AmountKind.PERCENT, {"rate": Decimal("1.01")}, ("rate", "rate.out_of_range")),
        (AmountKind.PERCENT, {"rate": Decimal("NaN")}, ("rate", "number.not_finite")),
        (AmountKind.FIXED, {"amount": euro(0)}, ("amount", "money.must_be_positive")),
        (AmountKind.FIXED, {"amount": Decimal(5)}, ("amount", "field.wrong_type")),
    ],
)
def test_an_amount_has_what_its_kind_needs_and_nothing_else(kind, more, fault) -> None:
    """A rate for a percentage, an amount for a fixed one, and both above zero."""
    assert faults(lambda: Share(kind, **more)) == [fault]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({}, ("rate", "field.required")),
        ({"rate": Decimal("0.02"), "amount": euro(2)}, ("rate", "value.conflict")),
        ({"rate": Decimal(0)}, ("rate", "value.out_of_range")),
        ({"rate": Decimal("0.1001")}, ("rate", "value.out_of_range")),
        ({"rate": Decimal("-0.01")}, ("rate", "rate.out_of_range")),
        ({"amount": euro(-1)}, ("amount", "money.must_be_positive")),
    ],
)
def test_a_surcharge_is_a_part_or_an_amount_and_never_a_second_price(more, fault) -> None:
    """One of the two, above zero, and no more than cards cost."""
    assert faults(lambda: Surcharge("CARD", **more)) == [fault]


# Rules


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"channels": ()}, ("channels", "field.required")),
        ({"steps": ()}, ("steps", "list.length")),
        ({"channels": ("agoda", "agoda")}, ("channels[1]", "value.duplicate")),
        ({"rate_plans": ("BAR", "BAR")}, ("rate_plans[1]", "value.duplicate")),
        ({"card_kinds": (CardKind.VIRTUAL,) * 2}, ("card_kinds[1]", "value.duplicate")),
        ({"fewest_nights": 3, "most_nights": 2}, ("most_nights", "value.out_of_range")),
        ({"fewest_nights": -1}, ("fewest_nights", "value.out_of_range")),
        ({"most_nights": 367}, ("most_nights", "value.out_of_range")),
        ({"steps": (step(before(7), REST),)}, ("steps[0].share.kind", "value.contradicts")),
        (
            {"steps": (step(before(7), PERCENT), step(before(7), REST))},
            ("steps[1].when", "value.duplicate"),
        ),
        (
            {"steps": (step(before(7)), step(AT_CHECK_IN, REST))},
            ("steps[1].share", "value.duplicate"),
        ),
        (
            {"steps": tuple(step(before(days), PERCENT) for days in range(1, 12))},
            ("steps", "list.length"),
        ),
    ],
)
def test_a_rule_is_for_somebody_and_charges_nothing_twice(change, fault) -> None:
    """Its channels, steps and limits make sense together."""
    assert faults(lambda: attrs.evolve(terms(), **change)) == [fault]


def test_all_that_is_wrong_with_a_rule_is_said_at_once() -> None:
    """Who has to correct it reads every fault with its place."""
    found = faults(lambda: RuleTerms("x", (), (), fewest_nights=9, most_nights=1))
    assert found == [
        ("channels", "field.required"),
        ("steps", "list.length"),
        ("most_nights", "value.out_of_range"),
    ]


# Cards, figures, settings


@pytest.mark.parametrize(
    ("make", "fact"),
    [
        (lambda: virtual(is_validated=True), "validation"),
        (lambda: attrs.evolve(OWN, balance=euro(5)), "balance"),
        (lambda: attrs.evolve(OWN, active_on=ARRIVAL), "activation"),
        (lambda: attrs.evolve(OWN, active_from=BOOKED), "activation"),
    ],
    ids=["validated", "balance", "active on", "active from"],
)
def test_a_card_has_the_facts_of_its_kind(make, fact) -> None:
    """Nobody here validates a virtual card, and the guest's own has no balance to tell."""
    with pytest.raises(PaymentRulesRefusal) as caught:
        make()
    assert (caught.value.code, caught.value.values["fact"]) == ("payment_rules.card_facts", fact)


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: virtual("-1"), ("balance", "money.must_be_positive")),
        (lambda: virtual(most_charges=0), ("most_charges", "value.out_of_range")),
        (
            lambda: virtual(active_on=ARRIVAL, active_from=BOOKED),
            ("active_on", "value.conflict"),
        ),
        (
            lambda: virtual(active_from=BOOKED.replace(tzinfo=None)),
            ("active_from", "instant.naive"),
        ),
        (lambda: attrs.evolve(OWN, last_four="42424"), ("last_four", "field.wrong_type")),
    ],
)
def test_what_is_known_of_a_card_makes_sense(make, fault) -> None:
    """A balance of nothing or more, one activation, four digits."""
    assert faults(make) == [fault]


@pytest.mark.parametrize("number", ["4242424242424242", "5555 5555 5555 4444", "378282246310005"])
def test_the_number_of_a_card_stands_nowhere(number) -> None:
    """It is refused as a token, and not repeated in what is said about that."""
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(OWN, token=number)
    assert number not in str(caught.value)
    assert number.replace(" ", "")[4:] not in str(caught.value)


def test_a_token_is_shown_to_nobody() -> None:
    """Who reads a log cannot charge the card."""
    assert OWN.token not in repr(OWN)
    assert {one.name for one in attrs.fields(CardFacts)} & {"number", "pan", "cvv", "cvc"} == set()


def test_figures_are_in_one_currency() -> None:
    """Nothing is ever converted in passing."""
    assert faults(lambda: attrs.evolve(owed(), outstanding=money("5", "USD"))) == [
        ("outstanding", "money.currency_mismatch")
    ]


def test_a_channel_begins_to_hold_on_one_day_once() -> None:
    """Two rows of one channel since the same day would contradict each other."""
    row = ChannelCards("agoda", (CardKind.STANDARD,))
    assert faults(lambda: PaymentRulesSettings(channels=(row, row))) == [
        ("channels[1].channel", "value.duplicate")
    ]
    later = attrs.evolve(row, kinds=(CardKind.VIRTUAL,), since=ARRIVAL)
    rows = PaymentRulesSettings(channels=(later, row)).channels
    assert channel_on(rows, "agoda", ARRIVAL) == later
    assert channel_on(rows, "agoda", BOOKED.date()) == row
    assert channel_on(rows, "expedia", ARRIVAL) is None


# Fingerprints

FULL = RuleTerms(
    "Payment in two parts",
    ("booking_com", "agoda"),
    (Step(before(7), PERCENT), Step(AT_CHECK_OUT, REST)),
    (CardKind.STANDARD,),
    ("BAR", "NONREF"),
    1,
    30,
    Surcharge("CARD", rate=Decimal("0.02")),
)
FIRST, LAST = FULL.steps
CHANGES = {
    "name": {"name": "Payment in three parts"},
    "fewer channels": {"channels": ("booking_com",)},
    "another channel": {"channels": ("booking_com", "expedia")},
    "no steps after": {"steps": (FIRST,)},
    "other order": {"steps": (attrs.evolve(LAST, share=ALL_OWED), FIRST)},
    "other days": {"steps": (attrs.evolve(FIRST, when=before(8)), LAST)},
    "other minute": {"steps": (attrs.evolve(FIRST, when=before(7, time(11, 1))), LAST)},
    "other trigger": {"steps": (attrs.evolve(FIRST, when=AT_CHECK_IN), LAST)},
    "other rate": {
        "steps": (attrs.evolve(FIRST, share=attrs.evolve(PERCENT, rate=Decimal("0.31"))), LAST)
    },
    "other kind": {"steps": (attrs.evolve(FIRST, share=Share(AmountKind.FIRST_NIGHT)), LAST)},
    "fixed": {"steps": (attrs.evolve(FIRST, share=Share(AmountKind.FIXED, amount=euro(5))), LAST)},
    "fixed otherwise": {
        "steps": (
            attrs.evolve(FIRST, share=Share(AmountKind.FIXED, amount=money("5", "USD"))),
            LAST,
        )
    },
    "all cards": {"card_kinds": ()},
    "other cards": {"card_kinds": (CardKind.VIRTUAL,)},
    "all rate plans": {"rate_plans": ()},
    "other rate plans": {"rate_plans": ("BAR", "NONREF2")},
    "fewest nights": {"fewest_nights": 2},
    "most nights": {"most_nights": 31},
    "no surcharge": {"surcharge": None},
    "other code": {"surcharge": Surcharge("CARDS", rate=Decimal("0.02"))},
    "other surcharge": {"surcharge": Surcharge("CARD", rate=Decimal("0.021"))},
    "fixed surcharge": {"surcharge": Surcharge("CARD", amount=euro("0.02"))},
}


def test_any_change_of_any_field_has_another_fingerprint() -> None:
    """What was reviewed cannot be swapped for anything else, however small."""
    variants = [FULL, *(attrs.evolve(FULL, **change) for change in CHANGES.values())]
    assert len({one.fingerprint for one in variants}) == len(variants)
    fields = {name for change in CHANGES.values() for name in change}
    assert fields == {one.name for one in attrs.fields(RuleTerms)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PERCENT, attrs.evolve(PERCENT, rate=Decimal("0.30"))),
        (
            Share(AmountKind.FIXED, amount=euro("5")),
            Share(AmountKind.FIXED, amount=money("5.000", "EUR", digits=3)),
        ),
    ],
)
def test_the_same_number_written_otherwise_is_the_same_rule(one, other) -> None:
    """0.30 is 0.3, and five euro are five euro."""
    assert terms(step(before(7), one)).fingerprint == terms(step(before(7), other)).fingerprint


def test_a_fingerprint_never_changes_its_recipe() -> None:
    """What was written down years ago is recognised: another recipe needs another version."""
    assert FULL.fingerprint == ("978f7012f28e6e61e08423fa689a426114541c17f4c65d80f33408884d308b42")

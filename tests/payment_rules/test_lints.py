"""What is allowed in a rule and seldom meant."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    AT_CHECK_IN,
    AT_CHECK_OUT,
    BEFORE_ARRIVAL,
    PRESETS,
    AmountKind,
    Candidate,
    CardFacts,
    CardKind,
    Figures,
    Lint,
    LintKind,
    Moment,
    PaymentRulesSettings,
    ReservationFacts,
    RuleTerms,
    Share,
    Step,
    Surcharge,
    SurchargeBan,
    Trigger,
    lint,
    surcharge_ban,
)
from axentra_core.payment_rules.lint_kinds import SENTENCES

ON = date(2026, 11, 22)
POLICY = PaymentRulesSettings()
BERLIN, JAKARTA = "Europe/Berlin", "Asia/Jakarta"
BEFORE, IN, OUT = Trigger.BEFORE_CHECK_IN, Trigger.CHECK_IN_DAY, Trigger.CHECK_OUT_DAY
STAY = ReservationFacts("booking_com", date(2026, 12, 10), date(2026, 12, 13), "EUR")
OWN = CardFacts(CardKind.STANDARD, "tok", "visa", "4242", is_validated=True)
VIRTUAL = CardFacts(CardKind.VIRTUAL, "tok", "visa", "1111", active_on=date(2026, 12, 11))
COSTS = Figures(*(money(each, "EUR") for each in (300, 300, 0, 100)))


def step(trigger, at=time(11), days=0, share=None):
    """Return a step of a rule."""
    return Step(Moment(trigger, at, days), share or Share())


def third():
    """Return a part of the price."""
    return Share(AmountKind.PERCENT, rate=Decimal("0.3"))


def rest():
    """Return what the steps before have left."""
    return Share(AmountKind.REMAINDER)


def terms(*steps, **more):
    """Return what a rule for the guests' own cards says."""
    return RuleTerms(
        "A rule", ("booking_com",), steps, **{"card_kinds": (CardKind.STANDARD,), **more}
    )


def found(said, *candidates, policy=POLICY, zone=JAKARTA, on=ON):
    """Return what is seldom meant."""
    return lint(said, policy, zone, on, candidates)


def kinds(*args, **more):
    """Return the kinds of what is seldom meant."""
    return [one.kind for one in found(*args, **more)]


def a_stay(number=1, card=OWN, **facts):
    """Return a reservation."""
    return Candidate(f"S{number}", attrs.evolve(STAY, **facts), card, COSTS)


# --- what the terms show ---


def test_a_plain_rule_has_none() -> None:
    """Thirty percent a week before and the rest at the check-in is how most hotels do it."""
    assert found(terms(step(BEFORE, days=7, share=third()), step(IN, share=rest()))) == ()


def test_the_seeds_examples_are_told_of_virtual_cards_alone() -> None:
    """Seven days before the arrival most virtual cards are not active; the others are plain."""
    told = {name: [one.kind for one in found(said)] for name, said in PRESETS.items()}
    assert told == {
        "before_arrival": [LintKind.VIRTUAL_MAY_WAIT],
        "at_check_in": [],
        "at_check_out": [],
    }
    (wait,) = found(BEFORE_ARRIVAL)
    assert wait.sentence == (
        "virtual cards of booking_com, agoda, expedia, hotelbeds are often active from the "
        "check-in on only; such a reservation is charged then, and not 7 days before the check-in "
        "at 11:00"
    )


def test_channels_without_late_virtual_cards_are_not_named() -> None:
    """Front Desk sends none, and those of Channels Plus are active while a stay is still free."""
    said = attrs.evolve(BEFORE_ARRIVAL, channels=("front_desk", "channels_plus"))
    assert found(said) == ()
    assert found(attrs.evolve(BEFORE_ARRIVAL, card_kinds=(CardKind.STANDARD,))) == ()


def test_a_time_that_clocks_skip_is_told_with_its_dates() -> None:
    """Half past two in Berlin does not exist on one Sunday of each spring."""
    said = terms(step(IN, time(2, 30)))
    (skipped,) = found(said, zone=BERLIN)
    assert skipped.dates == tuple(
        date(*day)
        for day in [(2027, 3, 28), (2028, 3, 26), (2029, 3, 25), (2030, 3, 31), (2031, 3, 30)]
    )
    assert "step 1 charges at 02:30, which clocks in Europe/Berlin skip on 2027-03-28" in (
        skipped.sentence
    )
    assert found(said) == ()
    assert found(terms(step(IN, time(11))), zone=BERLIN) == ()


@pytest.mark.parametrize(
    ("zone", "wall"),
    [("Africa/Cairo", time(0)), ("Australia/Lord_Howe", time(2, 15)), ("America/Havana", time(0))],
)
def test_gaps_at_midnight_and_of_half_an_hour_are_found(zone, wall) -> None:
    """Not every country changes its clocks at two, nor by an hour."""
    assert kinds(terms(step(IN, wall)), zone=zone) == [LintKind.CLOCKS_SKIPPED]


def test_a_rest_that_nobody_charges_is_told() -> None:
    """Two halves of a price that rises in between leave the difference uncharged."""
    half = Share(AmountKind.PERCENT, rate=Decimal("0.5"))
    halves = (step(BEFORE, days=7, share=half), step(IN, share=half))
    assert kinds(terms(*halves)) == [LintKind.REST_NOT_CHARGED]
    # A virtual card is charged in full, whatever the steps say.
    assert kinds(terms(*halves[1:], card_kinds=(CardKind.VIRTUAL,))) == []


def test_two_steps_on_one_day_are_told() -> None:
    """Morning and evening of the same day may be one step."""
    same = terms(step(IN, time(9), share=third()), step(IN, time(18), share=rest()))
    (told,) = found(same)
    assert told.sentence == "steps 1 and 2 charge on the same day; one step may be enough"
    days = terms(step(BEFORE, days=7, share=third()), step(BEFORE, time(12), days=7, share=rest()))
    assert kinds(days) == [LintKind.STEPS_ON_ONE_DAY]


def test_day_use_brings_two_steps_together() -> None:
    """Check-in and check-out are one day for a guest who stays no night."""
    said = terms(step(IN, time(15), share=third()), step(OUT, time(12), share=rest()))
    assert [one.sentence for one in found(said)] == [
        "steps 1 and 2 charge on the same day for stays of 0 nights; one step may be enough",
        (
            "step 2 charges before step 1 for stays of 0 nights; write them in the order in which "
            "they come"
        ),
    ]
    assert found(attrs.evolve(said, fewest_nights=1)) == ()


def test_steps_out_of_order_are_told() -> None:
    """The remainder is charged before the part that it is to leave something of."""
    said = terms(step(IN, share=third()), step(BEFORE, days=7, share=rest()))
    (told,) = found(said)
    assert (told.kind, told.values["first"], told.values["second"]) == (
        LintKind.STEPS_OUT_OF_ORDER,
        1,
        2,
    )
    long = terms(step(OUT, share=third()), step(IN, share=rest()), fewest_nights=1)
    assert kinds(long) == [LintKind.STEPS_OUT_OF_ORDER]


FEE = Surcharge("CARD_FEE", rate=Decimal("0.02"))


@pytest.mark.parametrize("country", ["DK", "DE", "NO", "GB"])
def test_a_surcharge_on_consumers_cards_is_told_where_it_is_forbidden(country) -> None:
    """Directive (EU) 2015/2366, article 62, since 13 January 2018; likewise in the UK."""
    policy = PaymentRulesSettings(country=country)
    said = attrs.evolve(AT_CHECK_IN, surcharge=FEE)
    (told,) = found(said, policy=policy)
    assert told.kind is LintKind.SURCHARGE_FORBIDDEN
    assert told.values["since"] == date(2018, 1, 13)
    assert found(said, policy=policy, on=date(2018, 1, 12)) == ()
    assert found(AT_CHECK_IN, policy=policy) == ()


@pytest.mark.parametrize("country", ["ID", "TW", "CN", None])
def test_a_surcharge_elsewhere_is_plain(country) -> None:
    """No ban is known there, or nobody has said where the property is."""
    said = attrs.evolve(AT_CHECK_IN, surcharge=FEE)
    assert found(said, policy=PaymentRulesSettings(country=country)) == ()


def test_a_ban_ends_with_its_last_day() -> None:
    """Laws are facts with dates."""
    ban = SurchargeBan(frozenset({"XX"}), date(2020, 1, 1), "a law", date(2020, 12, 31))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [surcharge_ban("XX", day, [ban]) for day in days] == [None, ban, ban, None]


def test_a_surcharge_that_is_never_charged_is_told() -> None:
    """A virtual card holds the exact amount."""
    said = attrs.evolve(AT_CHECK_OUT, surcharge=FEE, card_kinds=(CardKind.VIRTUAL,))
    assert kinds(said, policy=PaymentRulesSettings(country="DK")) == [LintKind.SURCHARGE_NEVER]


# --- what reservations show ---


def test_virtual_cards_that_are_not_active_yet_are_told() -> None:
    """The rule's moment never holds for these reservations."""
    said = terms(step(BEFORE, days=7), card_kinds=())
    active = attrs.evolve(VIRTUAL, active_on=date(2026, 12, 1))
    told = found(said, a_stay(1, VIRTUAL), a_stay(2, active), a_stay(3))
    (waits,) = [one for one in told if one.kind is LintKind.VIRTUAL_NOT_ACTIVE]
    assert waits.reservations == ("S1",)
    assert waits.sentence.startswith("the virtual cards of 1 reservations are active only after")


def test_cards_that_expire_first_are_told() -> None:
    """A card is good through its last day, and no longer."""
    said = terms(step(IN))
    good = attrs.evolve(OWN, valid_through=date(2026, 12, 10))
    bad = attrs.evolve(OWN, valid_through=date(2026, 12, 9))
    (told,) = found(said, a_stay(1, good), a_stay(2, bad))
    assert (told.kind, told.reservations) == (LintKind.CARD_EXPIRES_FIRST, ("S2",))


def test_a_step_beside_the_free_cancellation_is_told() -> None:
    """Before it ends the money may go back; long after, a bad card is found out too late."""
    said = terms(step(BEFORE, days=7))
    day = date(2026, 12, 3)
    stays = [a_stay(number, free_until=day + timedelta(number - 3)) for number in range(1, 5)] + [
        a_stay(5)
    ]
    told = {one.kind: one.reservations for one in found(said, *stays)}
    assert told == {
        LintKind.FREE_CANCELLATION_OVER: ("S1",),
        LintKind.CANCELLED_FREE_AFTER: ("S3", "S4"),
    }
    (over,) = found(said, stays[0])
    assert over.values["place"] == 1


def test_a_reservation_that_is_not_matched_shows_nothing() -> None:
    """Only what the rule is for is looked at."""
    bad = attrs.evolve(OWN, valid_through=date(2026, 12, 9))
    assert found(terms(step(IN)), a_stay(1, bad, channel="agoda")) == ()


def test_a_moment_counts_by_the_propertys_calendar() -> None:
    """A card that is good through the day of the charge in Auckland is good."""
    said = terms(step(IN, time(1)))
    card = attrs.evolve(OWN, valid_through=date(2026, 12, 9))
    assert kinds(said, a_stay(1, card), zone="Pacific/Auckland") == [LintKind.CARD_EXPIRES_FIRST]


def test_every_kind_has_a_sentence() -> None:
    """What can be found can be said."""
    assert set(SENTENCES) == set(LintKind)
    many = [f"S{number}" for number in range(100)]
    told = Lint.of(LintKind.CARD_EXPIRES_FIRST, many)
    assert "100 reservations" in told.sentence
    assert told.sentence.endswith("more")


def test_a_lint_is_quick() -> None:
    """Five years of days are looked at in a moment."""
    said = terms(*(step(BEFORE, time(2, 30), days=9 - each) for each in range(1)))
    begin = datetime.now(UTC)
    found(said, zone="America/New_York")
    assert datetime.now(UTC) - begin < timedelta(seconds=2)

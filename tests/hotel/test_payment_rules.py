"""Payment rules in the hotel: how they begin and end, whom they are for, and what they plan."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.hotel.collecting import (
    ARRIVAL,
    BEFORE,
    CHECK_IN,
    CHECK_OUT,
    DEPARTURE,
    NIGHT,
    OWN,
    REFUSED,
    at,
    idr,
    open_house,
    percent,
    terms,
    virtual,
)
from tests.hotel.conftest import FIRST

from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput, PortError, PortUnavailable
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    ALL_CHANNELS,
    AT_CHECK_IN,
    BEFORE_ARRIVAL,
    PRESETS,
    CardRegistered,
    ChangeReservation,
    NoShowPolicy,
    PaymentCancelled,
    PaymentRulesSettings,
    PaymentScheduled,
    RuleActivated,
    RuleArchived,
    RuleDrafted,
    RuleReviewed,
    RuleStatus,
    Share,
    Surcharge,
)
from axentra_core.stays import CancellationPolicy, Fee, FeeBasis, FeeStep
from axentra_core.testing import Failure, FaultyStore, Reply

TWO = 2 * NIGHT
WEEK_BEFORE = ARRIVAL - timedelta(7)
DRAFT, REVIEWED, ACTIVE, ARCHIVED, DISCARDED = RuleStatus


@pytest.fixture
def house(open_front):
    """A house without any rule."""
    return open_house(open_front)


def drafted(house, said=BEFORE_ARRIVAL):
    """Return a draft, and its fingerprint."""
    done = house.front.boss.draft_payment_rule(said).one(RuleDrafted)
    return done.payment_rule, done.fingerprint


# How rules begin


def test_a_rule_is_drafted_reviewed_and_activated(house) -> None:
    """Three steps, each by somebody in charge; before the last one it plans nothing (seed)."""
    boss = house.front.boss
    rule, fingerprint = drafted(house)
    early = house.book()
    assert house.read.payment_rule(rule).status is DRAFT
    activate = lambda: boss.activate_payment_rule(rule, fingerprint)  # noqa: E731
    house.front.refuses(activate, "payment_rules.not_reviewed")
    assert boss.review_payment_rule(rule).one(RuleReviewed).by == "staff dewi"
    boss.activate_payment_rule(rule, fingerprint)
    assert boss.activate_payment_rule(rule, fingerprint).events == ()
    assert (house.stand(early), house.stand(house.book())) == ([], ["scheduled"])
    house.front.check()


def test_a_draft_that_says_something_else_is_reviewed_again(house) -> None:
    """Nobody activates what somebody has changed meanwhile."""
    boss = house.front.boss
    rule, fingerprint = drafted(house)
    boss.review_payment_rule(rule)
    boss.revise_payment_rule(rule, AT_CHECK_IN)
    activate = lambda: boss.activate_payment_rule(rule, fingerprint)  # noqa: E731
    house.front.refuses(activate, "payment_rules.not_reviewed")
    boss.review_payment_rule(rule)
    house.front.refuses(activate, "payment_rules.other_terms")
    boss.activate_payment_rule(rule, AT_CHECK_IN.fingerprint)
    assert house.read.payment_rule(rule).terms == AT_CHECK_IN


def test_an_active_rule_never_says_anything_else(house) -> None:
    """It is replaced, not edited (seed: *tidak dapat diubah setelah itu*)."""
    rule, boss = house.rule(), house.front.boss
    revise = lambda: boss.revise_payment_rule(rule, AT_CHECK_IN)  # noqa: E731
    house.front.refuses(revise, "payment_rules.immutable")
    house.front.refuses(lambda: boss.discard_payment_rule(rule), "payment_rules.immutable")
    house.front.refuses(lambda: boss.review_payment_rule(rule), "payment_rules.immutable")


def test_a_draft_can_be_thrown_away(house) -> None:
    """And does not come back; nothing active is archived that was never active."""
    boss = house.front.boss
    rule, fingerprint = drafted(house)
    house.front.refuses(lambda: boss.archive_payment_rule(rule), "payment_rules.not_active")
    boss.discard_payment_rule(rule)
    activate = lambda: boss.activate_payment_rule(rule, fingerprint)  # noqa: E731
    house.front.refuses(activate, "payment_rules.discarded")


def test_rules_are_listed_by_where_they_stand_and_viewed(house) -> None:
    """Active ones, archived ones (seed: *Filter*); one with its date, conditions and action."""
    old, kept = house.rules("before_arrival", "at_check_in")
    house.front.clock.move(timedelta(hours=1))
    house.front.boss.archive_payment_rule(old)
    rule, _ = drafted(house, terms(CHECK_OUT, channels=("agoda",)))
    read = house.read
    assert [one.id for one in read.payment_rules()] == [kept]
    assert [one.id for one in read.payment_rules(ARCHIVED)] == [old]
    assert [one.id for one in read.payment_rules(ARCHIVED, ACTIVE, DRAFT)] == [old, kept, rule]
    seen = read.payment_rule(rule)
    assert (seen.drafted_at, seen.terms.channels) == (house.front.clock(), ("agoda",))
    assert seen.terms.steps[0].when == CHECK_OUT
    assert read.payment_rule(old).archived_at == house.front.clock()


UNFIT = {
    "an unknown channel": (terms(channels=("tiket",)), "payment_rules.channel_unknown"),
    "an unknown code": (
        terms(surcharge=Surcharge("SPA", amount=idr(1))),
        "value.not_listed",
    ),
    "foreign money": (
        terms((BEFORE, Share("fixed", amount=money(5, "EUR")))),
        "money.currency_mismatch",
    ),
    "a part of a rupiah": (
        terms(surcharge=Surcharge("CARD-FEE", amount=money("0.5", "IDR"))),
        "money.too_many_decimals",
    ),
    "cards that do not come": (
        terms(channels=("direct_booking",), card_kinds=("virtual",)),
        "payment_rules.card_kind_not_sent",
    ),
}


@pytest.mark.parametrize("what", UNFIT)
def test_a_rule_fits_the_property(house, what) -> None:
    """What it names is the property's own, whether it is drafted, revised or put in a place."""
    said, code = UNFIT[what]
    boss, front = house.front.boss, house.front
    front.refuses(lambda: boss.draft_payment_rule(said), code)
    rule, _ = drafted(house)
    front.refuses(lambda: boss.revise_payment_rule(rule, said), code)
    active = house.rule("at_check_in")
    front.refuses(lambda: boss.replace_payment_rule(active, said), code)


def test_two_rules_at_one_moment_are_wanted_or_a_mistake(house) -> None:
    """The refusal names the other one; who wants both says so."""
    house.rule()
    rule, fingerprint = drafted(house, terms(BEFORE, channels=("agoda", "expedia")))
    boss = house.front.boss
    boss.review_payment_rule(rule)
    why = house.front.refuses(
        lambda: boss.activate_payment_rule(rule, fingerprint), "payment_rules.overlap"
    )
    assert (why.values["others"], why.values["channels"]) == ("P1", "agoda, expedia")
    boss.activate_payment_rule(rule, fingerprint, both_wanted=True)
    stay = house.book(channel="agoda")
    assert [one.rule for one in house.read.payment_plan(stay).payments] == ["P1", rule]
    house.run(WEEK_BEFORE)
    house.run()
    assert (house.stand(stay), house.by_card(stay)) == (["charged", "skipped"], [TWO])


# How rules end


def test_what_an_archived_rule_has_planned_is_still_charged(house) -> None:
    """Also with other dates; but no reservation is matched with it any more (seed)."""
    rule = house.rule()
    before = house.book()
    house.front.boss.archive_payment_rule(rule)
    assert house.front.boss.archive_payment_rule(rule).events == ()
    after = house.book()
    house.front.desk.amend_stay(before, departure=ARRIVAL + timedelta(1), prices=[idr(850_000)])
    house.run(WEEK_BEFORE)
    assert (house.by_card(before), house.stand(after)) == ([NIGHT], [])
    house.front.refuses(
        lambda: house.front.boss.activate_payment_rule(rule, "x"), "payment_rules.archived"
    )


def test_what_a_rule_has_planned_is_called_off_by_a_verb_of_its_own(house) -> None:
    """All of it, for every reservation; what is with the gateway stays, and other rules' too."""
    rule, other = house.rules("before_arrival", "at_check_in")
    stays = [house.book(), house.book(REFUSED)]
    boss = house.front.boss
    boss.archive_payment_rule(rule)
    done = boss.cancel_payments_of(rule)
    assert {one.payment_plan for one in done.all(PaymentCancelled)} == set(stays)
    assert [house.stand(stay)[0] for stay in stays] == ["cancelled"] * 2
    assert [house.stand(stay)[1] for stay in stays] == ["scheduled", "blocked"]
    assert house.why(stays[0]) == ["rule_stopped", None]
    assert [cause for _, cause in house.tasks()] == [f"payment_plan:{stays[1]}:2"]
    assert boss.cancel_payments_of(rule).events == ()
    house.front.refuses(lambda: boss.cancel_payments_of("P9"), "record.not_found")
    assert house.read.payment_rule(other).status is ACTIVE
    house.front.check()


def test_what_is_with_the_gateway_is_not_called_off(open_front) -> None:
    """It is found out first; whatever became of it stands."""
    house = open_house(open_front, Reply.LOSE_REPLY)
    rule = house.rule()
    stay = house.book()
    house.run(WEEK_BEFORE)
    assert house.front.boss.cancel_payments_of(rule).events == ()
    house.run(WEEK_BEFORE, 12)
    assert (house.stand(stay), house.by_card(stay)) == (["charged"], [TWO])


# One in the place of another


def test_a_rule_is_replaced_in_one_commit(house) -> None:
    """The successor begins where the old one ends: every reservation meets exactly one of them."""
    old = house.rule()
    before = house.book()
    done = house.front.boss.replace_payment_rule(old, terms(BEFORE, channels=("agoda",)))
    new = done.one(RuleActivated).payment_rule
    assert done.one(RuleArchived).superseded_by == new
    last = [*house.front.store.log(limit=10_000)][-1]
    assert {RuleArchived.__name__, RuleActivated.__name__} <= {
        type(one).__name__ for one in done.events
    }
    assert {fact.stream.split("/", 1)[1] for fact in last.facts} == {
        f"payment_rule/{old}",
        f"payment_rule/{new}",
    }
    seen = house.read.payment_rule(new)
    assert (seen.supersedes, seen.status) == (old, ACTIVE)
    assert house.read.payment_rule(old).superseded_by == new
    agoda, booking = house.book(channel="agoda"), house.book()
    assert [house.stand(one) for one in (before, agoda, booking)] == [
        ["scheduled"],
        ["scheduled"],
        [],
    ]
    house.front.check()


def test_a_rule_is_replaced_or_nothing_has_happened(house) -> None:
    """When the successor is refused the old one is active as before."""
    old, other = house.rules("before_arrival", "at_check_in")
    boss, front = house.front.boss, house.front
    replace = lambda: boss.replace_payment_rule(old, PRESETS["at_check_in"])  # noqa: E731
    front.refuses(replace, "payment_rules.overlap")
    front.refuses(
        lambda: boss.replace_payment_rule(old, PRESETS["at_check_out"], successor=other),
        "record.already_exists",
    )
    assert [one.id for one in house.read.payment_rules()] == [old, other]
    done = boss.replace_payment_rule(old, PRESETS["at_check_in"], both_wanted=True)
    again = done.one(RuleActivated).payment_rule
    front.refuses(
        lambda: boss.replace_payment_rule(old, PRESETS["at_check_out"]), "payment_rules.not_active"
    )
    boss.replace_payment_rule(again, PRESETS["at_check_out"], successor="checkout-2")
    assert [one.id for one in house.read.payment_rules()] == [other, "checkout-2"]


@pytest.mark.parametrize("failure", Failure, ids=str)
def test_a_replacement_whose_store_fails_is_whole_or_not_there(house, failure) -> None:
    """Both rules say the same of it, and said again under its key it is there once."""
    old = house.rule()
    faulty = FaultyStore(house.front.store, 1, failure, counting="commits", lasting=True)
    boss = house.front.over(faulty).by(Actor("staff", "dewi", ("manager",)))
    with suppress(PortError):
        boss.replace_payment_rule(old, terms(CHECK_OUT), successor="new", key="k")
    stands = house.read.payment_rule(old).status, [one.id for one in house.read.payment_rules()]
    was_kept = failure is Failure.AFTER_EFFECT
    assert stands == ((ARCHIVED, ["new"]) if was_kept else (ACTIVE, [old]))
    house.front.boss.replace_payment_rule(old, terms(CHECK_OUT), successor="new", key="k")
    assert [one.id for one in house.read.payment_rules()] == ["new"]


# Whom a rule is for


@pytest.mark.parametrize("channel", ALL_CHANNELS)
def test_every_channel_is_charged_with_the_cards_that_it_sends(house, channel) -> None:
    """The guest's own card everywhere; a virtual one where a channel stands between (seed)."""
    house.rule("at_check_in")
    own, vcc = house.book(channel=channel), house.book(virtual(), channel=channel)
    sends = channel not in {"front_desk", "direct_booking"}
    assert house.stand(own) == ["scheduled"]
    assert house.stand(vcc) == (["scheduled"] if sends else [])
    assert house.read.payment_plan(own).reservation.channel == channel
    house.run(ARRIVAL)
    assert (house.by_card(own), house.by_card(vcc)) == ([TWO], [TWO] if sends else [])
    house.check(own, vcc)


def test_a_channel_books_for_itself(house) -> None:
    """What a channel says came through that channel, and so did its card."""
    house.rule("at_check_in")
    agoda = house.front.hotel.by(Actor("channel", "agoda"))
    stay = (
        agoda.reserve(
            arrival=ARRIVAL,
            departure=DEPARTURE,
            room_type="DLX",
            prices=[idr(850_000)] * 2,
            name="A. Guest",
            key="r",
        )
        .events[1]
        .stay
    )
    agoda.attach_card(stay, virtual(), key="c")
    agoda.change_card_facts("G1", virtual(NIGHT), key="f")
    assert house.read.payment_plan(stay).reservation.channel == "agoda"
    assert house.read.payment_plan(stay).facts.balance == idr(NIGHT)


@pytest.mark.parametrize("country", ["LU", "SI", "SK"])
def test_hotelbeds_is_not_charged_in_three_countries(open_front, country) -> None:
    """No rule for it is drafted there, and one that is active matches nothing of it (seed)."""
    house = open_house(open_front)
    rule = house.rule("at_check_in")
    own = house.read.configuration
    moved = attrs.evolve(own, payment_rules=PaymentRulesSettings(country=country))
    house.front.boss.change_property(moved)
    bed, agoda = house.book(channel="hotelbeds"), house.book(channel="agoda")
    assert (house.stand(bed), house.stand(agoda)) == ([], ["scheduled"])
    front, boss = house.front, house.front.boss
    code = "payment_rules.channel_not_in_country"
    why = front.refuses(lambda: boss.draft_payment_rule(terms(channels=("hotelbeds",))), code)
    assert (why.values["country"], why.values["channel"]) == (country, "hotelbeds")
    front.refuses(lambda: boss.replace_payment_rule(rule, terms(CHECK_OUT)), code)
    others = tuple(one for one in ALL_CHANNELS if one != "hotelbeds")
    boss.replace_payment_rule(rule, terms(CHECK_OUT, channels=others))


def test_a_channel_of_which_nobody_knows_cards_is_not_charged(house) -> None:
    """A reservation from elsewhere has a plan without payments."""
    house.rule()
    stay = house.book(channel="tiket")
    assert house.read.payment_plan(stay).payments == ()


def test_a_rule_may_be_for_some_rate_plans_and_lengths(house) -> None:
    """Both have to fit; day use has no night."""
    house.rule(terms(CHECK_IN, rate_plans=("NRF",), fewest_nights=2, most_nights=3))
    stands = {
        (plan, nights): house.stand(
            house.book(
                nights=nights,
                rate_plan=plan,
                prices=[idr(850_000)] * max(nights, 1),
            )
        )
        for plan, nights in (("NRF", 1), ("NRF", 2), ("NRF", 3), ("NRF", 4), ("BAR", 2), (None, 2))
    }
    assert [key for key, stand in stands.items() if stand] == [("NRF", 2), ("NRF", 3)]
    house.rule(terms(CHECK_OUT, most_nights=0))
    day = house.book(nights=0, prices=[idr(400_000)])
    assert house.due(day)[0].isoformat() == f"{ARRIVAL}T12:00:00"


def test_a_reservation_is_matched_with_a_later_rule_when_staff_say_so(house) -> None:
    """Never by itself; once, and only with a rule that is active and fits."""
    stay = house.book()
    rule, agoda = house.rule(), house.rule(terms(CHECK_IN, channels=("agoda",)))
    draft, _ = drafted(house, PRESETS["at_check_out"])
    assert house.stand(stay) == []
    desk, front = house.front.desk, house.front
    assert desk.apply_payment_rule(rule, stay).one(PaymentScheduled).rule == rule
    for other, code in (
        (rule, "payment_rules.nothing_to_match"),
        (agoda, "payment_rules.nothing_to_match"),
        (draft, "payment_rules.not_active"),
        ("P9", "record.not_found"),
    ):
        front.refuses(lambda other=other: desk.apply_payment_rule(other, stay), code)
    bare = house.book(None)
    front.refuses(lambda: desk.apply_payment_rule(rule, bare), "record.not_found")
    house.run(WEEK_BEFORE)
    assert house.by_card(stay) == [TWO]


# Who may


def test_rules_are_for_who_is_in_charge_and_cards_for_the_desk(house) -> None:
    """A clerk registers cards and looks after payments; rules are the manager's."""
    desk, front = house.front.desk, house.front
    rule, fingerprint = drafted(house)
    manages = (
        lambda: desk.draft_payment_rule(BEFORE_ARRIVAL),
        lambda: desk.revise_payment_rule(rule, AT_CHECK_IN),
        lambda: desk.review_payment_rule(rule),
        lambda: desk.activate_payment_rule(rule, fingerprint),
        lambda: desk.replace_payment_rule(rule, AT_CHECK_IN),
        lambda: desk.archive_payment_rule(rule),
        lambda: desk.discard_payment_rule(rule),
        lambda: desk.cancel_payments_of(rule),
    )
    for act in manages:
        why = front.refuses(act, "permission.missing")
        assert why.values["permission"] == "payment_rules.manage"
    house.front.boss.discard_payment_rule(rule)
    house.rule()
    stay = house.book(REFUSED)
    desk.attach_card(stay, OWN)
    desk.resume_payment(stay, 1)
    desk.replan_payments(stay)
    desk.cancel_payment(stay, 1)


@pytest.mark.parametrize("kind", ["channel", "partner", "guest"])
def test_nobody_outside_the_house_charges_or_manages(house, kind) -> None:
    """A channel tells of its cards; it decides about no payment."""
    house.rule()
    stay = house.book()
    desk = house.front.hotel.by(Actor(kind, "agoda"))
    for act in (
        lambda: desk.draft_payment_rule(BEFORE_ARRIVAL, key="a"),
        lambda: desk.archive_payment_rule("P1", key="b"),
        lambda: desk.claim_payment(stay, 1, key="c"),
        lambda: desk.cancel_payment(stay, 1, key="d"),
        lambda: desk.resume_payment(stay, 1, key="e"),
        lambda: desk.apply_payment_rule("P1", stay, key="f"),
        lambda: desk.replan_payments(stay, key="g"),
    ):
        house.front.refuses(act, "hotel.not_for_outsiders")


# What happens to reservations


def test_payments_move_with_the_dates_of_the_stay(house) -> None:
    """Same number, another moment; in house the day of the departure moves alone."""
    house.rules("before_arrival", "at_check_out")
    stay = house.book()
    first = house.due(stay)
    desk = house.front.desk
    desk.amend_stay(
        stay,
        arrival=ARRIVAL + timedelta(1),
        departure=DEPARTURE + timedelta(1),
        prices=[idr(850_000)] * 2,
    )
    assert house.due(stay) == [one + timedelta(1) for one in first]
    desk.amend_stay(stay, arrival=ARRIVAL, departure=DEPARTURE, prices=[idr(850_000)] * 2)
    assert house.due(stay) == first
    house.move_in(stay)
    desk.extend_stay(stay, DEPARTURE + timedelta(1), [idr(850_000)])
    assert house.due(stay) == [first[0], first[1] + timedelta(1)]
    desk.shorten_stay(stay, ARRIVAL + timedelta(1), key="s")
    assert house.due(stay) == [first[0], first[1] - timedelta(1)]
    house.front.check()


def test_what_was_charged_is_not_charged_again_on_other_dates(house) -> None:
    """The number that has fired never fires again; another rule charges what is owed more."""
    house.rules("before_arrival", "at_check_in")
    stay = house.book()
    house.run(WEEK_BEFORE)
    later = ARRIVAL + timedelta(20)
    house.front.desk.amend_stay(
        stay, arrival=later, departure=later + timedelta(3), prices=[idr(850_000)] * 3
    )
    assert house.run(later - timedelta(7)) == ()
    house.run(later)
    assert (house.by_card(stay), house.stand(stay)) == ([TWO, NIGHT], ["charged", "charged"])
    house.check(stay)


def test_a_shorter_stay_is_not_given_back_by_itself(house) -> None:
    """What was paid too much stands on the bill, for a person to give back."""
    house.rules("before_arrival", "at_check_in")
    stay = house.book()
    house.run(WEEK_BEFORE)
    house.front.desk.amend_stay(stay, departure=ARRIVAL + timedelta(1), prices=[idr(850_000)])
    house.run(ARRIVAL)
    assert (house.why(stay), house.by_card(stay)) == ([None, "nothing_due"], [TWO])


def test_dates_that_come_nearer_are_due_at_once(house) -> None:
    """What would have been charged by now is charged with the next run, and says so."""
    house.rule()
    stay = house.book(arrival=ARRIVAL + timedelta(20), departure=DEPARTURE + timedelta(20))
    house.front.desk.amend_stay(
        stay, arrival=FIRST, departure=FIRST + timedelta(2), prices=[idr(850_000)] * 2
    )
    assert "already_over" in house.payment(stay).due.notes
    house.run()
    assert house.by_card(stay) == [TWO]


def flexible(open_front, *script, fee=1, **policy):
    """Return a house that asks a fee of so many nights from whoever cancels within nine days."""
    house = open_house(open_front, *script, **policy)
    own = house.read.configuration
    nights = Fee(FeeBasis.NIGHTS, fee)
    flex = CancellationPolicy("FLEX", (FeeStep(9, nights),), nights)
    stays = attrs.evolve(own.stays, policies=(flex,))
    house.front.boss.change_property(attrs.evolve(own, stays=stays))
    return house


@pytest.mark.parametrize("waive", [True, False])
def test_a_cancelled_stay_is_not_charged(open_front, waive) -> None:
    """Whether a fee is owed or not: that is taken by hand, and no task is left of the plan."""
    house = flexible(open_front)
    house.rules("before_arrival", "at_check_in")
    stay = house.book(REFUSED, policy="FLEX")
    assert len(house.tasks()) == 2
    house.front.boss.cancel_stay(stay, "ill", waive_fee=waive, key="c")
    assert house.why(stay) == ["reservation_cancelled"] * 2
    assert (house.tasks(), house.run(DEPARTURE, 12)) == ([], ())
    for act in (
        lambda: house.front.desk.claim_payment(stay, 1, key="k"),
        lambda: house.front.desk.resume_payment(stay, 1),
    ):
        house.front.refuses(act, "payment_rules.reservation_cancelled")


@pytest.mark.parametrize(
    ("waive", "stands", "tasks"), [(True, "cancelled", 0), (False, "attention", 1)]
)
def test_a_fee_can_still_be_taken_from_a_virtual_card_by_hand(
    open_front, waive, stands, tasks
) -> None:
    """The channel may let it be charged for the fee: somebody looks; without a fee nobody does."""
    house = flexible(open_front)
    house.rule("at_check_in")
    stay = house.book(virtual(), policy="FLEX")
    house.front.boss.cancel_stay(stay, "ill", waive_fee=waive, key="c")
    assert (house.stand(stay), len(house.tasks())) == ([stands], tasks)
    assert house.why(stay) == ["reservation_cancelled"]


def test_a_policy_that_asks_for_nothing_is_no_fee(open_front) -> None:
    """A step of zero nights leaves nobody a task."""
    house = flexible(open_front, fee=0)
    house.rule("at_check_in")
    stay = house.book(virtual(), policy="FLEX")
    house.front.boss.cancel_stay(stay, "ill", key="c")
    assert (house.stand(stay), house.tasks()) == (["cancelled"], [])


def test_a_reinstated_stay_is_matched_anew_and_what_was_charged_stays(open_front) -> None:
    """New numbers for what was given up; a step that has been charged is not charged again."""
    house = flexible(open_front)
    house.rules("before_arrival", "at_check_in")
    stay = house.book(policy="FLEX")
    house.run(WEEK_BEFORE)
    house.front.desk.cancel_stay(stay, "ill", key="c")
    assert house.stand(stay) == ["charged", "cancelled"]
    house.front.desk.reinstate_stay(stay, "well again", key="r")
    assert house.stand(stay) == ["charged", "cancelled", "scheduled"]
    house.dine(stay)
    house.run(ARRIVAL)
    assert house.stand(stay)[2] == "charged"
    house.check(stay)


def test_rules_that_came_meanwhile_are_for_a_reinstated_stay(house) -> None:
    """It is matched with what is active when it comes back."""
    old = house.rule()
    stay = house.book()
    house.front.desk.cancel_stay(stay, "ill", key="c")
    house.front.boss.replace_payment_rule(old, PRESETS["at_check_in"])
    house.front.desk.reinstate_stay(stay, "well again", key="r")
    assert house.due(stay)[-1].isoformat() == f"{ARRIVAL}T11:00:00"
    assert house.stand(stay) == ["cancelled", "scheduled"]


# fmt: off
NO_SHOWS = (
    # card         policy                                          stands        by card
    (OWN,          {},                                             "attention",  []),
    (OWN,          {"no_show": NoShowPolicy.CANCEL},               "cancelled",  []),
    (OWN,          {"no_show": NoShowPolicy.KEEP},                 "charged",    [NIGHT]),
    (virtual(NIGHT, active_on=FIRST), {},                          "charged",    [NIGHT]),
    (virtual(NIGHT, active_on=FIRST), {"no_show_virtual": NoShowPolicy.MANUAL}, "attention", []),
    (virtual(NIGHT, active_on=FIRST), {"no_show_virtual": NoShowPolicy.CANCEL}, "cancelled", []),
)
# fmt: on


@pytest.mark.parametrize(("card", "policy", "stands", "paid"), NO_SHOWS)
def test_who_does_not_come_is_charged_as_the_house_does_it(
    open_front, card, policy, stands, paid
) -> None:
    """Kept, given up or looked at: what is kept charges the fee that stands on the bill."""
    house = flexible(open_front, **policy)
    house.rule("at_check_out")
    stay = house.book(card, arrival=FIRST, departure=FIRST + timedelta(2), policy="FLEX")
    house.front.pass_nights(1)
    house.run(FIRST + timedelta(2), 12)
    assert (house.stand(stay), house.by_card(stay)) == ([stands], paid)
    assert len(house.tasks()) == (stands == "attention")
    if stands == "attention":
        assert house.why(stay) == ["no_show"]
    house.check(stay)


def test_a_no_show_that_comes_after_all_is_expected_again(open_front) -> None:
    """Reinstated on the next day: what a person had to look at, they resume."""
    house = flexible(open_front)
    house.rule("at_check_out")
    stay = house.book(arrival=FIRST, departure=FIRST + timedelta(3), nights=3, policy="FLEX")
    house.front.pass_nights(1)
    house.front.desk.reinstate_stay(stay, "the plane was late", key="r")
    house.front.desk.resume_payment(stay, 1)
    house.run(FIRST + timedelta(3), 12)
    assert (house.by_card(stay), house.tasks()) == ([TWO], [])


# What happens to cards


def test_another_card_of_the_guest_is_charged_in_its_place(house) -> None:
    """The payment stays as it is planned; the first card is not asked."""
    house.rule()
    stay = house.book()
    house.front.desk.attach_card(stay, attrs.evolve(OWN, token="tok_new", last_four="1881"))
    house.run(WEEK_BEFORE)
    assert [one.card for one in house.gateway.sent] == ["tok_new"]
    (line,) = house.read.folio(stay).lines
    assert (line.card.last_four, house.payment(stay).attempts[0].card) == ("1881", "G2")


def test_a_virtual_card_instead_of_the_guests_own_is_charged_by_its_own_rules(house) -> None:
    """What was planned for the first is given up; the other is charged once, and in full."""
    house.rule(terms((BEFORE, percent("0.5")), (CHECK_IN, Share("remainder"))))
    stay = house.book()
    assert house.stand(stay) == ["scheduled", "scheduled"]
    house.front.desk.attach_card(stay, virtual())
    assert house.stand(stay) == ["cancelled", "cancelled", "scheduled"]
    assert house.why(stay)[:2] == ["card_replaced", "card_replaced"]
    house.run(ARRIVAL)
    assert house.by_card(stay) == [TWO]
    house.front.desk.attach_card(stay, OWN)
    assert house.stand(stay)[3:] == []


def test_the_channel_pays_another_way(house) -> None:
    """A virtual card becomes the guest's own: the rule's own moments hold again."""
    house.rule()
    stay = house.book(virtual())
    house.front.desk.change_card_facts("G1", OWN)
    assert house.stand(stay) == ["cancelled", "scheduled"]
    house.run(WEEK_BEFORE)
    assert house.by_card(stay) == [TWO]


def test_a_card_that_turns_out_not_to_be_valid_stops_what_waits(house) -> None:
    """One task for each payment; what is told of it again as before changes nothing."""
    house.rules("before_arrival", "at_check_in")
    stay = house.book()
    house.front.desk.change_card_facts("G1", REFUSED)
    assert (house.stand(stay), len(house.tasks())) == (["blocked", "blocked"], 2)
    assert house.front.desk.change_card_facts("G1", REFUSED).events == ()
    house.front.desk.change_card_facts("G1", attrs.evolve(OWN, is_chargeable=False))
    house.front.refuses(lambda: house.front.desk.resume_payment(stay, 1), "payment_rules.blocked")


def test_a_balance_is_told_in_the_decimals_of_the_house(house) -> None:
    """However it is told: a part of a rupiah could not be charged."""
    house.rule("at_check_in")
    stay = house.book(virtual())
    desk, front = house.front.desk, house.front
    wrong, code = virtual(Decimal("100.5")), "money.too_many_decimals"
    for act in (
        lambda: desk.attach_card(stay, wrong),
        lambda: desk.change_card_facts("G1", wrong),
    ):
        assert front.refuses(act, code).faults[0].path == "facts.balance"


def test_a_balance_in_other_money_is_a_fact_and_no_charge(house) -> None:
    """The channel has issued the card in euro: somebody looks, and nothing is exchanged."""
    house.rule("at_check_in")
    euro = attrs.evolve(virtual(), balance=money(100, "EUR"))
    one, other = house.book(euro), house.book(virtual())
    house.front.desk.change_card_facts("G2", euro)
    house.run(ARRIVAL)
    assert house.why(one) == house.why(other) == ["currency_mismatch"]
    assert (house.gateway.sent, len(house.tasks())) == ([], 2)


def test_a_card_is_known_by_its_id_and_by_no_number(house) -> None:
    """An expired one is not taken, one that is not there is missed, one that is there is named."""
    stay, desk, front = house.book(None), house.front.desk, house.front
    expired = attrs.evolve(OWN, valid_through=date(2026, 11, 22))
    front.refuses(lambda: desk.attach_card(stay, expired), "payment_rules.card_expired")
    front.refuses(lambda: desk.attach_card(stay, guest_card="G9"), "record.not_found")
    front.refuses(lambda: desk.attach_card(stay), "record.not_found")
    front.refuses(lambda: desk.attach_card("S9", OWN), "record.not_found")
    desk.attach_card(stay, OWN, guest_card="card-7")
    assert house.read.guest_card("card-7").facts == OWN
    assert "tok_own" not in repr(house.read.guest_card("card-7"))
    with pytest.raises(InvalidInput) as refused:
        attrs.evolve(OWN, token="4242424242424242")
    assert "4242424242424242" not in str(refused.value)


# What else moves them


def test_payments_are_worked_out_anew_by_the_clocks_of_now(house) -> None:
    """What was planned by other clocks is due when the property's own say; once is enough."""
    house.rule()
    stay = house.book()
    plan, own = house.read.payment_plan(stay), house.read.configuration
    elsewhere = ChangeReservation(stay, plan.reservation, "Asia/Jayapura", own.payment_rules)
    house.front.put(elsewhere)
    assert house.payment(stay).due.at == at(WEEK_BEFORE, 9)
    assert len(house.front.desk.replan_payments(stay).events) == 1
    assert house.payment(stay).due.at == at(WEEK_BEFORE, 11)
    assert house.front.desk.replan_payments(stay).events == ()
    house.front.refuses(lambda: house.front.desk.replan_payments("S9"), "record.not_found")


def test_what_is_not_due_is_not_claimed(house) -> None:
    """Nor what comes later, nor what is not there."""
    house.rules("before_arrival", "at_check_in")
    stay = house.book()
    desk, front = house.front.desk, house.front
    front.refuses(lambda: desk.claim_payment(stay, 1, key="a"), "payment_rules.not_due")
    house.wait(ARRIVAL, 11)
    front.refuses(lambda: desk.claim_payment(stay, 2, key="b"), "payment_rules.not_next")
    front.refuses(lambda: desk.claim_payment(stay, 3, key="c"), "payment_rules.payment_unknown")
    front.refuses(lambda: desk.resume_payment(stay, 1), "payment_rules.nothing_to_resume")
    house.run()
    front.refuses(lambda: desk.claim_payment(stay, 1, key="d"), "payment_rules.over")
    front.refuses(lambda: desk.cancel_payment(stay, 1), "payment_rules.over")


def test_a_preview_shows_what_a_verb_would_do_and_does_nothing(house) -> None:
    """Which payments a card would bring."""
    house.rules("before_arrival", "at_check_in")
    stay = house.book(None)
    before = house.front.dump()
    seen = house.front.desk.preview.attach_card(stay, OWN)
    assert len(seen.all(PaymentScheduled)) == 2
    assert house.front.dump() == before


def test_a_run_tells_what_it_could_not_do(house) -> None:
    """A store that fails is no reason to lose anything: it is due as before."""
    house.rule()
    stay = house.book()
    faulty = FaultyStore(house.front.store, 1, Failure.BEFORE_EFFECT, counting="commits")
    house.wait(WEEK_BEFORE, 11)
    (done,) = house.worker(house.front.over(faulty)).run()
    assert isinstance(done.error, PortUnavailable)
    assert (done.status, house.stand(stay)) == ("scheduled", ["scheduled"])


# Who tells of cards


def test_a_channel_tells_of_the_cards_of_its_own_bookings_only(house) -> None:
    """Neither a card for another channel's guest, nor another balance of that one's card."""
    stay, other = house.book(card=None), house.book(card=virtual(), channel="agoda")
    booking_com = house.front.hotel.by(Actor("channel", "booking_com"))
    card = booking_com.attach_card(stay, virtual(), key="c").one(CardRegistered).guest_card
    booking_com.change_card_facts(card, virtual(balance=1), key="f")
    agodas = house.read.payment_plan(other).card
    for act in (
        lambda: booking_com.attach_card(other, virtual(), key="x"),
        lambda: booking_com.attach_card(other, guest_card=card, key="y"),
        lambda: booking_com.change_card_facts(agodas, virtual(balance=1), key="z"),
    ):
        house.front.refuses(act, "hotel.not_for_outsiders")

"""Which rules a reservation meets, and every reason why it does not meet the others."""

from datetime import timedelta

import attrs
import pytest
from tests.payment_rules.conftest import (
    ARRIVAL,
    BOOKED,
    OWN,
    POLICY,
    STAY,
    ZONE,
    rule,
    terms,
    virtual,
)

from axentra_core.payment_rules import (
    ALL_CHANNELS,
    STANDARD_CHANNELS,
    CardKind,
    ChannelCards,
    Mismatch,
    PaymentRulesSettings,
    Planner,
    Unmet,
    unmet,
)

TODAY = BOOKED.date()
VIRTUAL = virtual()
BAR = attrs.evolve(STAY, rate_plan="BAR")
DAY_USE = attrs.evolve(STAY, departure=ARRIVAL)

# fmt: off
CASES = (
    # what the rule says beside its channel        reservation  card     is not met
    ({},                                           STAY,        OWN,     ()),
    ({},                                           STAY,        VIRTUAL, ()),
    ({},                                           BAR,         OWN,     ()),
    ({},                                           DAY_USE,     OWN,     ()),
    ({"card_kinds": (CardKind.VIRTUAL,)},          STAY,        VIRTUAL, ()),
    ({"card_kinds": (CardKind.VIRTUAL,)},          STAY,        OWN,     (Mismatch.CARD_KIND,)),
    ({"rate_plans": ("BAR", "WEEKLY")},            BAR,         OWN,     ()),
    ({"rate_plans": ("NONREF",)},                  BAR,         OWN,     (Mismatch.RATE_PLAN,)),
    ({"rate_plans": ("NONREF",)},                  STAY,        OWN,     (Mismatch.RATE_PLAN,)),
    ({"fewest_nights": 3, "most_nights": 3},       STAY,        OWN,     ()),
    ({"fewest_nights": 4},                         STAY,        OWN,     (Mismatch.NIGHTS,)),
    ({"most_nights": 2},                           STAY,        OWN,     (Mismatch.NIGHTS,)),
    ({"fewest_nights": 1},                         DAY_USE,     OWN,     (Mismatch.NIGHTS,)),
    ({"channels": ("agoda", "expedia")},           STAY,        OWN,     (Mismatch.CHANNEL,)),
    ({"channels": ("agoda",), "most_nights": 1, "card_kinds": (CardKind.VIRTUAL,)},
                                                   STAY,        OWN,     (Mismatch.CHANNEL,
                                                                          Mismatch.CARD_KIND,
                                                                          Mismatch.NIGHTS)),
)
# fmt: on


@pytest.mark.parametrize(
    ("says", "stay", "card", "expected"), CASES, ids=[str(place) for place in range(len(CASES))]
)
def test_every_condition_that_is_not_met_is_told(says, stay, card, expected) -> None:
    """All of them at once, in the order of the conditions."""
    found = unmet(terms(**says), stay, card, POLICY, TODAY)
    assert tuple(one.mismatch for one in found) == expected


def test_a_mismatch_says_what_was_wanted_and_what_there_is() -> None:
    """So that nobody has to look up the rule to understand it."""
    (found,) = unmet(terms(fewest_nights=4, most_nights=9), STAY, OWN, POLICY, TODAY)
    assert found == Unmet(Mismatch.NIGHTS, "4 to 9", "3")
    (found,) = unmet(terms(rate_plans=("BAR", "WEEKLY")), STAY, OWN, POLICY, TODAY)
    assert found == Unmet(Mismatch.RATE_PLAN, "BAR, WEEKLY", "none")


@pytest.mark.parametrize("kind", CardKind)
@pytest.mark.parametrize("channel", ALL_CHANNELS)
def test_each_channel_is_charged_by_the_cards_it_sends(channel, kind) -> None:
    """Front Desk and Direct Booking send the guest's own cards alone (seed)."""
    stay = attrs.evolve(STAY, channel=channel)
    card = OWN if kind is CardKind.STANDARD else VIRTUAL
    (sends,) = [row.kinds for row in STANDARD_CHANNELS if row.channel == channel]
    found = unmet(terms(channels=ALL_CHANNELS), stay, card, POLICY, TODAY)
    assert found == () if kind in sends else found[0].mismatch is Mismatch.CARD_KIND_OF_CHANNEL
    assert (kind in sends) is (kind is CardKind.STANDARD or channel not in ALL_CHANNELS[:2])


@pytest.mark.parametrize("country", ["LU", "SI", "SK", "DE", None])
def test_hotelbeds_is_matched_where_it_is_supported(country) -> None:
    """A rule that was activated before the property moved matches nothing there (seed)."""
    stay = attrs.evolve(STAY, channel="hotelbeds")
    here = PaymentRulesSettings(country=country)
    found = unmet(terms(channels=ALL_CHANNELS), stay, OWN, here, TODAY)
    expected = () if country in {"DE", None} else (Mismatch.COUNTRY,)
    assert tuple(one.mismatch for one in found) == expected


def test_channels_are_facts_with_dates() -> None:
    """What a channel sends is looked at on the day of the match, by the newest row until then."""
    ended = ChannelCards("booking_com", (CardKind.VIRTUAL,), since=TODAY)
    policy = PaymentRulesSettings(channels=(ended, *STANDARD_CHANNELS))
    assert unmet(terms(), STAY, OWN, policy, TODAY - timedelta(days=1)) == ()
    (found,) = unmet(terms(), STAY, OWN, policy, TODAY)
    assert found.mismatch is Mismatch.CARD_KIND_OF_CHANNEL


def test_a_channel_that_nobody_knows_matches_nothing() -> None:
    """Whatever the rule says of it."""
    stay = attrs.evolve(STAY, channel="new_channel")
    (found,) = unmet(terms(channels=("new_channel",)), stay, OWN, POLICY, TODAY)
    assert (found.mismatch, found.got) == (Mismatch.CHANNEL_UNKNOWN, "new_channel")


def test_a_planner_matches_as_each_rule_does_alone() -> None:
    """What it remembers of one reservation never leaks into another one."""
    rules = [rule(f"R{place}", **says) for place, (says, *_) in enumerate(CASES)]
    planner = Planner(rules, POLICY, ZONE)
    stays = [STAY, BAR, DAY_USE, attrs.evolve(STAY, channel="agoda")]
    for stay in [*stays, *reversed(stays)]:
        for card in (OWN, VIRTUAL):
            planned = planner.plan(stay, card, BOOKED)
            found = {one.rule.id for one in planned}
            alone = {one.id for one in rules if not unmet(one.terms, stay, card, POLICY, TODAY)}
            assert found == alone

"""A rule is drafted, reviewed and activated; then it never says anything else."""

from datetime import date, timedelta

import attrs
import pytest
from tests.payment_rules.conftest import (
    AT_CHECK_IN,
    AT_CHECK_OUT,
    BOOKED,
    ELEVEN,
    POLICY,
    REST,
    RULE,
    before,
    rule,
    step,
    terms,
)

from axentra_core.payment_rules import (
    ALL_CHANNELS,
    HOTELBEDS,
    PRESETS,
    STANDARD_CHANNELS,
    ActivateRule,
    ActiveRule,
    AmountKind,
    ArchiveRule,
    CardKind,
    ChannelCards,
    DiscardRule,
    DraftRule,
    PaymentRulesSettings,
    ReviewRule,
    ReviseRule,
    RuleActivated,
    RuleArchived,
    RuleDiscarded,
    RuleDrafted,
    RuleReviewed,
    RuleRevised,
    RuleStatus,
    Share,
)
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

NOW = CONTEXT.now
SAYS, SAYS_OTHERWISE = terms(), terms(step(before(14)))
DRAFTED = RuleDrafted("R1", SAYS, SAYS.fingerprint, None, BOOKED)
REVIEWED = RuleReviewed("R1", SAYS.fingerprint, "staff ayu", BOOKED)
ACTIVATED = RuleActivated("R1", SAYS.fingerprint, BOOKED)
NIGHT = Share(AmountKind.FIRST_NIGHT)
ARCHIVED = RuleArchived("R1", None, BOOKED)
DISCARDED = RuleDiscarded("R1", BOOKED)
PAST = {
    "draft": (DRAFTED,),
    "reviewed": (DRAFTED, REVIEWED),
    "active": (DRAFTED, REVIEWED, ACTIVATED),
    "archived": (DRAFTED, REVIEWED, ACTIVATED, ARCHIVED),
    "discarded": (DRAFTED, DISCARDED),
}
DRAFT = DraftRule("R1", SAYS, POLICY)
REVISE = ReviseRule("R1", SAYS_OTHERWISE, POLICY)
REVIEW = ReviewRule("R1")
ACTIVATE = ActivateRule("R1", SAYS.fingerprint, POLICY)
ARCHIVE = ArchiveRule("R1")
DISCARD = DiscardRule("R1")


# From the draft to the archive


def test_a_draft_does_nothing_yet() -> None:
    """It stands with the day of its creation, its conditions and its action."""
    state = given(RULE).when(DRAFT).then(attrs.evolve(DRAFTED, at=NOW))
    assert (state.status, state.terms, state.drafted_at) == (RuleStatus.DRAFT, SAYS, NOW)
    assert (state.fingerprint, state.activated_at) == (SAYS.fingerprint, None)


def test_a_draft_says_something_else_and_is_reviewed_again() -> None:
    """What was reviewed counts no more."""
    revised = RuleRevised("R1", SAYS_OTHERWISE, SAYS_OTHERWISE.fingerprint, NOW)
    for status in ("draft", "reviewed"):
        state = given(RULE, *PAST[status]).when(REVISE).then(revised)
        assert (state.status, state.reviewed) == (RuleStatus.DRAFT, None)
    same = attrs.evolve(REVISE, terms=SAYS)
    assert given(RULE, *PAST["reviewed"]).when(same).then().status is RuleStatus.REVIEWED


def test_a_review_says_who_has_looked_at_what() -> None:
    """The person, and the fingerprint of what they have seen."""
    state = given(RULE, DRAFTED).when(REVIEW).then(attrs.evolve(REVIEWED, at=NOW))
    assert (state.status, state.reviewed) == (RuleStatus.REVIEWED, SAYS.fingerprint)


def test_an_active_rule_has_begun() -> None:
    """From this instant on reservations are matched with it."""
    state = given(RULE, *PAST["reviewed"]).when(ACTIVATE).then(attrs.evolve(ACTIVATED, at=NOW))
    assert (state.status, state.activated_at, state.terms) == (RuleStatus.ACTIVE, NOW, SAYS)


def test_only_what_was_reviewed_is_activated() -> None:
    """Whoever confirms an older screen is told so."""
    other = attrs.evolve(ACTIVATE, fingerprint=SAYS_OTHERWISE.fingerprint)
    given(RULE, *PAST["reviewed"]).when(other).refused(
        "payment_rules.other_terms", payment_rule="R1"
    )
    given(RULE, DRAFTED).when(ACTIVATE).refused("payment_rules.not_reviewed", payment_rule="R1")


@pytest.mark.parametrize(
    ("status", "command"),
    [("active", ACTIVATE), ("archived", ARCHIVE), ("archived", ArchiveRule("R1", "R2"))],
    ids=["activate", "archive", "archive for another"],
)
def test_twice_changes_nothing(status, command) -> None:
    """A second press of the button is no second rule, and no refusal."""
    before_that = given(RULE, *PAST[status]).state
    assert given(RULE, *PAST[status]).when(command).then() == before_that


def test_an_archived_rule_keeps_what_it_said() -> None:
    """It is looked at for years: when it began and ended, and what came in its place."""
    archived = RuleArchived("R1", "R2", NOW)
    state = given(RULE, *PAST["active"]).when(ArchiveRule("R1", "R2")).then(archived)
    assert (state.status, state.superseded_by) == (RuleStatus.ARCHIVED, "R2")
    assert (state.terms, state.activated_at, state.archived_at) == (SAYS, BOOKED, NOW)


# fmt: off
REFUSED = (
    # while        this is asked  and the answer is
    ("draft",      ACTIVATE,      "payment_rules.not_reviewed"),
    ("draft",      ARCHIVE,       "payment_rules.not_active"),
    ("reviewed",   ARCHIVE,       "payment_rules.not_active"),
    ("active",     REVISE,        "payment_rules.immutable"),
    ("active",     REVIEW,        "payment_rules.immutable"),
    ("active",     DISCARD,       "payment_rules.immutable"),
    ("archived",   ACTIVATE,      "payment_rules.archived"),
    ("archived",   REVISE,        "payment_rules.archived"),
    ("archived",   REVIEW,        "payment_rules.archived"),
    ("archived",   DISCARD,       "payment_rules.archived"),
    ("discarded",  ACTIVATE,      "payment_rules.discarded"),
    ("discarded",  REVISE,        "payment_rules.discarded"),
    ("discarded",  REVIEW,        "payment_rules.discarded"),
    ("discarded",  ARCHIVE,       "payment_rules.not_active"),
)
# fmt: on


@pytest.mark.parametrize(
    ("status", "command", "code"),
    REFUSED,
    ids=[f"{status} {type(command).__name__}" for status, command, _ in REFUSED],
)
def test_what_a_rule_does_not_do(status, command, code) -> None:
    """Nothing brings an ended one back, and nothing edits an active one."""
    given(RULE, *PAST[status]).when(command).refused(code, payment_rule="R1")


@pytest.mark.parametrize("status", ["draft", "reviewed"])
def test_a_draft_is_thrown_away(status) -> None:
    """It was never active, so there is nothing to archive."""
    state = given(RULE, *PAST[status]).when(DISCARD).then(RuleDiscarded("R1", NOW))
    assert state.status is RuleStatus.DISCARDED


def test_an_active_rule_is_immutable_to_the_last_byte() -> None:
    """Whatever is tried, it says what it said until it is archived, and after."""
    for status in ("active", "archived"):
        past = given(RULE, *PAST[status])
        for command in (REVISE, REVIEW, ACTIVATE, ARCHIVE, DISCARD):
            assert past.when(command).state.fingerprint == SAYS.fingerprint
    assert "{status}" not in str(given(RULE, *PAST["active"]).when(REVISE).error)


@pytest.mark.parametrize("status", PAST)
def test_a_rule_is_found_by_where_it_stands(status) -> None:
    """Staff list the active ones, and the archived ones."""
    state = given(RULE, *PAST[status]).state
    assert [*RULE.index(state)] == [("payment_rule.status", status)]


def test_an_edit_is_a_successor() -> None:
    """The new rule names the old one, and so does not overlap with it."""
    past = (
        RuleDrafted("R2", SAYS, SAYS.fingerprint, "R1", BOOKED),
        RuleReviewed("R2", SAYS.fingerprint, "staff ayu", BOOKED),
    )
    activate = ActivateRule("R2", SAYS.fingerprint, POLICY, (rule("R1"),))
    assert given(RULE, *past).when(activate).state.supersedes == "R1"


# Overlaps

# fmt: off
OVERLAPS = (
    # the other rule                                                             overlaps
    ({},                                                                         True),
    ({"channels": ("agoda", "booking_com")},                                     True),
    ({"channels": ("agoda",)},                                                   False),
    ({"steps": (step(before(14)),)},                                             False),
    ({"steps": (step(before(14), NIGHT), step(before(7), REST))},                True),
    ({"steps": (step(AT_CHECK_IN),)},                                            False),
    ({"steps": (step(before(7, ELEVEN.replace(minute=1))),)},                    False),
    ({"card_kinds": (CardKind.VIRTUAL,)},                                        True),
    ({"rate_plans": ("BAR",)},                                                   True),
    ({"fewest_nights": 5},                                                       True),
)
# fmt: on


@pytest.mark.parametrize(("change", "overlaps"), OVERLAPS, ids=[str(i) for i in range(10)])
def test_two_rules_at_one_moment_are_wanted_or_a_mistake(change, overlaps) -> None:
    """For the same reservations by the same channel; staff may say that both are wanted."""
    other = ActiveRule("R9", attrs.evolve(SAYS, **change), BOOKED)
    activate = attrs.evolve(ACTIVATE, others=(other,))
    outcome = given(RULE, *PAST["reviewed"]).when(activate)
    if overlaps:
        outcome.refused("payment_rules.overlap", others="R9", channels="booking_com")
    wanted = given(RULE, *PAST["reviewed"]).when(attrs.evolve(activate, both_wanted=True))
    assert wanted.state.status is RuleStatus.ACTIVE
    assert (outcome.error is not None) is overlaps


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"card_kinds": (CardKind.VIRTUAL,)}, {"card_kinds": (CardKind.STANDARD,)}),
        ({"rate_plans": ("BAR",)}, {"rate_plans": ("NONREF", "WEEKLY")}),
        ({"most_nights": 3}, {"fewest_nights": 4}),
    ],
)
def test_rules_for_other_reservations_do_not_overlap(one, other) -> None:
    """Each guest meets one of the two."""
    says = attrs.evolve(SAYS, **one)
    past = (
        RuleDrafted("R1", says, says.fingerprint, None, BOOKED),
        RuleReviewed("R1", says.fingerprint, "staff ayu", BOOKED),
    )
    others = (ActiveRule("R9", attrs.evolve(SAYS, **other), BOOKED),)
    state = given(RULE, *past).when(ActivateRule("R1", says.fingerprint, POLICY, others)).state
    assert state.status is RuleStatus.ACTIVE


# Channels and countries


@pytest.mark.parametrize("country", ["LU", "SI", "SK"])
def test_hotelbeds_is_not_charged_in_three_countries(country) -> None:
    """The seed says so: Luxembourg, Slovenia and Slovakia."""
    here = PaymentRulesSettings(country=country)
    with_it = attrs.evolve(DRAFT, terms=PRESETS["at_check_in"], policy=here)
    given(RULE).when(with_it).refused(
        "payment_rules.channel_not_in_country", channel=HOTELBEDS, country=country
    )
    others = tuple(channel for channel in ALL_CHANNELS if channel != HOTELBEDS)
    without = attrs.evolve(PRESETS["at_check_in"], channels=others)
    assert given(RULE).when(attrs.evolve(DRAFT, terms=without, policy=here)).error is None
    revise = attrs.evolve(REVISE, terms=PRESETS["at_check_in"], policy=here)
    given(RULE, DRAFTED).when(revise).refused("payment_rules.channel_not_in_country")


@pytest.mark.parametrize("country", [None, "ID", "DK", "HR"])
def test_hotelbeds_is_charged_everywhere_else(country) -> None:
    """Also where nobody has told in which country the property is."""
    here = PaymentRulesSettings(country=country)
    draft = attrs.evolve(DRAFT, terms=PRESETS["at_check_in"], policy=here)
    assert given(RULE).when(draft).state.status is RuleStatus.DRAFT


def test_a_rule_is_for_channels_whose_cards_are_known() -> None:
    """A misspelt channel would match nobody for ever."""
    draft = attrs.evolve(DRAFT, terms=attrs.evolve(SAYS, channels=("boking_com",)))
    error = given(RULE).when(draft).refused("payment_rules.channel_unknown", channel="boking_com")
    assert "booking_com" in str(error)


@pytest.mark.parametrize("channel", ["front_desk", "direct_booking"])
def test_a_rule_for_virtual_cards_is_for_channels_that_send_them(channel) -> None:
    """The hotel's own desk and site take the guest's own card alone."""
    says = attrs.evolve(SAYS, channels=(channel,), card_kinds=(CardKind.VIRTUAL,))
    given(RULE).when(attrs.evolve(DRAFT, terms=says)).refused(
        "payment_rules.card_kind_not_sent", channel=channel, kind="virtual"
    )


def test_seven_channels_and_their_cards_are_known() -> None:
    """As the seed lists them: two with the guest's own cards, five with virtual ones too."""
    sends = {row.channel: len(row.kinds) for row in STANDARD_CHANNELS}
    assert sends == {
        "front_desk": 1,
        "direct_booking": 1,
        "booking_com": 2,
        "agoda": 2,
        "expedia": 2,
        "hotelbeds": 2,
        "channels_plus": 2,
    }


def test_channels_are_looked_at_again_on_the_day_a_rule_begins() -> None:
    """What was supported when it was drafted may have ended since."""
    ended = ChannelCards("booking_com", (), since=date(2026, 11, 1))
    since_then = PaymentRulesSettings(channels=(*STANDARD_CHANNELS, ended))
    says = attrs.evolve(SAYS, card_kinds=(CardKind.STANDARD,))
    past = (
        RuleDrafted("R1", says, says.fingerprint, None, BOOKED),
        RuleReviewed("R1", says.fingerprint, "staff ayu", BOOKED),
    )
    activate = ActivateRule("R1", says.fingerprint, since_then)
    given(RULE, *past).when(activate).refused("payment_rules.card_kind_not_sent")
    later = attrs.evolve(ended, since=NOW.date() + timedelta(days=1))
    not_yet = PaymentRulesSettings(channels=(*STANDARD_CHANNELS, later))
    state = given(RULE, *past).when(attrs.evolve(activate, policy=not_yet)).state
    assert state.status is RuleStatus.ACTIVE
    # Once it is active, the button changes nothing any more.
    again = (*past, RuleActivated("R1", says.fingerprint, BOOKED))
    assert given(RULE, *again).when(activate).events == ()


def test_a_rule_at_check_out_is_another_moment_than_at_check_in() -> None:
    """The presets of the seed stand beside each other."""
    others = tuple(ActiveRule(name, one, BOOKED) for name, one in PRESETS.items())
    says = terms(step(attrs.evolve(AT_CHECK_OUT, at=ELEVEN)))
    past = (
        RuleDrafted("R1", says, says.fingerprint, None, BOOKED),
        RuleReviewed("R1", says.fingerprint, "staff ayu", BOOKED),
    )
    activate = ActivateRule("R1", says.fingerprint, POLICY, others)
    assert given(RULE, *past).when(activate).error is None

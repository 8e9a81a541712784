"""Who is told what of automatic payments, and in which words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import attrs
import pytest

from axentra_core import payment_rules
from axentra_core.kernel.actor import SYSTEM, Context
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding
from axentra_core.payment_rules import (
    AGGREGATES,
    AT_CHECK_IN,
    BEFORE_ARRIVAL,
    ActiveRule,
    AmountKind,
    Audience,
    CancelPlan,
    CardFacts,
    CardKind,
    ChangePlanCard,
    ChangeReservation,
    ChargeOutcome,
    ClaimPayment,
    DueNote,
    Figures,
    GuestCard,
    Mismatch,
    Notice,
    NoticeKind,
    OpenPlan,
    PaymentRulesRefusal,
    PaymentRulesSettings,
    PlannedStatus,
    PlanStatus,
    Reason,
    RecordCharge,
    ReservationFacts,
    RuleStatus,
    Surcharge,
    Trigger,
    notices,
)
from axentra_core.payment_rules.notices import NOTICES
from axentra_core.views import LOCALES, language, notice_text, say

PLANS = AGGREGATES[2]
ZONE = "Asia/Jakarta"
BOOKED = datetime(2026, 11, 22, 3, tzinfo=UTC)
DUE = datetime(2026, 12, 12, 4, tzinfo=UTC)
POLICY = PaymentRulesSettings(country="ID")
STAY = ReservationFacts("booking_com", date(2026, 12, 10), date(2026, 12, 13), "IDR")
OWN = CardFacts(CardKind.STANDARD, "tok", "visa", "4242", is_validated=True)
VIRTUAL = CardFacts(
    CardKind.VIRTUAL, "tok", "visa", "1111", balance=money(2_000_000, "IDR", digits=0)
)
RULE = ActiveRule("R1", BEFORE_ARRIVAL, BOOKED)
GUEST, STAFF = Audience


def rupiah(amount):
    """Return an amount of a bill in whole rupiah."""
    return money(amount, "IDR", digits=0)


def happens(plan, command, now=DUE):
    """Return the plan after a command, and what was told of it, event by event."""
    told = []
    for event in PLANS.decide(plan, command, Context(now, now.date(), SYSTEM)):
        plan = PLANS.evolve(plan, event)
        told += notices(event, plan)
    return plan, told


def opened(facts=OWN, rules=(RULE,)):
    """Return a plan, and what was told of it."""
    return happens(None, OpenPlan("S1", STAY, "C1", facts, rules, ZONE, POLICY), BOOKED)


def answered(outcome, facts=OWN, rules=(RULE,), policy=POLICY, captured=None, surcharge=None):
    """Return what is told of an answer of the gateway."""
    costs = Figures(*map(rupiah, (3_000_000, 3_000_000, 0, 1_000_000)))
    card = GuestCard("C1", facts)
    rounding = Rounding.to_digits(0)
    claim = ClaimPayment("S1", 1, costs, card, rounding, ZONE, policy, surcharge)
    plan, told = happens(opened(facts, rules)[0], claim)
    assert told == []
    return happens(plan, RecordCharge("S1", 1, 1, outcome, ZONE, policy, captured))


def notice(kind, audience, amount=None, number=1, **more):
    """Return a notice."""
    return Notice(kind, audience, "S1", number, None if amount is None else rupiah(amount), **more)


# --- whom it is told ---


def test_what_was_taken_is_told_to_both() -> None:
    """With the surcharge: what left the card is what the guest sees there."""
    terms = attrs.evolve(BEFORE_ARRIVAL, surcharge=Surcharge("FEE", rate=Decimal("0.02")))
    rules = (ActiveRule("R1", terms, BOOKED),)
    _, told = answered(ChargeOutcome.APPROVED, rules=rules, surcharge=rupiah(66_000))
    assert told == [notice(NoticeKind.TAKEN, who, 3_066_000) for who in (GUEST, STAFF)]


def test_a_virtual_card_is_the_channels() -> None:
    """Its guest is not told what was taken, only what is left to pay."""
    _, told = answered(ChargeOutcome.APPROVED, VIRTUAL)
    assert told == [
        notice(NoticeKind.TAKEN, STAFF, 2_000_000),
        notice(NoticeKind.REMAINDER_DUE, GUEST, 1_000_000),
        notice(NoticeKind.REMAINDER_DUE, STAFF, 1_000_000, reason=Reason.BALANCE_TOO_LOW),
    ]


@pytest.mark.parametrize("facts", [OWN, VIRTUAL])
@pytest.mark.parametrize("outcome", [ChargeOutcome.DECLINED_HARD, ChargeOutcome.DECLINED_SOFT])
def test_a_guest_never_reads_why_a_card_was_refused(outcome, facts) -> None:
    """It may be lost or stolen, and whoever reads may be the thief (list of faults, G32)."""
    _, told = answered(outcome, facts)
    asked = 2_000_000 if facts.is_virtual else 3_000_000
    to_guest = [one for one in told if one.audience is GUEST]
    (to_staff,) = [one for one in told if one.audience is STAFF]
    assert to_staff.reason in {Reason.CARD_REFUSED, Reason.DECLINED}
    assert to_staff.amount == rupiah(asked)
    assert to_guest == ([] if facts.is_virtual else [notice(NoticeKind.FAILED, GUEST, asked)])
    for one in to_guest:
        texts = {notice_text(one, locale) for locale in LOCALES}
        assert len(texts) == len(LOCALES)


def test_no_reason_is_ever_told_to_a_guest() -> None:
    """Whatever the event: the reason stands in what staff read, and there alone."""
    told = [
        one
        for outcome in ChargeOutcome
        for facts in (OWN, VIRTUAL, attrs.evolve(OWN, is_validated=False))
        for one in (
            answered(outcome, facts)[1] if facts.is_validated is not False else opened(facts)[1]
        )
    ]
    assert {one.kind for one in told if one.audience is GUEST} >= {NoticeKind.FAILED}
    assert [one for one in told if one.audience is GUEST and one.reason is not None] == []


def test_a_guest_who_has_to_confirm_is_told() -> None:
    """The host adds the link; staff know that it waits."""
    _, told = answered(ChargeOutcome.ACTION_REQUIRED)
    assert told == [notice(NoticeKind.ACTION_NEEDED, who, 3_000_000) for who in (GUEST, STAFF)]


def test_what_nobody_knows_is_for_staff_alone() -> None:
    """A guest is not told that money may or may not have gone."""
    _, told = answered(ChargeOutcome.UNKNOWN)
    assert told == [notice(NoticeKind.OUTCOME_UNKNOWN, STAFF, 3_000_000)]


def test_a_contradiction_is_for_staff_alone() -> None:
    """Both amounts are named."""
    plan, _ = answered(ChargeOutcome.DECLINED_HARD)
    late = RecordCharge("S1", 1, 1, ChargeOutcome.APPROVED, ZONE, POLICY)
    _, told = happens(plan, late)
    assert told == [notice(NoticeKind.CONTRADICTED, STAFF, 0, told=rupiah(3_000_000))]


def test_what_needs_a_person_is_for_staff_alone() -> None:
    """A balance that is wrong is between the property and the channel."""
    _, told = answered(ChargeOutcome.EXCEEDS_BALANCE, VIRTUAL)
    assert told == [notice(NoticeKind.ATTENTION, STAFF, reason=Reason.BALANCE_TOO_LOW)]


def test_a_card_that_was_not_validated_is_asked_for_once() -> None:
    """Two payments wait for it, and the guest is asked for one card (seed: the manual task)."""
    rules = (RULE, ActiveRule("R2", AT_CHECK_IN, BOOKED))
    _, told = opened(attrs.evolve(OWN, is_validated=False), rules)
    why = Reason.CARD_NOT_VALIDATED
    assert told == [
        notice(NoticeKind.BLOCKED, GUEST),
        notice(NoticeKind.BLOCKED, STAFF, reason=why),
        notice(NoticeKind.BLOCKED, STAFF, number=2, reason=why),
    ]


def test_another_date_is_told_to_the_guest_whose_card_it_is() -> None:
    """Staff have moved the dates themselves, and a virtual card is the channel's."""
    moved = attrs.evolve(STAY, arrival=date(2026, 12, 11))
    command = ChangeReservation("S1", moved, ZONE, POLICY)
    _, told = happens(opened()[0], command, BOOKED)
    assert told == [notice(NoticeKind.RESCHEDULED, GUEST, on=date(2026, 12, 4))]
    _, told = happens(opened(VIRTUAL)[0], command, BOOKED)
    assert told == []


def test_a_second_try_is_told_to_staff() -> None:
    """With its day; what never left is due as before and is told to nobody."""
    policy = attrs.evolve(POLICY, retries=1)
    _, told = answered(ChargeOutcome.DECLINED_SOFT, policy=policy)
    assert told == [notice(NoticeKind.TRIED_AGAIN, STAFF, 3_000_000, on=date(2026, 12, 13))]
    _, told = answered(ChargeOutcome.NOT_ACTIVE_YET, VIRTUAL)
    assert [one.kind for one in told] == [NoticeKind.TRIED_AGAIN]
    assert answered(ChargeOutcome.NOT_SENT)[1] == []


def test_a_guest_who_has_cancelled_is_asked_for_nothing() -> None:
    """What fails after a cancellation is for staff; what was taken is told all the same."""
    plan, _ = answered(ChargeOutcome.UNKNOWN)
    plan, told = happens(plan, CancelPlan("S1"))
    assert told == []
    for outcome in (ChargeOutcome.DECLINED_HARD, ChargeOutcome.ACTION_REQUIRED):
        _, told = happens(plan, RecordCharge("S1", 1, 1, outcome, ZONE, POLICY))
        assert {one.audience for one in told} == {STAFF}
    _, told = happens(plan, RecordCharge("S1", 1, 1, ChargeOutcome.APPROVED, ZONE, POLICY))
    assert [one.audience for one in told] == [GUEST, STAFF]


def test_a_remainder_after_a_cancellation_is_for_staff() -> None:
    """What a guest owes who does not come is a fee, and for staff to ask."""
    plan, _ = answered(ChargeOutcome.UNKNOWN, VIRTUAL)
    plan, _ = happens(plan, CancelPlan("S1"))
    _, told = happens(plan, RecordCharge("S1", 1, 1, ChargeOutcome.APPROVED, ZONE, POLICY))
    assert [(one.kind, one.audience) for one in told] == [
        (NoticeKind.TAKEN, STAFF),
        (NoticeKind.REMAINDER_DUE, STAFF),
    ]


def test_most_events_are_told_to_nobody() -> None:
    """What was planned, changed or given up on purpose is no news."""
    plan, told = opened()
    assert told == []
    change = ChangePlanCard("S1", "C2", attrs.evolve(OWN, last_four="1234"), (RULE,), ZONE, POLICY)
    assert happens(plan, change, BOOKED)[1] == []
    assert notices(object(), plan) == ()


# --- in which words ---

EVERY = [
    Notice(kind, audience, "S1", 3, rupiah(1_234_567), rupiah(9), date(2026, 12, 4), Reason.NO_SHOW)
    for kind in NoticeKind
    for audience in Audience
    if f"notice.{audience}.{kind}" in language("en").words
]


def told(kind, audience):
    """Return one of every notice."""
    return next(one for one in EVERY if (one.kind, one.audience) == (kind, audience))


def test_every_notice_has_its_words() -> None:
    """All that can be told to somebody can be said, and nothing else is written."""
    staff = {one.kind for one in EVERY if one.audience is STAFF}
    guest = {one.kind for one in EVERY if one.audience is GUEST}
    assert staff == {*NoticeKind} - {NoticeKind.RESCHEDULED}
    assert guest == {
        NoticeKind.TAKEN,
        NoticeKind.FAILED,
        NoticeKind.ACTION_NEEDED,
        NoticeKind.REMAINDER_DUE,
        NoticeKind.BLOCKED,
        NoticeKind.RESCHEDULED,
    }
    assert len(NOTICES) == len(NoticeKind)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_notice_is_said_in_every_language(locale) -> None:
    """No brace is left over, no two notices say the same, and no guest reads a reason."""
    texts = [notice_text(one, locale, digits=0) for one in EVERY]
    assert len(set(texts)) == len(texts)
    because = language(locale).name_of("named", Reason.NO_SHOW)
    for one, text in zip(EVERY, texts, strict=True):
        assert "{" not in text
        assert "S1" in text
        assert (because not in text) or one.audience is STAFF


# fmt: off
SAID = {
    "en": "We have charged IDR\u00a01,234,567 to your card for reservation S1. Thank you.",
    "da": "Vi har trukket 1.234.567\u00a0IDR på dit kort for reservation S1. Tak.",
    "id": "Kami telah menagih Rp\u00a01.234.567 ke kartu Anda untuk reservasi S1. Terima kasih.",
    "zh_Hant": "我們已就訂房 S1 從您的卡片扣款 IDR\u00a01,234,567。謝謝您。",
    "zh_Hans": "我们已就预订 S1 从您的卡扣款 IDR\u00a01,234,567。谢谢您。",
}
# fmt: on


@pytest.mark.parametrize("locale", LOCALES)
def test_amounts_are_written_as_the_language_has_them(locale) -> None:
    """Whole rupiah where the bill is in whole rupiah."""
    assert notice_text(told(NoticeKind.TAKEN, GUEST), locale, digits=0) == SAID[locale]


def test_a_currency_has_its_own_decimals_unless_told() -> None:
    """Without the property's choice an amount has the decimals of its currency."""
    one = Notice(NoticeKind.TAKEN, GUEST, "S1", 1, money("10", "DKK"))
    assert "10,00" in notice_text(one, "da")
    with pytest.raises(InvalidInput):
        notice_text(attrs.evolve(one, amount=money("10.50", "DKK")), "da", digits=0)
    with pytest.raises(InvalidInput):
        notice_text(one, "fr")


def test_a_date_is_written_as_the_language_has_it() -> None:
    """A guest reads the day, not a number with dashes."""
    one = told(NoticeKind.RESCHEDULED, GUEST)
    assert "Dec 4, 2026" in notice_text(one, "en")
    assert "2026年12月4日" in notice_text(one, "zh_Hant")


ENUMS = (
    AmountKind, CardKind, ChargeOutcome, DueNote, Mismatch, PlannedStatus, PlanStatus, Reason,
    RuleStatus, Trigger,
)  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_of_automatic_payments_has_a_name(locale) -> None:
    """Where a sentence holds a code, a language has a word for it."""
    words = language(locale).words
    codes = [code.value for each in ENUMS for code in each]
    names = [
        *(one.kind for one in AGGREGATES),
        *(event.__name__ for one in AGGREGATES for event in one.evolve_by),
    ]
    assert [each for each in (*codes, *names) if f"named.{each}" not in words] == []
    assert all(issubclass(each, StrEnum) for each in ENUMS)
    assert payment_rules.AGGREGATES is AGGREGATES


def test_a_refusal_says_the_reason_in_words() -> None:
    """A code in the middle of a sentence is said in its language."""
    refusal = PaymentRulesRefusal(
        "payment_rules.blocked",
        payment_plan="S1",
        number=1,
        reason=Reason.CARD_NOT_CHARGEABLE,
    )
    assert "kortet er kun givet" in say(refusal, "da")
    assert "card_not_chargeable" not in "".join(say(refusal, locale) for locale in LOCALES)
    typed = PaymentRulesRefusal(
        "payment_rules.failed", payment_plan="S1", number=1, reason="declined"
    )
    assert "(declined)" in say(typed, "id")

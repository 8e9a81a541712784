"""How a planned payment is claimed, and what follows from its outcome.

Nothing here calls a gateway. `CardTerminal` does, between two commits.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from axentra_core.folio import Folio, FolioClosed, PostCharge
from axentra_core.hotel import verbs
from axentra_core.hotel.card_payments import insist_on_place
from axentra_core.hotel.charges import Sale, adds, charges, surcharge_source
from axentra_core.hotel.outstanding import figures_of, guest_window
from axentra_core.hotel.payment_rules import active_rules, replanned, rules_for
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended, left_to
from axentra_core.hotel.unit import Unit
from axentra_core.house import LeaveFollowUp, ResolveFollowUp
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import add
from axentra_core.payment_rules import (
    AttentionNeeded,
    CancelPlan,
    CardFactsChanged,
    ChangePlanCard,
    ChangeReservation,
    Charge,
    ChargeAnswered,
    ChargeOutcome,
    ClaimPayment,
    Figures,
    GuestActionNeeded,
    GuestCard,
    HoldCard,
    MatchRules,
    PaymentBlocked,
    PaymentCancelled,
    PaymentCharged,
    PaymentClaimed,
    PaymentFailed,
    PaymentPlan,
    PaymentResumed,
    PlannedPayment,
    Planner,
    PlanStatus,
    RecordCharge,
    RecordGuestDidNotCome,
    ReinstatePlan,
    ReleaseCard,
    RemainderDue,
    verdict,
)
from axentra_core.payments import (
    AmountCaptured,
    GuestMustAct,
    Operation,
    OperationDeclined,
    OperationNotSent,
    OutcomeLeftUnknown,
    PaymentCard,
    PaymentStarted,
    StartPayment,
)
from axentra_core.stays import (
    FeeDue,
    StayAmended,
    StayCancelled,
    StayConfirmed,
    StayExtended,
    StayNotShown,
    StayReinstated,
    StayShortened,
)

CASHIER: Final = "cashier"
# These do not end a charge: it is still with the gateway.
STILL_OPEN: Final = frozenset({ChargeOutcome.UNKNOWN, ChargeOutcome.ACTION_REQUIRED})


# --- claims ---


def claim_payment(unit: Unit, verb: verbs.ClaimPayment) -> None:
    """Freeze the charge, and write down that the gateway is asked for it."""
    plan: PaymentPlan = unit.need("payment_plan", verb.stay)
    payment, figures = plan.payment(verb.number), figures_of(unit, plan.id)
    card, own = unit.need("guest_card", plan.card), unit.property
    unit.act(
        ClaimPayment(
            plan.id,
            verb.number,
            figures,
            card,
            own.price_rounding,
            own.zone,
            own.payment_rules,
            None if payment is None else _surcharge(unit, plan, payment, figures, card),
        )
    )
    if any(isinstance(event, PaymentStarted) for event in unit.events):
        insist_on_place(unit, in_advance=True)


def _surcharge(
    unit: Unit, plan: PaymentPlan, payment: PlannedPayment, figures: Figures, card: GuestCard
) -> Money | None:
    """Return what the surcharge comes to with its tax, if there is one to charge."""
    if payment.surcharge is None:
        return None
    own, now = unit.property, unit.context.now
    told = verdict(
        plan, payment, card, figures, now, own.zone, own.payment_rules, own.price_rounding
    )
    if not isinstance(told, Charge) or not told.surcharge_net:
        return None
    sale = _sale(unit, plan.id, payment.number, payment.surcharge.code, told.surcharge_net)
    return Money(adds(unit, plan.id, sale), plan.reservation.currency)


def _sale(unit: Unit, stay: str, number: int, code: str, net: Decimal) -> Sale:
    folio: Folio = unit.need("folio", stay)
    return Sale(
        code,
        Money(net, folio.currency),
        unit.context.business_date,
        surcharge_source(stay, number),
        window=guest_window(folio),
    )


def begin_the_charge(unit: Unit, event: PaymentClaimed) -> Iterator[HoldCard | StartPayment]:
    """The card is held, and the intent written down, before anybody asks the gateway."""
    plan: PaymentPlan = unit.need("payment_plan", event.payment_plan)
    folio: Folio = unit.need("folio", event.payment_plan)
    facts = plan.facts
    yield HoldCard(event.guest_card, event.payment)
    yield StartPayment(
        event.payment,
        folio.id,
        folio.currency,
        unit.property.digits,
        Operation.CHARGE,
        Money(add(event.amount, event.surcharge), folio.currency),
        PaymentCard(facts.token, facts.brand, facts.last_four),
        window=guest_window(folio),
    )


# --- outcomes ---

Answered = AmountCaptured | OperationDeclined | OperationNotSent | OutcomeLeftUnknown | GuestMustAct


def tell_the_plan(unit: Unit, event: Answered) -> Iterator[RecordCharge]:
    """What became of a charge is known to the plan that asked for it."""
    for _, found in unit.find("payment_plan.open", event.payment):
        plan: PaymentPlan = unit.need("payment_plan", found)
        if plan.open is None:
            continue
        payment = plan.payments[plan.open - 1]
        captured = None
        if isinstance(event, AmountCaptured):
            captured = Money(event.amount, event.currency)
        yield RecordCharge(
            plan.id,
            payment.number,
            payment.attempts[-1].number,
            _class_of(event),
            unit.property.zone,
            unit.property.payment_rules,
            captured,
            event.reason if isinstance(event, OperationDeclined) else None,
        )


def _class_of(event: Answered) -> ChargeOutcome:
    if isinstance(event, OperationDeclined):
        # Both packages name the classes by the same words.
        return ChargeOutcome(event.outcome.value)
    return _CLASSES[type(event)]


_CLASSES: Final = {
    AmountCaptured: ChargeOutcome.APPROVED,
    OperationNotSent: ChargeOutcome.NOT_SENT,
    OutcomeLeftUnknown: ChargeOutcome.UNKNOWN,
    GuestMustAct: ChargeOutcome.ACTION_REQUIRED,
}


def let_the_card_go(_: Unit, event: ChargeAnswered) -> Iterator[ReleaseCard]:
    """A card whose charge has an outcome can be charged again, if it allows that."""
    if event.outcome not in STILL_OPEN:
        charged = event.outcome is ChargeOutcome.APPROVED
        yield ReleaseCard(event.guest_card, event.payment, charged)


def post_the_surcharge(unit: Unit, event: PaymentCharged) -> tuple[PostCharge, ...]:
    """A surcharge that was paid is a line of its own on the bill."""
    if event.surcharge_code is None or not event.surcharge_net:
        return ()
    stay, number = event.payment_plan, event.number
    sale = _sale(unit, stay, number, event.surcharge_code, event.surcharge_net)
    return tuple(charges(unit, stay, sale))


# --- stays and cards ---


def _plan(unit: Unit, stay: str) -> PaymentPlan | None:
    plan: PaymentPlan | None = unit.get("payment_plan", stay)
    return plan


def plan_anew(
    unit: Unit, event: StayAmended | StayExtended | StayShortened
) -> Iterator[ChangeReservation]:
    """Payments that wait move with the dates of the stay."""
    if _plan(unit, event.stay) is not None:
        yield replanned(unit, unit.need("stay", event.stay))


def give_up_the_payments(unit: Unit, event: StayCancelled) -> Iterator[CancelPlan]:
    """Nothing is charged by itself for a stay that was cancelled."""
    if _plan(unit, event.stay) is not None:
        owes = any(isinstance(one, FeeDue) and one.stay == event.stay for one in unit.events)
        yield CancelPlan(event.stay, owes)


def treat_the_no_show(unit: Unit, event: StayNotShown) -> Iterator[RecordGuestDidNotCome]:
    """What was planned for a guest who has not come is treated by the property's policy."""
    if _plan(unit, event.stay) is not None:
        yield RecordGuestDidNotCome(event.stay, unit.property.payment_rules)


def match_at_last(unit: Unit, event: StayConfirmed) -> Iterator[MatchRules]:
    """A stay that has waited for a room is matched with the rules once it has one."""
    plan, own, rules = _plan(unit, event.stay), unit.property, active_rules(unit)
    if plan is not None:
        planner = Planner(rules, own.payment_rules, own.zone)
        if planner.plan(plan.reservation, plan.facts, unit.context.now):
            yield MatchRules(plan.id, rules, own.zone, own.payment_rules)


def expect_the_payments(unit: Unit, event: StayReinstated) -> Iterator[ReinstatePlan]:
    """A stay that is expected again is matched anew; what was charged stays charged."""
    plan, own = _plan(unit, event.stay), unit.property
    if plan is not None and plan.status is not PlanStatus.EXPECTED:
        yield ReinstatePlan(plan.id, active_rules(unit), own.zone, own.payment_rules)


def plan_for_the_card(unit: Unit, event: CardFactsChanged) -> Iterator[ChangePlanCard]:
    """Whatever waits for a card follows what is known of it."""
    own = unit.property
    for _, plan in unit.find("payment_plan.card", event.guest_card):
        rules = rules_for(unit, unit.need("stay", plan))
        yield ChangePlanCard(
            plan, event.guest_card, event.facts, rules, own.zone, own.payment_rules
        )


# --- staff ---


# fmt: off
ACTS: Final[Mapping[type[object], tuple[str, str]]] = {
    PaymentBlocked:   ("payment_plan.AskForCard",     "hotel.payment_blocked"),
    PaymentFailed:    ("payment_plan.AskForCard",     "hotel.payment_failed"),
    AttentionNeeded:  ("payment_plan.LookAt",         "hotel.payment_needs_attention"),
    GuestActionNeeded: ("payment_plan.SendLink",      "hotel.guest_must_confirm"),
    RemainderDue:     ("payment_plan.TakeRemainder",  "hotel.remainder_due"),
}
# fmt: on

LeftToStaff = PaymentBlocked | PaymentFailed | AttentionNeeded | GuestActionNeeded | RemainderDue


def leave_it_to_the_cashier(unit: Unit, event: LeftToStaff) -> Iterator[LeaveFollowUp]:
    """What cannot be charged by itself is somebody's task, and stays one until it is done."""
    plan: PaymentPlan = unit.need("payment_plan", event.payment_plan)
    # Nobody asks a guest who will not come for another card.
    if isinstance(event, PaymentFailed) and plan.status is PlanStatus.CANCELLED:
        return
    act, code = ACTS[type(event)]
    values: dict[str, object] = {"stay": event.payment_plan, "number": event.number}
    if isinstance(event, RemainderDue):
        why = HotelRefusal(code, **values, amount=event.amount, currency=event.currency)
    elif isinstance(event, GuestActionNeeded):
        why = HotelRefusal(code, **values)
    else:
        why = HotelRefusal(code, **values, reason=event.reason.replace("_", " "))
    yield left_to(CASHIER, unit, _cause(event.payment_plan, event.number), act, values, why)


def _cause(stay: str, number: int) -> str:
    return f"payment_plan:{stay}:{number}"


def end_the_task(
    unit: Unit, event: PaymentResumed | PaymentCancelled | ChargeAnswered
) -> Iterator[ResolveFollowUp]:
    """Once somebody has decided, or the guest has confirmed, nobody has to."""
    if not isinstance(event, ChargeAnswered) or event.outcome not in STILL_OPEN:
        yield from ended(unit, CASHIER, {_cause(event.payment_plan, event.number)})


def end_all_tasks(unit: Unit, event: FolioClosed) -> Iterator[ResolveFollowUp]:
    """On a bill that is closed nothing is left to be taken."""
    plan = _plan(unit, event.folio)
    if plan is not None:
        yield from ended(unit, CASHIER, {_cause(plan.id, one.number) for one in plan.payments})

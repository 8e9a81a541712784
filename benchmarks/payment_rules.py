"""Plan payments by 100 rules for 100,000 reservations, beside the plain loop that does the same."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from axentra_core.payment_rules import (
    STANDARD_CHANNELS,
    ActiveRule,
    AmountKind,
    CardFacts,
    CardKind,
    Due,
    DueNote,
    Moment,
    PaymentRulesSettings,
    Planned,
    Planner,
    ReservationFacts,
    RuleTerms,
    Share,
    Step,
    Trigger,
    due_on,
)
from benchmarks import due_payments
from benchmarks.measure import Candidate, Figure, interleaved

FIRST_DAY = date(2026, 1, 1)
DRAFTED = datetime(2025, 6, 2, 9, tzinfo=UTC)
BERLIN = "Europe/Berlin"
ZONE = ZoneInfo(BERLIN)
RULES, RESERVATIONS, ROUNDS = 100, 100_000, 3
FEW, MORE_ROUNDS = 1_000, 21
FEWEST_MATCHES, MOST_MATCHES = 2.5, 3.5
POLICY = PaymentRulesSettings(country="DE")
CHANNELS = {row.channel: row for row in STANDARD_CHANNELS}
KINDS = ((), (CardKind.STANDARD,), (CardKind.VIRTUAL,))
RATE_PLANS = ("flexible", "advance", "weekly", "corporate")
TIMES = (time(2, 30), time(8), time(11), time(15), time(23, 30))
LENGTHS = ((0, 366), (0, 366), (1, 2), (1, 6), (3, 13), (7, 366))
NIGHTS = (1, 1, 2, 2, 3, 3, 4, 5, 7, 10, 14, 21)
SHARE = Share(AmountKind.PERCENT, rate=Decimal("0.3"))

Reservation = tuple[ReservationFacts, CardFacts, datetime]
DueAt = Callable[[date, time], Due]
Plan = Callable[[Sequence[Reservation]], int]


def rules(seed: int) -> list[ActiveRule]:
    """Return rules for one or two channels each, with one to three steps."""
    chance = Random(seed)
    return [
        ActiveRule(
            f"R{number:03}",
            RuleTerms(
                f"rule {number}",
                tuple(chance.sample(list(CHANNELS), chance.choice((1, 1, 1, 2)))),
                steps(chance),
                chance.choice(KINDS),
                tuple(chance.sample(RATE_PLANS, chance.choice((0, 1, 1, 2)))),
                *chance.choice(LENGTHS),
            ),
            DRAFTED + timedelta(minutes=number),
        )
        for number in range(RULES)
    ]


def steps(chance: Random) -> tuple[Step, ...]:
    """Return parts of the price before the arrival, and the rest on that day or the last."""
    days = sorted(chance.sample(range(1, 61), chance.randrange(3)), reverse=True)
    last = chance.choice((Trigger.CHECK_IN_DAY, Trigger.CHECK_OUT_DAY))
    return (
        *(
            Step(Moment(Trigger.BEFORE_CHECK_IN, chance.choice(TIMES), before), SHARE)
            for before in days
        ),
        Step(Moment(last, chance.choice(TIMES))),
    )


def reservation(chance: Random) -> Reservation:
    """Return a reservation, its card, and when it came: for some, after a payment was due."""
    channel = chance.choice(list(CHANNELS))
    arrival = FIRST_DAY + timedelta(chance.randrange(730))
    departure = arrival + timedelta(chance.choice(NIGHTS))
    facts = ReservationFacts(channel, arrival, departure, "EUR", chance.choice((*RATE_PLANS, None)))
    came = datetime.combine(arrival, time(12), UTC) - timedelta(minutes=chance.randrange(200_000))
    return facts, card(chance, channel, arrival), came


def card(chance: Random, channel: str, arrival: date) -> CardFacts:
    """Return a card that the channel sends; a virtual one is active from somewhen, if told."""
    kind = chance.choice(CHANNELS[channel].kinds)
    if kind is CardKind.STANDARD:
        return CardFacts(kind, "tok_1", "visa", "4242", is_validated=True)
    active = arrival + timedelta(chance.randrange(-3, 2))
    told = chance.randrange(3)
    return CardFacts(
        kind,
        "tok_2",
        "mastercard",
        "1111",
        active_on=active if told == 1 else None,
        active_from=datetime.combine(active, time(7, 30), UTC) if told == 2 else None,
    )


ACTIVE = rules(8)


def ours(load: Sequence[Reservation]) -> int:
    """Plan all by one planner."""
    planner = Planner(ACTIVE, POLICY, BERLIN)
    return sum(len(planner.plan(*booked)) for booked in load)


def each_by_itself(load: Sequence[Reservation]) -> int:
    """Plan each by a planner of its own, as when reservations come one by one."""
    return sum(len(Planner(ACTIVE, POLICY, BERLIN).plan(*booked)) for booked in load)


def by_hand(load: Sequence[Reservation]) -> int:
    """Look at every rule for every reservation."""
    return sum(len(plan_by_hand(ACTIVE, due_by_hand, booked)) for booked in load)


def remembering(load: Sequence[Reservation]) -> int:
    """Look at the rules of the channel alone, and make each instant once."""
    of_channel = {
        channel: [rule for rule in ACTIVE if channel in rule.terms.channels] for channel in CHANNELS
    }
    due_at = cache(due_by_hand)
    return sum(len(plan_by_hand(of_channel[one[0].channel], due_at, one)) for one in load)


def plan_by_hand(
    candidates: Sequence[ActiveRule], due_at: DueAt, booked: Reservation
) -> tuple[Planned, ...]:
    """Look at rule by rule, field by field; plan what matches, and bring it into order."""
    facts, paid_by, now = booked
    row = CHANNELS.get(facts.channel)
    if row is None or POLICY.country in row.not_in or paid_by.kind not in row.kinds:
        return ()
    nights = (facts.departure - facts.arrival).days
    found: list[Planned] = []
    for rule in candidates:
        terms = rule.terms
        if facts.channel not in terms.channels:
            continue
        if terms.card_kinds and paid_by.kind not in terms.card_kinds:
            continue
        if terms.rate_plans and facts.rate_plan not in terms.rate_plans:
            continue
        if not terms.fewest_nights <= nights <= terms.most_nights:
            continue
        if paid_by.kind is CardKind.VIRTUAL:
            due = virtual_by_hand(rule, facts, paid_by, due_at)
            if due.at <= now:
                due = with_notes(due, DueNote.ALREADY_OVER)
            found.append(Planned(rule, tuple(range(1, len(terms.steps) + 1)), due))
        else:
            found += steps_by_hand(rule, facts, now, due_at)
    found.sort(key=lambda one: (one.due.at, one.rule.drafted_at, one.rule.id, one.places[0]))
    return tuple(found)


def steps_by_hand(
    rule: ActiveRule, facts: ReservationFacts, now: datetime, due_at: DueAt
) -> list[Planned]:
    """Plan a charge for each step, and one for all that are late."""
    found = []
    late: list[int] = []
    last: Due | None = None
    for place, step in enumerate(rule.terms.steps, 1):
        due = named_by_hand(step.when, facts, due_at)
        if due.at > now:
            found.append(Planned(rule, (place,), due))
            continue
        late.append(place)
        if last is None or due.at > last.at:
            last = due
    if last is not None:
        notes = (DueNote.ALREADY_OVER, DueNote.STEPS_TOGETHER)[: len(late)]
        found.append(Planned(rule, tuple(late), with_notes(last, *notes)))
    return found


def virtual_by_hand(
    rule: ActiveRule, facts: ReservationFacts, paid_by: CardFacts, due_at: DueAt
) -> Due:
    """Return when a virtual card is charged: with the first step, or once it is active."""
    when = rule.terms.steps[0].when
    named = named_by_hand(when, facts, due_at)
    if paid_by.active_from is not None:
        local = paid_by.active_from.astimezone(ZONE)
        active = Due(paid_by.active_from, local.date(), local.time(), BERLIN)
    elif paid_by.active_on is not None:
        active = due_at(paid_by.active_on, when.at)
    else:
        active = with_notes(due_at(facts.arrival, when.at), DueNote.ACTIVATION_ASSUMED)
    if active.at > named.at:
        return with_notes(active, DueNote.CARD_ACTIVE_LATER)
    return with_notes(named, *(note for note in active.notes if note not in named.notes))


def named_by_hand(when: Moment, facts: ReservationFacts, due_at: DueAt) -> Due:
    """Return the moment that a step names."""
    if when.trigger is Trigger.CHECK_OUT_DAY:
        return due_at(facts.departure, when.at)
    return due_at(facts.arrival - timedelta(when.days), when.at)


def due_by_hand(on: date, wall: time) -> Due:
    """Return when a wall time is; where clocks skip it, what they showed before counts on."""
    local = datetime.combine(on, wall, ZONE)
    at = local.astimezone(UTC)
    notes: tuple[DueNote, ...] = ()
    if at.astimezone(ZONE).replace(tzinfo=None) != datetime.combine(on, wall):
        notes = (DueNote.CLOCKS_SKIPPED,)
    elif local.replace(fold=1).utcoffset() != local.utcoffset():
        notes = (DueNote.CLOCKS_REPEATED,)
    return Due(at, on, wall, BERLIN, notes)


def with_notes(due: Due, *notes: DueNote) -> Due:
    """Return a due moment with more notes."""
    return Due(due.at, due.on, due.wall, due.zone, due.notes + notes)


def planning() -> Iterator[Figure]:
    """Yield the planner beside the loop, and beside one that remembers."""
    chance = Random(2)
    load = [reservation(chance) for _ in range(RESERVATIONS)]
    planner = Planner(ACTIVE, POLICY, BERLIN)
    matches = 0
    for booked in load:
        planned = planner.plan(*booked)
        assert planned == plan_by_hand(ACTIVE, due_by_hand, booked)
        matches += len({one.rule.id for one in planned})
    each = matches / RESERVATIONS
    assert FEWEST_MATCHES <= each <= MOST_MATCHES
    plans = [begun(plan, load) for plan in (ours, by_hand, remembering)]
    mine, plain, quick = interleaved(plans, ROUNDS)
    title = f"payments: plan {RESERVATIONS:,} by {RULES} rules, {each:.1f} match"
    yield Figure(title, "loop, rule by rule", 3, mine, plain, RESERVATIONS)
    yield Figure(title, "loop that remembers", None, mine, quick, RESERVATIONS)
    plans = [begun(plan, load[:FEW]) for plan in (each_by_itself, by_hand)]
    mine, plain = interleaved(plans, MORE_ROUNDS)
    title = "payments: plan each by itself"
    yield Figure(title, "loop, rule by rule", None, mine, plain, FEW)


def begun(plan: Plan, load: Sequence[Reservation]) -> Candidate:
    """Return planning that remembers nothing of an earlier round."""

    def prepare() -> Callable[[], object]:
        due_on.cache_clear()
        return lambda: plan(load)

    return prepare


def figures() -> Iterator[Figure]:
    """Yield what it costs to plan payments, and to find those that are due."""
    yield from planning()
    yield from due_payments.figures()

"""Which payments rules plan for a reservation: matching, moments, and late bookings.

Usable alone; a `Planner` is made once for many reservations:

    planner = Planner(rules, PaymentRulesSettings(), "Asia/Jakarta")
    for planned in planner.plan(reservation, card, now):
        print(planned.rule.id, planned.due.at)
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

import attrs

from axentra_core.kernel.calendar import zone
from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.due import Due, DueNote
from axentra_core.payment_rules.matching import unmet
from axentra_core.payment_rules.model import ActiveRule, ReservationFacts
from axentra_core.payment_rules.schedule import due_of, not_before, noted
from axentra_core.payment_rules.settings import PaymentRulesSettings
from axentra_core.payment_rules.terms import Step

# A step of a rule, by the rule's id and its place from 1.
Place = tuple[str, int]


@attrs.frozen
class Planned:
    """A payment that a rule plans for a reservation.

    Attributes:
        rule: the rule.
        places: which of its steps are charged together, from 1.
        due: when.
    """

    rule: ActiveRule
    places: tuple[int, ...]
    due: Due

    @property
    def steps(self) -> tuple[Step, ...]:
        """What its steps say."""
        return tuple(self.rule.terms.steps[place - 1] for place in self.places)

    @property
    def is_late(self) -> bool:
        """Whether its moment was over when the reservation came."""
        return DueNote.ALREADY_OVER in self.due.notes


class Planner:
    """Plans payments by the same rules for many reservations; what they share is asked once."""

    def __init__(
        self, rules: Iterable[ActiveRule], policy: PaymentRulesSettings, zone_name: str
    ) -> None:
        """Take the rules in the order in which they charge when they charge at one moment."""
        self._rules = sorted(rules, key=lambda rule: (rule.drafted_at, rule.id))
        self._policy = policy
        self._clock = zone(zone_name)
        self._zone = self._clock.key
        self._delay = timedelta(minutes=policy.settle_minutes)
        self._changes = sorted({row.since for row in policy.channels})
        self._met: dict[tuple[object, ...], tuple[ActiveRule, ...]] = {}

    def plan(
        self,
        reservation: ReservationFacts,
        card: CardFacts,
        now: datetime,
        taken: Collection[Place] = (),
    ) -> tuple[Planned, ...]:
        """Return what is planned for a reservation, in the order in which it is charged.

        Args:
            reservation: as it is now.
            card: its card.
            now: aware UTC instant at which it came; what was due before is late.
            taken: steps that have a payment already.

        Raises:
            InvalidInput: ``date.out_of_range``.
        """
        found = [
            Planned(rule, places, due)
            for rule in self._matching(reservation, card, now)
            for places, due in self._of_rule(rule, reservation, card, now, taken)
        ]
        found.sort(key=_turn)
        return tuple(found)

    def _matching(
        self, reservation: ReservationFacts, card: CardFacts, now: datetime
    ) -> tuple[ActiveRule, ...]:
        on = now.astimezone(self._clock).date()
        # What decides between one day and another is only which rows of the channels hold.
        asked = (
            reservation.channel,
            reservation.rate_plan,
            reservation.departure - reservation.arrival,
            card.kind,
            bisect_right(self._changes, on),
        )
        if (met := self._met.get(asked)) is None:
            met = self._met[asked] = self._meeting(reservation, card, on)
        return met

    def _meeting(
        self, reservation: ReservationFacts, card: CardFacts, on: date
    ) -> tuple[ActiveRule, ...]:
        policy, channel = self._policy, reservation.channel
        # Most rules are for other channels, and nobody asks here why.
        return tuple(
            rule
            for rule in self._rules
            if channel in rule.terms.channels
            and not unmet(rule.terms, reservation, card, policy, on)
        )

    def _of_rule(
        self,
        rule: ActiveRule,
        reservation: ReservationFacts,
        card: CardFacts,
        now: datetime,
        taken: Collection[Place],
    ) -> list[tuple[tuple[int, ...], Due]]:
        steps = rule.terms.steps
        places = tuple(place for place in range(1, len(steps) + 1) if (rule.id, place) not in taken)
        # A virtual card is charged once and in full, so what is left of a rule comes too late.
        if card.is_virtual:
            whole = places if len(places) == len(steps) else ()
            dues = [(whole, due_of(steps, reservation, card, self._zone))] if whole else []
        else:
            dues = [
                ((place,), due_of((steps[place - 1],), reservation, card, self._zone))
                for place in places
            ]
        return self._in_time(dues, now)

    def _in_time(
        self, dues: Sequence[tuple[tuple[int, ...], Due]], now: datetime
    ) -> list[tuple[tuple[int, ...], Due]]:
        """Charge what is over together and at once, and the rest when it comes."""
        ready = now + self._delay
        kept = [(places, due) for places, due in dues if due.at > now]
        late = [(places, due) for places, due in dues if due.at <= now]
        if late:
            together = tuple(place for places, _ in late for place in places)
            last = max((due for _, due in late), key=lambda due: due.at)
            notes = [DueNote.ALREADY_OVER, DueNote.STEPS_TOGETHER][: len(late)]
            kept.insert(0, (together, noted(last, *notes)))
        if not self._delay:
            return kept
        return [(places, not_before(due, ready, DueNote.SETTLING)) for places, due in kept]


def _turn(planned: Planned) -> tuple[datetime, datetime, str, int]:
    rule = planned.rule
    return planned.due.at, rule.drafted_at, rule.id, planned.places[0]

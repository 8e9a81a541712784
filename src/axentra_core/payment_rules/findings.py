"""One fact about a payment, with its values and its sentence in plain English."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Self

import attrs

from axentra_core.payment_rules.wording import Value, written


class FindingKind(StrEnum):
    """What a fact about a payment is; those about its moment are called as the notes of it."""

    RULE = "rule"
    STEP = "step"
    CONDITION = "condition"
    NAMED = "named"
    DUE = "due"
    CLOCKS_SKIPPED = "clocks_skipped"
    CLOCKS_REPEATED = "clocks_repeated"
    ALREADY_OVER = "already_over"
    SETTLING = "settling"
    CARD_ACTIVE_LATER = "card_active_later"
    ACTIVATION_ASSUMED = "activation_assumed"
    STEPS_TOGETHER = "steps_together"
    TRIED_AGAIN = "tried_again"
    STATUS = "status"
    REASON = "reason"
    RESERVATION_STATUS = "reservation_status"
    CARD_IN_USE = "card_in_use"
    CARD_USED_UP = "card_used_up"
    ATTEMPT = "attempt"
    NOT_OWED = "not_owed"
    NOT_ASKED = "not_asked"
    SURCHARGE = "surcharge"
    ASKED = "asked"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    TOLD_LATER = "told_later"
    CHARGED = "charged"
    REMAINDER = "remainder"
    SKIPPED = "skipped"
    OPEN_CHARGE = "open_charge"
    OTHER_FIRST = "other_first"
    NOT_YET = "not_yet"
    DUE_NOW = "due_now"


# fmt: off
SENTENCES: Final[Mapping[FindingKind, str]] = {
    FindingKind.RULE:
        "payment {number} of reservation {payment_plan} was planned by rule {rule}, "
        "whose terms have the fingerprint {fingerprint}",
    FindingKind.STEP:
        "step {place} of it charges {share} {moment}",
    FindingKind.CONDITION:
        "the {condition} of the reservation is {got}, and the rule takes {wanted}",
    FindingKind.NAMED:
        "step {place} names {on} at {wall} in {zone}, which is {at}",
    FindingKind.DUE:
        "it is due on {on} at {wall} in {zone}: at {at}",
    FindingKind.CLOCKS_SKIPPED:
        "clocks skip that time on that day, so it moves forward with them",
    FindingKind.CLOCKS_REPEATED:
        "that time comes twice on that day, and the first is meant",
    FindingKind.ALREADY_OVER:
        "its moment was over when the reservation came or was changed, so it is due at once",
    FindingKind.SETTLING:
        "it waits a while after the booking, so that somebody can intervene",
    FindingKind.CARD_ACTIVE_LATER:
        "the virtual card is active later than the rule charges, so it waits for that",
    FindingKind.ACTIVATION_ASSUMED:
        "nobody has told when the virtual card is active; the day of the check-in is assumed",
    FindingKind.STEPS_TOGETHER:
        "several of its steps were over and are charged as one",
    FindingKind.TRIED_AGAIN:
        "it did not go through before and is tried again",
    FindingKind.STATUS:
        "it is {status}",
    FindingKind.REASON:
        "the reason: {because}",
    FindingKind.RESERVATION_STATUS:
        "the reservation is {status}",
    FindingKind.CARD_IN_USE:
        "card {guest_card} is being charged by {payment}, and by nobody else meanwhile",
    FindingKind.CARD_USED_UP:
        "card {guest_card} was charged as often as it allows: {charges}",
    FindingKind.ATTEMPT:
        "try {attempt} at {at}: its steps came to {wanted} {currency}",
    FindingKind.NOT_OWED:
        "{skipped} {currency} of that was not owed any more",
    FindingKind.NOT_ASKED:
        "{left} {currency} of that was more than the card holds",
    FindingKind.SURCHARGE:
        "a surcharge of {surcharge} {currency} came beside it, {net} before tax",
    FindingKind.ASKED:
        "{asked} {currency} was asked of card {guest_card} as {payment}",
    FindingKind.ANSWERED:
        "the answer: {because}; {captured} {currency} was taken",
    FindingKind.NO_ANSWER:
        "there is no answer yet",
    FindingKind.TOLD_LATER:
        "the gateway has said {told} {currency} since; compare with it",
    FindingKind.CHARGED:
        "of {wanted} {currency}, {charged} was charged",
    FindingKind.REMAINDER:
        "{remainder} {currency} is left to the guest, by another way to pay",
    FindingKind.SKIPPED:
        "{skipped} {currency} was skipped, as it was not to be charged any more",
    FindingKind.OPEN_CHARGE:
        "payment {open} is with the gateway ({status}), and nothing else is charged meanwhile",
    FindingKind.OTHER_FIRST:
        "payment {first} comes first; it is due at {at}",
    FindingKind.NOT_YET:
        "it is {now} now, so it is not charged yet",
    FindingKind.DUE_NOW:
        "it is {now} now, so it can be charged",
}
# fmt: on


@attrs.frozen
class Finding:
    """One fact, with the values it is told with.

    Attributes:
        kind: which.
        values: by the names that its sentence uses; instants are UTC, amounts of the plan's
            currency.
    """

    kind: FindingKind
    values: Mapping[str, Value]

    @classmethod
    def of(cls, kind: FindingKind, /, **values: Value) -> Self:
        """Return a fact with its values by name."""
        return cls(kind, values)

    @property
    def sentence(self) -> str:
        """Say it in plain English, for staff and for logs."""
        return SENTENCES[self.kind].format_map(
            {name: written(value) for name, value in self.values.items()}
        )

"""The rules of a guest's profile: guards, what a command decides, what an event changes."""

from collections.abc import Iterator

from axentra_core.guests.messages import (
    CorrectGuest,
    GuestCorrected,
    GuestRegistered,
    RegisterGuest,
)
from axentra_core.guests.model import Guest
from axentra_core.guests.refusals import GuestRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)


def sealed_as_own(
    _guest: Guest | None, command: RegisterGuest | CorrectGuest, _: Context
) -> GuestRefusal | None:
    """Everything in a profile is sealed under the guest's own id, so that one key erases it."""
    for field, value in (("name", command.name), ("mail", command.mail), ("phone", command.phone)):
        if value is not None and value.subject != command.guest:
            return GuestRefusal(
                "guest.wrong_subject", guest=command.guest, field=field, subject=value.subject
            )
    return None


def register_guest(command: RegisterGuest, context: Context) -> list[GuestRegistered]:
    """Begin a profile."""
    if (reason := sealed_as_own(None, command, context)) is not None:
        raise reason
    return [GuestRegistered(command.guest, command.name, command.mail, command.phone)]


def correct_guest(guest: Guest, command: CorrectGuest, _: Context) -> list[GuestCorrected]:
    """Replace the profile; nothing happens when it says the same already."""
    event = GuestCorrected(guest.id, command.name, command.mail, command.phone)
    return [event] if corrected(guest, event) != guest else []


def registered(event: GuestRegistered) -> Guest:
    """Return the profile as it began."""
    return Guest(event.guest, event.name, event.mail, event.phone)


def corrected(_: Guest, event: GuestCorrected) -> Guest:
    """Return the profile as it was corrected."""
    return Guest(event.guest, event.name, event.mail, event.phone)


def index(guest: Guest) -> Iterator[tuple[str, str]]:
    """A guest is found by the keyed tokens of name and mail, never by clear text."""
    for token in guest.name.tokens:
        yield "guest.name", token
    if guest.mail is not None:
        for token in guest.mail.tokens:
            yield "guest.mail", token


# fmt: off
DECIDE = decisions(
    opens(RegisterGuest,     register_guest),
    case(CorrectGuest,       correct_guest,   asks("name", sealed_as_own)),
)

EVOLVE = evolutions(
    begins(GuestRegistered,  registered),
    on(GuestCorrected,       corrected),
)
# fmt: on

AGGREGATES = (Aggregate("guest", Guest, DECIDE, EVOLVE, index),)

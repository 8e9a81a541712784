"""The profiles of guests: personal data, sealed under the key of the guest it belongs to."""

from axentra_core.guests.decider import AGGREGATES
from axentra_core.guests.lifecycle import MACHINES
from axentra_core.guests.messages import (
    CorrectGuest,
    GuestCorrected,
    GuestRegistered,
    RegisterGuest,
)
from axentra_core.guests.model import Guest
from axentra_core.guests.refusals import GuestRefusal

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "CorrectGuest",
    "Guest",
    "GuestCorrected",
    "GuestRefusal",
    "GuestRegistered",
    "RegisterGuest",
]

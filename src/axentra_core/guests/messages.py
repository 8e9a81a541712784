"""Commands to a guest's profile and the events that follow.

Personal data stands in them only sealed; erasing a guest destroys the key, not the events.
"""

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import Id


@checked
class RegisterGuest:
    """Begin the profile of a guest."""

    guest: Id
    name: Sealed
    mail: Sealed | None = None
    phone: Sealed | None = None


@checked
class CorrectGuest:
    """Replace what the profile says.

    Attributes:
        mail: None takes the address away.
        phone: None takes the number away.
    """

    guest: Id
    name: Sealed
    mail: Sealed | None
    phone: Sealed | None


@attrs.frozen
class GuestRegistered:
    """The profile of a guest has begun."""

    guest: str
    name: Sealed
    mail: Sealed | None
    phone: Sealed | None


@attrs.frozen
class GuestCorrected:
    """The profile says something else; all of it stands here."""

    guest: str
    name: Sealed
    mail: Sealed | None
    phone: Sealed | None

"""What is known of a guest."""

import attrs

from axentra_core.kernel.sealed import Sealed


@attrs.frozen
class Guest:
    """The state of a guest's profile: personal data, sealed under the guest's own id.

    Stays and folios carry the id alone, so erasing a guest means destroying one key: nothing that
    was written has to change.

    Attributes:
        id: the profile, and the subject of everything sealed in it.
        name: as the guest gives it.
        mail: address for confirmations and bills.
        phone: number to reach the guest at.
    """

    id: str
    name: Sealed
    mail: Sealed | None
    phone: Sealed | None

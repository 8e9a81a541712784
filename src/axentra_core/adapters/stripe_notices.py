"""What Stripe tells by itself: whether it is Stripe that speaks, and of which payment."""

from datetime import timedelta
from typing import Final

import attrs
import stripe

from axentra_core.kernel.errors import NotFound, PortRefused, shown

OLDEST_NOTICE: Final = timedelta(minutes=5)
# Where an object says by which key it was made, for people and for notices.
KEY: Final = "axentra_key"


@attrs.frozen
class Owner:
    """Whose payments these are.

    Attributes:
        account: the connected account; None for the one that the key belongs to.
        is_live: whether money moves, or everything is a test.
    """

    account: str | None
    is_live: bool

    def __str__(self) -> str:
        """Return it as a sentence can hold it."""
        mode = "live" if self.is_live else "test"
        return f"{self.account or 'its own account'} in {mode} mode"


def named_by(payload: bytes, signature: str, secret: str | None, owner: Owner) -> str:
    """Return the name that a notice is about: the key it was asked by, or the PaymentIntent.

    Raises:
        PortRefused: ``gateway.not_signed`` or ``gateway.wrong_account``.
        NotFound: ``record.not_found`` for a notice that is about no payment.
    """
    seconds = int(OLDEST_NOTICE.total_seconds())
    try:
        event = stripe.Webhook.construct_event(payload, signature, secret, tolerance=seconds)
        told = event.to_dict()
        of = Owner(told.get("account"), told["livemode"])
        kind, thing = told["type"], told["data"]["object"]
    except Exception as error:
        raise PortRefused("gateway.not_signed") from error
    if of != owner:
        raise PortRefused("gateway.wrong_account", got=str(of), expected=str(owner))
    about = thing.get("metadata") or {}
    own = thing.get("id") if thing.get("object") == "payment_intent" else None
    name = about.get(KEY) or thing.get("payment_intent") or own
    if not isinstance(name, str):
        raise NotFound("record.not_found", kind="payment", id=shown(kind))
    return name

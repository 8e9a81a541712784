"""The preparation of a connection, before the platform is asked for anything."""

from decimal import Decimal
from enum import StrEnum
from typing import Final

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import Text


class Preparation(StrEnum):
    """What is seen to before an integration is requested (seed: *Penyiapan awal PMS*).

    Attributes:
        PMS_ACTIVE: the account at the PMS is registered and active.
        ROOMS_AND_RATES_COMPARED: those of the platform and of the PMS match.
        PROVIDER_TOLD: the provider of the PMS knows of the plan.
        FEE_NOTED: what that provider charges for it is known.
        SUPPORT_NOTED: it is known whom to ask for help.
    """

    PMS_ACTIVE = "pms_active"
    ROOMS_AND_RATES_COMPARED = "rooms_and_rates_compared"
    PROVIDER_TOLD = "provider_told"
    FEE_NOTED = "fee_noted"
    SUPPORT_NOTED = "support_noted"


# These two are done by noting what is known; the others are ticked.
NOTED: Final = frozenset({Preparation.FEE_NOTED, Preparation.SUPPORT_NOTED})


@attrs.frozen
class IntegrationFee:
    """What the provider of the PMS charges for an integration.

    Attributes:
        amount: how much; zero where it charges nothing.
        currency: ISO 4217 code.
    """

    amount: Decimal
    currency: str


@checked
class SupportContact:
    """Whom to ask for help.

    Attributes:
        team: how a team is reached, such as its address; it names nobody.
        person: name and number of a person, sealed.
    """

    team: Text
    person: Sealed | None = None

"""Commands to a connection. Reasons and notes name no guest."""

from typing import Annotated

from axentra_core.channels.checks import Check, CheckResult
from axentra_core.channels.drift import CellCount, Comparison
from axentra_core.channels.exchange import Exchange
from axentra_core.channels.model import MappingVersion
from axentra_core.channels.preparation import NOTED, Preparation, SupportContact
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Amount
from axentra_core.kernel.texts import Code, Id, Text, Token

MOST_HOURS = 168

Hours = Annotated[int, whole(0, MOST_HOURS)]


@checked
class OpenConnection:
    """Begin to prepare a connection of a property to a platform.

    Attributes:
        provider: code of the platform.
        property_code: what the platform calls the property.
        exchange: what is to go over it.
        account: what the platform calls the account of the PMS; never a password.
    """

    connection: Id
    provider: Code
    property_code: Token
    exchange: Exchange
    account: Token | None = None


@checked
class TickPreparation:
    """Say that a part of the preparation was seen to."""

    connection: Id
    preparation: Preparation

    def __attrs_post_init__(self) -> None:
        """Refuse what is noted, not ticked."""
        _check_ticked(self.preparation)


@checked
class UntickPreparation:
    """Say that a part of the preparation has to be seen to again."""

    connection: Id
    preparation: Preparation

    def __attrs_post_init__(self) -> None:
        """Refuse what is noted, not ticked."""
        _check_ticked(self.preparation)


@checked
class NoteFee:
    """Note what the provider of the PMS charges for the integration.

    Attributes:
        fee: how much; zero where it charges nothing.
    """

    connection: Id
    fee: Amount

    def __attrs_post_init__(self) -> None:
        """Refuse a fee below zero."""
        if self.fee.amount < 0:
            raise InvalidInput.because(
                "value.out_of_range", path="fee", got=self.fee.amount, low=0, high="10^15"
            )


@checked
class NoteSupport:
    """Note whom to ask for help during the integration."""

    connection: Id
    support: SupportContact


@checked
class ChangeExchange:
    """Send other values, or have the connection carry something else."""

    connection: Id
    exchange: Exchange


@checked
class ChangeAccount:
    """Note new details of the account, such as after a change of ownership (seed).

    Attributes:
        property_code: what the platform calls the property from now on.
        account: what it calls the account of the PMS from now on; never a password.
    """

    connection: Id
    property_code: Token
    account: Token | None = None


@checked
class RequestIntegration:
    """Note that the platform was asked to begin (seed: *Mulai penyiapan*).

    Attributes:
        on: the day on which it was asked, not after the business date.
        case: number under which the platform keeps it.
    """

    connection: Id
    on: Day
    case: Token | None = None


@checked
class BeginMapping:
    """Note that the codes are being made, and the room rates mapped."""

    connection: Id


@checked
class NoteMapping:
    """Say that another mapping is in force; the same version again changes nothing.

    Attributes:
        version: of the mapping.
    """

    connection: Id
    version: MappingVersion


@checked
class FinishMapping:
    """Say that the mapping is finished.

    Attributes:
        version: of the mapping that was looked at.
        faults: codes of what the linter finds wrong with it; none where it is right.
    """

    connection: Id
    version: MappingVersion
    faults: tuple[Code, ...]


@checked
class BeginFullSync:
    """Send all values.

    Attributes:
        hours: that lie between two of them at the platform.
    """

    connection: Id
    hours: Hours


@checked
class FinishFullSync:
    """Say that the platform has acknowledged all values.

    Attributes:
        pending: how many it has not.
    """

    connection: Id
    pending: CellCount


@checked
class BeginChecks:
    """Begin the tests of a connection that sends nothing."""

    connection: Id


@checked
class RecordCheck:
    """Record what a test has shown.

    Attributes:
        check: what was tested.
        result: whether it was right.
        what: what was looked at, such as a price on a date.
        version: of the mapping with which it was tested.
        reference: where more is kept, such as the number of a case or a message.
    """

    connection: Id
    check: Check
    result: CheckResult
    what: Text
    version: MappingVersion
    reference: Text | None = None


@checked
class ConfirmData:
    """Say for the hotel that all synchronised data is right (seed)."""

    connection: Id


@checked
class GoLive:
    """Let guests book through it."""

    connection: Id


@checked
class SuspendConnection:
    """Send and receive nothing for a while."""

    connection: Id
    reason: Text


@checked
class ResumeConnection:
    """Let it go on."""

    connection: Id


@checked
class RecordDrift:
    """Record what a comparison of the platform with what it was told has shown."""

    connection: Id
    comparison: Comparison


@checked
class ReplaceConnection:
    """End a connection: the property has another PMS, or another platform (seed).

    Attributes:
        reason: why.
        successor: the connection that takes its place; None where it lies in another system.
    """

    connection: Id
    reason: Text
    successor: Id | None = None


@checked
class BeginMessage:
    """Number the next message to the platform; nothing is sent unless values go out."""

    connection: Id


def _check_ticked(preparation: Preparation) -> None:
    if preparation in NOTED:
        ticked = ", ".join(one for one in Preparation if one not in NOTED)
        raise InvalidInput.because(
            "value.unknown", path="preparation", got=shown(preparation.value), allowed=ticked
        )

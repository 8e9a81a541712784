"""How a platform is connected, tested and let live."""

from axentra_core.channels import (
    Check,
    CheckResult,
    Comparison,
    Direction,
    Managed,
    Mapping,
    Preparation,
)
from axentra_core.channels.model import MappingVersion
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.money import Amount
from axentra_core.kernel.texts import Code, Id, Text, Token

# --- preparing a connection ---


@checked
class OpenConnection:
    """Begin to prepare a connection to a platform.

    Attributes:
        provider: code of the platform.
        property_code: what the platform calls the property.
        direction: what goes over it.
        managed: what the hotel cannot send, and who manages it at the platform (seed).
        unmapped: whether the platform delivers reservations of room rates that are not mapped.
        account: what the platform calls the account of the PMS; never a password.
        connection: its id; a new one when left out.
    """

    provider: Code
    property_code: Token
    direction: Direction = Direction.TWO_WAY
    managed: tuple[Managed, ...] = ()
    unmapped: bool = False
    account: Token | None = None
    connection: Id | None = None


@checked
class TickPreparation:
    """Say that a part of the preparation was seen to (seed: *Penyiapan awal PMS*)."""

    connection: Id
    preparation: Preparation


@checked
class UntickPreparation:
    """Say that a part of the preparation has to be seen to again."""

    connection: Id
    preparation: Preparation


@checked
class NoteIntegrationFee:
    """Note what the provider of the PMS charges for the integration; zero where it is free."""

    connection: Id
    fee: Amount


@checked
class NoteSupport:
    """Note whom to ask for help during the integration.

    Attributes:
        team: how a team is reached, such as its address; it names nobody.
        person: name and number of a person, which are sealed.
    """

    connection: Id
    team: Text
    person: Text | None = None


@checked
class ChangeExchange:
    """Say anew what goes over a connection, and what the hotel cannot send.

    Attributes:
        direction: what goes over it.
        managed: all that the hotel cannot send, and who manages it at the platform.
        unmapped: whether the platform delivers reservations of room rates that are not mapped.
    """

    connection: Id
    direction: Direction
    managed: tuple[Managed, ...] = ()
    unmapped: bool = False


@checked
class ChangeChannelAccount:
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
        on: the day on which it was asked; the business date when left out.
        case: number under which the platform keeps it.
    """

    connection: Id
    on: Day | None = None
    case: Token | None = None


# --- mapping ---


@checked
class BeginMapping:
    """Note that the codes are being made, and the room rates mapped."""

    connection: Id


@checked
class SetMapping:
    """Enter what belongs to what at a connection; it may still lack entries.

    Attributes:
        channel_mapping: the connection.
        mapping: all of it, also what has not changed.
    """

    channel_mapping: Id
    mapping: Mapping


@checked
class FinishMapping:
    """Say that the mapping is finished, once nothing is wrong with it.

    Attributes:
        version: of the mapping that you have looked at.
    """

    connection: Id
    version: MappingVersion


# --- testing ---


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
        what: what was looked at, such as a price on a date; it names no guest.
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


# --- live ---


@checked
class GoLive:
    """Let guests book through a connection."""

    connection: Id


@checked
class SuspendConnection:
    """Send and receive nothing for a while; the reason names no guest."""

    connection: Id
    reason: Text


@checked
class ResumeConnection:
    """Let a suspended connection go on."""

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
        reason: why; it names no guest.
        successor: the connection that takes its place; None where it lies in another system.
    """

    connection: Id
    reason: Text
    successor: Id | None = None

"""The verbs of channels as one actor says them."""

from collections.abc import Mapping as ByGuests
from collections.abc import Sequence
from datetime import date

from axentra_core.channels import (
    Check,
    CheckResult,
    Comparison,
    Direction,
    Managed,
    Mapping,
    Preparation,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Channels(Speaker):
    """What is sold through channels, and how a platform is connected, tested and let live."""

    # --- what is sold ---

    def set_prices(  # noqa: PLR0913 - prices say that much
        self,
        room_type: str,
        rate_plan: str | None,
        first: date,
        last: date,
        prices: Money | ByGuests[int, Money],
        *,
        weekdays: Sequence[int] = (),
        key: str | None = None,
    ) -> Done:
        """Set what nights cost: one price for the room, or prices by the number of adults."""
        by_guests = prices if isinstance(prices, ByGuests) else {0: prices}
        told = tuple(verbs.PriceFor(price, guests) for guests, price in by_guests.items())
        verb = verbs.SetPrices(room_type, rate_plan, first, last, told, tuple(weekdays))
        return self.do(verb, key=key)

    def set_restrictions(  # noqa: PLR0913 - one for each restriction
        self,
        room_type: str,
        rate_plan: str | None,
        first: date,
        last: date,
        *,
        stop_sell: bool | None = None,
        closed_to_arrival: bool | None = None,
        closed_to_departure: bool | None = None,
        min_stay_arrival: int | None = None,
        min_stay_through: int | None = None,
        max_stay_arrival: int | None = None,
        max_stay_through: int | None = None,
        min_advance: int | None = None,
        max_advance: int | None = None,
        weekdays: Sequence[int] = (),
        key: str | None = None,
    ) -> Done:
        """Set who may book nights; what is left out stays as it is."""
        verb = verbs.SetRestrictions(
            room_type,
            rate_plan,
            first,
            last,
            stop_sell,
            closed_to_arrival,
            closed_to_departure,
            min_stay_arrival,
            min_stay_through,
            max_stay_arrival,
            max_stay_through,
            min_advance,
            max_advance,
            tuple(weekdays),
        )
        return self.do(verb, key=key)

    # --- preparing a connection ---

    def open_connection(  # noqa: PLR0913 - a connection says that much
        self,
        provider: str,
        property_code: str,
        direction: Direction = Direction.TWO_WAY,
        *,
        managed: Sequence[Managed] = (),
        unmapped: bool = False,
        account: str | None = None,
        connection: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Begin to prepare a connection; `ConnectionOpened` names its id."""
        verb = verbs.OpenConnection(
            provider, property_code, direction, tuple(managed), unmapped, account, connection
        )
        return self.do(verb, key=key)

    def tick_preparation(
        self, connection: str, preparation: Preparation, *, key: str | None = None
    ) -> Done:
        """Say that a part of the preparation was seen to."""
        return self.do(verbs.TickPreparation(connection, preparation), key=key)

    def untick_preparation(
        self, connection: str, preparation: Preparation, *, key: str | None = None
    ) -> Done:
        """Say that a part of the preparation has to be seen to again."""
        return self.do(verbs.UntickPreparation(connection, preparation), key=key)

    def note_integration_fee(self, connection: str, fee: Money, *, key: str | None = None) -> Done:
        """Note what the provider of the PMS charges for the integration."""
        return self.do(verbs.NoteIntegrationFee(connection, fee), key=key)

    def note_support(
        self, connection: str, team: str, *, person: str | None = None, key: str | None = None
    ) -> Done:
        """Note whom to ask for help during the integration."""
        return self.do(verbs.NoteSupport(connection, team, person), key=key)

    def change_exchange(
        self,
        connection: str,
        direction: Direction,
        *,
        managed: Sequence[Managed] = (),
        unmapped: bool = False,
        key: str | None = None,
    ) -> Done:
        """Say anew what goes over a connection, and all that the hotel cannot send."""
        verb = verbs.ChangeExchange(connection, direction, tuple(managed), unmapped)
        return self.do(verb, key=key)

    def change_channel_account(
        self,
        connection: str,
        property_code: str,
        *,
        account: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Note new details of the account; what was tested has to be tested again."""
        return self.do(verbs.ChangeChannelAccount(connection, property_code, account), key=key)

    def request_integration(
        self,
        connection: str,
        *,
        on: date | None = None,
        case: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Note that the platform was asked to begin, today unless another day is named."""
        return self.do(verbs.RequestIntegration(connection, on, case), key=key)

    # --- mapping ---

    def begin_mapping(self, connection: str, *, key: str | None = None) -> Done:
        """Note that the codes are being made."""
        return self.do(verbs.BeginMapping(connection), key=key)

    def set_mapping(
        self,
        connection: str,
        mapping: Mapping,
        *,
        expected_version: int | None = None,
        key: str | None = None,
    ) -> Done:
        """Enter a whole mapping; with the version that was looked at, nobody else's is lost."""
        verb = verbs.SetMapping(connection, mapping)
        return self.do(verb, key=key, expected_version=expected_version)

    def finish_mapping(self, connection: str, version: int, *, key: str | None = None) -> Done:
        """Say that a version of the mapping is finished, once nothing is wrong with it."""
        return self.do(verbs.FinishMapping(connection, version), key=key)

    # --- testing ---

    def begin_checks(self, connection: str, *, key: str | None = None) -> Done:
        """Begin the tests of a connection that sends nothing."""
        return self.do(verbs.BeginChecks(connection), key=key)

    def record_check(  # noqa: PLR0913 - evidence says that much
        self,
        connection: str,
        check: Check,
        result: CheckResult,
        what: str,
        version: int,
        *,
        reference: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Record what a test has shown with a version of the mapping."""
        verb = verbs.RecordCheck(connection, check, result, what, version, reference)
        return self.do(verb, key=key)

    def confirm_data(self, connection: str, *, key: str | None = None) -> Done:
        """Say for the hotel that all synchronised data is right."""
        return self.do(verbs.ConfirmData(connection), key=key)

    # --- live ---

    def go_live(self, connection: str, *, key: str | None = None) -> Done:
        """Let guests book through a connection."""
        return self.do(verbs.GoLive(connection), key=key)

    def suspend_connection(self, connection: str, reason: str, *, key: str | None = None) -> Done:
        """Send and receive nothing for a while."""
        return self.do(verbs.SuspendConnection(connection, reason), key=key)

    def resume_connection(self, connection: str, *, key: str | None = None) -> Done:
        """Let a suspended connection go on."""
        return self.do(verbs.ResumeConnection(connection), key=key)

    def record_drift(
        self, connection: str, comparison: Comparison, *, key: str | None = None
    ) -> Done:
        """Record what a comparison of the platform with what it was told has shown."""
        return self.do(verbs.RecordDrift(connection, comparison), key=key)

    def replace_connection(
        self,
        connection: str,
        reason: str,
        *,
        successor: str | None = None,
        key: str | None = None,
    ) -> Done:
        """End a connection, in favour of another one where there is one."""
        return self.do(verbs.ReplaceConnection(connection, reason, successor), key=key)

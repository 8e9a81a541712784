"""What a hotel can be asked about what it sells through channels, and about its connections."""

from axentra_core.channels import (
    ChannelMapping,
    Connection,
    ConnectionStatus,
    Finding,
    Selling,
    selling_id,
)
from axentra_core.codec import Entry
from axentra_core.hotel.channels import findings
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.window import HIGHEST


class ConnectionReader(Reading):
    """What is known of prices and restrictions, of connections and of their mappings."""

    def selling(self, room_type: str, rate_plan: str | None = None) -> Selling | None:
        """Return what a room type is sold for under a rate plan; None where nobody has said."""
        found: Selling | None = self._window.get("selling", selling_id(room_type, rate_plan))
        return found

    def sold(self) -> tuple[Selling, ...]:
        """Return what every room type is sold for, by room type."""
        return tuple(self._found("selling", "selling.room_type", "", HIGHEST))

    def connection(self, connection: str) -> Connection:
        """Return a connection: how far it is, what is missing, and who acts next.

        Raises:
            NotFound: ``record.not_found``.
        """
        found: Connection = self._window.need("connection", connection)
        return found

    def connections(self, *status: ConnectionStatus) -> tuple[Connection, ...]:
        """Return the connections by where they stand; all but replaced ones unless named."""
        wanted = status or [one for one in ConnectionStatus if one is not ConnectionStatus.REPLACED]
        return tuple(
            connection
            for one in wanted
            for connection in self._found("connection", "connection.status", one, one)
        )

    def support_person(self, connection: str) -> str | None:
        """Return the person whom to ask for help; None where none is known, or was forgotten.

        Raises:
            NotFound: ``record.not_found``.
        """
        support = self.connection(connection).support
        return None if support is None else self._opened(support.person)

    def mapping(self, connection: str) -> ChannelMapping:
        """Return what is entered for a connection.

        Raises:
            NotFound: ``record.not_found``; also where nothing is entered yet.
        """
        found: ChannelMapping = self._window.need("channel_mapping", connection)
        return found

    def mapping_findings(self, connection: str) -> tuple[Finding, ...]:
        """Return all that is wrong with what is entered, with what to do; nothing if it can work.

        Raises:
            NotFound: ``record.not_found``; also where nothing is entered yet.
            InvalidInput: ``value.not_listed`` where the platform is not known any more.
        """
        return findings(self._window, self.mapping(connection))

    def connection_history(self, connection: str) -> tuple[Entry, ...]:
        """Return every commit that has changed a connection or its mapping: what, who, when.

        The whole log is read for it: it is for an audit, not for a board.

        Raises:
            NotFound: ``record.not_found``.
        """
        self.connection(connection)
        records = ("connection", connection), ("channel_mapping", connection)
        return tuple(self._window.entries(*records))

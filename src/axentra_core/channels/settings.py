"""What a property says of its channels, whatever platform they come through."""

from axentra_core.channels.code_tables import code_table
from axentra_core.channels.codes import CodeTable, ExternalNumbers
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown


@checked
class ChannelsSettings:
    """The channels of a property.

    Attributes:
        codes: channel codes beside those that are known of a platform; a row of the same code and
            name stands instead of the known one.
        external_numbers: under which number the hotel's own system keeps the references of each
            channel (*ID Nomor Eksternal Reservasi*).
        sells_overbooking: whether platforms are told the rooms that may be sold beyond those that
            there are.
    """

    codes: tuple[CodeTable, ...] = ()
    external_numbers: ExternalNumbers = ExternalNumbers()
    sells_overbooking: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse two tables of one platform."""
        providers = [table.provider for table in self.codes]
        for place, provider in enumerate(providers):
            if provider in providers[:place]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"codes[{place}].provider", got=shown(provider)
                )

    def code_table(self, provider: str) -> CodeTable:
        """Return what is known of a platform's codes, with those of the property."""
        own = next((table.codes for table in self.codes if table.provider == provider), ())
        return code_table(provider).extended(*own)

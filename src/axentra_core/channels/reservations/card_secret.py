"""Card data on its way from a dialect to the vault: it can be shown, stored and copied by nobody.

A dialect hands a card over apart from the message that it came with. Intake gives it to a
`CardVault` and forgets it; what comes back is a token.
"""

from typing import NoReturn, Protocol

from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, LastFour, Token


class CardSecret:
    """A card as a platform has sent it. No codec knows it, and its `repr` tells nothing.

    Args:
        number: its digits.
        expires: year and month, where they are told.
        code: the security code, which nobody may store.
        holder: the name on it.
        brand: the platform's own code of its kind.
    """

    __slots__ = ("brand", "code", "expires", "holder", "number")

    def __init__(
        self,
        number: str,
        *,
        expires: tuple[int, int] | None = None,
        code: str | None = None,
        holder: str | None = None,
        brand: str | None = None,
    ) -> None:
        """Hold it until it is handed on."""
        self.number: str = number
        self.expires: tuple[int, int] | None = expires
        self.code: str | None = code
        self.holder: str | None = holder
        self.brand: str | None = brand

    def __repr__(self) -> str:
        """Return nothing of the card."""
        return "CardSecret(***)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied.

        Raises:
            InvalidInput: ``card.secret``, always.
        """
        raise InvalidInput.because("card.secret")

    def __getstate__(self) -> NoReturn:
        """Refuse as well where somebody copies by hand.

        Raises:
            InvalidInput: ``card.secret``, always.
        """
        self.__reduce__()


@checked
class TakenCard:
    """What a vault gives in the place of a card.

    Attributes:
        token: by which the gateway knows it.
        brand: such as ``visa``.
        last_four: the four digits that a receipt shows.
        valid_through: last day on which it is valid; None where nobody has told.
    """

    token: Token
    brand: Code
    last_four: LastFour
    valid_through: Day | None = None


class CardVault(Protocol):
    """Port: keeps cards where they may be kept, at a payment provider.

    An adapter owes: the same key gives the same token, however often it is asked; no error and no
    log that holds card data. Nothing is charged.
    """

    def take(self, card: CardSecret, key: str) -> TakenCard:
        """Return what stands for a card from now on.

        Args:
            card: as it came.
            key: of the message it came with, so that asking again makes no second token.

        Raises:
            PortError: it was not taken; the reservation is kept without it.
        """
        ...

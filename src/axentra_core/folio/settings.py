"""How a property sells and taxes: its transaction codes."""

from axentra_core.folio.model import Quote
from axentra_core.folio.tax import Percent, check_chain, priced
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.money import Money
from axentra_core.kernel.rounding import Rounding
from axentra_core.kernel.texts import Code, Text


@checked
class TransactionCode:
    """What can be put on a bill.

    Attributes:
        code: such as ``ROOM``.
        name: what the guest reads when nothing more exact is given.
        department: where the revenue belongs.
        components: codes of the tax chain that apply to it, in the chain's order.
    """

    code: Code
    name: Text
    department: Code
    components: tuple[Code, ...] = ()


@checked
class FolioSettings:
    """The transaction codes of a property and the chain of components on top of net prices."""

    codes: tuple[TransactionCode, ...]
    chain: tuple[Percent, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the chain as a whole, and that every code uses a part of it that stands alone."""
        try:
            check_chain(self.chain)
        except InvalidInput as error:
            raise error.under("chain") from None
        for index, code in enumerate(self.codes):
            if code.code in {other.code for other in self.codes[:index]}:
                raise InvalidInput.because(
                    "value.duplicate", path=f"codes[{index}].code", got=shown(code.code)
                )
            for place, component in enumerate(code.components):
                if component not in {rule.code for rule in self.chain}:
                    raise InvalidInput.because(
                        "value.not_listed",
                        path=f"codes[{index}].components[{place}]",
                        got=shown(component),
                        kind="components",
                        allowed=some_of(rule.code for rule in self.chain),
                    )
            try:
                check_chain(self.chain_of(code))
            except InvalidInput as error:
                raise error.under(f"codes[{index}].components") from None

    def code(self, code: str) -> TransactionCode:
        """Return a transaction code.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for known in self.codes:
            if known.code == code:
                return known
        raise InvalidInput.because(
            "value.not_listed",
            path="code",
            got=shown(code),
            kind="transaction codes",
            allowed=some_of(known.code for known in self.codes),
        )

    def chain_of(self, code: TransactionCode) -> tuple[Percent, ...]:
        """Return the part of the chain that applies to a transaction code."""
        return tuple(rule for rule in self.chain if rule.code in code.components)

    def quote(self, code: str, net: Money, rounding: Rounding) -> Quote:
        """Return the price of something sold under a transaction code."""
        return priced(net, self.chain_of(self.code(code)), rounding)

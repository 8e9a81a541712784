"""What a property has agreed on for its stays."""

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.texts import Code
from axentra_core.stays.model import CancellationPolicy, FeeKind
from axentra_core.stays.packages import Package, twice


@checked
class FeeCode:
    """The transaction code under which one kind of fee is charged."""

    kind: FeeKind
    code: Code


@checked
class StaysSettings:
    """Cancellation policies, the codes of fees, and packages.

    Attributes:
        policies: what bookings can name; a stay keeps the one it was booked under.
        fee_codes: transaction code of each kind of fee; the code of a night where none is given.
        day_use_code: transaction code of a day use; the code of a night when left out.
        no_shows_at_close: the close of the arrival date marks who has not come; otherwise they
            stay booked until staff mark them, or check them in late.
        packages: what can be sold with nights; a stay keeps what was agreed for it.
    """

    policies: tuple[CancellationPolicy, ...] = ()
    fee_codes: tuple[FeeCode, ...] = ()
    day_use_code: Code | None = None
    no_shows_at_close: bool = True
    packages: tuple[Package, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse two policies or packages of one name and two codes for one kind."""
        for path, names in (
            ("policies[{}].code", [policy.code for policy in self.policies]),
            ("fee_codes[{}].kind", [fee.kind for fee in self.fee_codes]),
        ):
            for index, name in enumerate(names):
                if name in names[:index]:
                    raise InvalidInput.because(
                        "value.duplicate", path=path.format(index), got=shown(name)
                    )
        if faults := tuple(twice(self.packages)):
            raise InvalidInput(faults)

    def policy(self, code: str) -> CancellationPolicy:
        """Return a cancellation policy.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for policy in self.policies:
            if policy.code == code:
                return policy
        raise InvalidInput.because(
            "value.not_listed",
            path="policy",
            got=shown(code),
            kind="cancellation policies",
            allowed=some_of(policy.code for policy in self.policies),
        )

    def package(self, code: str) -> Package:
        """Return a package.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for package in self.packages:
            if package.code == code:
                return package
        raise InvalidInput.because(
            "value.not_listed",
            got=shown(code),
            kind="packages",
            allowed=some_of(package.code for package in self.packages),
        )

    def fee_code(self, kind: FeeKind) -> str | None:
        """Return the transaction code of a kind of fee, or None where none is given."""
        return next((fee.code for fee in self.fee_codes if fee.kind is kind), None)

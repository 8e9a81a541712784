"""What every reservation dialect owes, as tests: inherit `ReservationContract` and make both sides.

    class TestMyPlatform(ReservationContract):
        def make_dialect(self) -> ReservationDialect:
            return MyReservations()

        def make_side(self) -> ReservationSide:
            return MyReservationSide()

Each check states one promise of `ReservationDialect` in its docstring and calls nothing but the
port. What a platform cannot tell is put right by overriding `as_told`.
"""

from axentra_core.testing.reservation_contract.answering import Answering
from axentra_core.testing.reservation_contract.reading import Reading


class ReservationContract(Reading, Answering):
    """The promises of a `ReservationDialect`; an adapter's tests inherit them."""


__all__ = ["ReservationContract"]

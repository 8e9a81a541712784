"""The verbs about bills themselves as one actor says them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from axentra_core.folio import Payee, Recurrence, Target
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Folios(Speaker):
    """What is agreed about bills, and bills that are of no stay."""

    def open_house_account(
        self, name: str, *, folio: str | None = None, key: str | None = None
    ) -> Done:
        """Begin a bill of the house itself; `FolioOpened` names its id."""
        return self.do(verbs.OpenHouseAccount(name, folio), key=key)

    def open_passer_by(self, *, folio: str | None = None, key: str | None = None) -> Done:
        """Begin a bill for somebody who has no room; `FolioOpened` names its id."""
        return self.do(verbs.OpenPasserBy(folio), key=key)

    def close_folio(self, folio: str, *, key: str | None = None) -> Done:
        """End a bill of no stay."""
        return self.do(verbs.CloseFolio(folio), key=key)

    def put_on_account(
        self, folio: str, reason: str, *, due: date | None = None, key: str | None = None
    ) -> Done:
        """Leave a bill of no stay open, as a receivable."""
        return self.do(verbs.PutOnAccount(folio, reason, due), key=key)

    def name_payee(
        self, folio: str, window: int, payee: Payee | None, *, key: str | None = None
    ) -> Done:
        """Let somebody else pay a window, or the guest again."""
        return self.do(verbs.NamePayee(folio, window, payee), key=key)

    def forbid_posting(self, folio: str, reason: str, *, key: str | None = None) -> Done:
        """Let nobody sign to a bill any more."""
        return self.do(verbs.ForbidPosting(folio, reason), key=key)

    def allow_posting(self, folio: str, *, key: str | None = None) -> Done:
        """Let the guest sign to a bill again."""
        return self.do(verbs.AllowPosting(folio), key=key)

    def set_credit_limit(self, folio: str, limit: Money | None, *, key: str | None = None) -> Done:
        """Say how much may be owed when something is signed to a bill."""
        return self.do(verbs.SetCreditLimit(folio, limit), key=key)

    def agree_routing(  # noqa: PLR0913 - an instruction says that much
        self,
        folio: str,
        target: Target,
        *,
        codes: Sequence[str] = (),
        departments: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        weekdays: Sequence[int] = (),
        limit: Money | None = None,
        percent: Decimal | None = None,
        with_tax: bool = True,
        key: str | None = None,
    ) -> Done:
        """Let charges go elsewhere from now on."""
        verb = verbs.AgreeRouting(
            folio,
            target,
            tuple(codes),
            tuple(departments),
            since,
            until,
            tuple(weekdays),
            limit,
            percent,
            with_tax,
        )
        return self.do(verb, key=key)

    def end_routing(
        self, folio: str, instruction: int, reason: str, *, key: str | None = None
    ) -> Done:
        """Let charges stay on the bill again."""
        return self.do(verbs.EndRouting(folio, instruction, reason), key=key)

    def refresh_routing(self, folio: str, *, key: str | None = None) -> Done:
        """Send what stands on the bill already where its instructions say now."""
        return self.do(verbs.RefreshRouting(folio), key=key)

    def add_fixed_charge(  # noqa: PLR0913 - a fixed charge says that much
        self,
        folio: str,
        code: str,
        net: Money,
        rule: Recurrence,
        *,
        since: date | None = None,
        until: date | None = None,
        quantity: int = 1,
        description: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Charge something again and again at the close of day, while the guest is in house."""
        verb = verbs.AddFixedCharge(folio, code, net, rule, since, until, quantity, description)
        return self.do(verb, key=key)

    def end_fixed_charge(
        self, folio: str, fixed_charge: int, reason: str, *, key: str | None = None
    ) -> Done:
        """Charge it no more."""
        return self.do(verbs.EndFixedCharge(folio, fixed_charge, reason), key=key)

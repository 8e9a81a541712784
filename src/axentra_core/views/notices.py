"""What automatic payments tell guests and staff, in their language."""

from typing import TYPE_CHECKING

from axentra_core.views.locale import Language, language

if TYPE_CHECKING:
    from axentra_core.kernel.money import Money
    from axentra_core.payment_rules import Notice


def notice_text(notice: "Notice", locale: str, *, digits: int | None = None) -> str:
    """Return a notice as one or two sentences, with its amounts and dates in a language.

    Args:
        notice: as `payment_rules.notices` gives it; it holds nothing personal.
        locale: one of `LOCALES`.
        digits: decimals of the property's bills; those of the currency when left out.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``money.too_many_decimals``.
    """
    own = language(locale)
    return own.word(
        f"notice.{notice.audience}.{notice.kind}",
        reservation=notice.payment_plan,
        number=notice.number,
        amount=_money(own, notice.amount, digits),
        told=_money(own, notice.told, digits),
        on="" if notice.on is None else own.date(notice.on),
        reason="" if notice.reason is None else own.name_of("named", notice.reason),
    )


def _money(own: Language, amount: "Money | None", digits: int | None) -> str:
    if amount is None:
        return ""
    currency = amount.currency.code
    if digits is None:
        return own.foreign(amount.amount, currency)
    return own.money(amount.amount, currency, digits)

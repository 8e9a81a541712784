"""The rules of a folio: what a command decides, and how a folio is found."""

from collections.abc import Iterator

from axentra_core.folio import events as ev
from axentra_core.folio import lines as ln
from axentra_core.folio import messages as msg
from axentra_core.folio import payment_messages as pay
from axentra_core.folio import term_messages as term
from axentra_core.folio.commission import deduct_commission, something_due
from axentra_core.folio.evolution import EVOLVE
from axentra_core.folio.guards import (
    due_from_today,
    has_ended,
    has_room,
    may_be_signed,
    nothing_owed,
    priced_for,
    something_owed,
    taken_over,
    unused,
    window_is_there,
)
from axentra_core.folio.lifecycle import FOLIO
from axentra_core.folio.line_guards import (
    home_is_there,
    invoiced_by_document,
    is_charge,
    is_correctable,
    is_here,
    is_of_one_sign,
    not_invoiced,
    not_more_than_remains,
    not_to_itself,
    something_left,
    source_is_here,
    stands_in_one,
    still_stands,
    target_is_there,
)
from axentra_core.folio.model import Folio, FolioKind, FolioStatus
from axentra_core.folio.payment_guards import (
    billed_to_payee,
    brings_money,
    card_has_paid,
    card_named,
    in_own_currency,
    is_payment,
    may_write_off,
    move_is_possible,
    not_more_than_credit,
    not_too_much,
    payment_covers,
    something_to_round,
    tendered_elsewhere,
)
from axentra_core.folio.payments import (
    apply_deposit,
    bill_directly,
    move_payment,
    pay_refund,
    reverse_payment,
    round_to_coins,
    take_payment,
    write_off,
)
from axentra_core.folio.postings import (
    adjust_charge,
    move_charge,
    post_charge,
    post_opening_balance,
    reverse_charge,
    reverse_source,
    split_charge,
    transfer_in,
    transfer_out,
)
from axentra_core.folio.terms import (
    add_fixed_charge,
    agree_routing,
    allow_posting,
    currency_of_bill,
    end_fixed_charge,
    end_routing,
    forbid_posting,
    is_fixed_charge,
    is_instruction,
    is_last_invoice,
    leads_elsewhere,
    limit_fits,
    limit_in_steps,
    may_sign,
    name_payee,
    not_noted,
    note_invoice,
    one_more,
    set_credit_limit,
    withdraw_invoice,
)
from axentra_core.folio.windows import PayeeKind
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.kernel.money import currency_digits
from axentra_core.kernel.numbers import unit_of

OF_STAYS = frozenset({FolioKind.GUEST, FolioKind.GROUP})


def open_folio(command: msg.OpenFolio, _: Context) -> list[ev.FolioOpened]:
    """Begin a bill in one currency."""
    currency_digits(command.currency)
    return [
        ev.FolioOpened(
            command.folio,
            command.stay,
            command.currency,
            unit_of(command.digits),
            command.kind,
            command.most_windows,
            command.follows,
            command.name,
        )
    ]


def put_on_account(
    folio: Folio, command: msg.PutOnAccount, context: Context
) -> list[ev.FolioPutOnAccount]:
    """Leave the bill open, with what it owes, until when, why and by whom."""
    return [
        ev.FolioPutOnAccount(
            folio.id,
            folio.owed,
            command.due,
            command.reason,
            str(context.actor),
            context.business_date,
        )
    ]


def close_folio(folio: Folio, _: msg.CloseFolio, context: Context) -> list[ev.FolioClosed]:
    """End the bill."""
    return [ev.FolioClosed(folio.id, folio.charged, folio.paid, context.business_date)]


def reopen_folio(
    folio: Folio, command: msg.ReopenFolio, context: Context
) -> list[ev.FolioReopened]:
    """Take the end of the bill back."""
    return [ev.FolioReopened(folio.id, folio.stay, command.reason, context.business_date)]


def index(folio: Folio) -> Iterator[tuple[str, str]]:
    """An open bill is listed, and one that was left open by the day it is due, if there is one.

    One that is not a stay's own is found by whose it is, and by its kind; and one with a window
    that a company pays by its account.
    """
    if folio.id != folio.stay:
        yield "folio.stay", folio.stay
    if folio.status is not FolioStatus.OPEN:
        return
    yield "folio.open", folio.id
    for window in folio.windows:
        if window.payee is not None and window.payee.kind is PayeeKind.ACCOUNT:
            yield "folio.payee", window.payee.id
    if folio.kind not in OF_STAYS:
        yield "folio.kind", folio.kind
    if folio.receivable is not None:
        due = folio.receivable.due
        yield "folio.receivable", due.isoformat() if due else ""


# fmt: off
DECIDE = decisions(
    opens(msg.OpenFolio,          open_folio),
    case(msg.PostOpeningBalance,  post_opening_balance,  FOLIO.permits(ln.OpeningBalancePosted),
                                                         unused,
                                                         asks("amount", taken_over)),
    case(msg.PostCharge,          post_charge,           FOLIO.permits(ln.ChargePosted), has_room,
                                                         asks("window", window_is_there),
                                                         asks("quote", priced_for),
                                                         asks("signed", may_be_signed)),
    case(msg.AdjustCharge,        adjust_charge,         FOLIO.permits(ln.ChargeAdjusted),
                                                         asks("line", is_charge),
                                                         asks("line", still_stands),
                                                         asks("line", is_of_one_sign),
                                                         asks("window", stands_in_one),
                                                         asks("amount", not_more_than_remains),
                                                         asks("document", invoiced_by_document)),
    case(msg.ReverseCharge,       reverse_charge,        FOLIO.permits(ln.ChargeReversed),
                                                         asks("line", is_correctable),
                                                         asks("line", still_stands),
                                                         asks("line", is_here),
                                                         asks("document", invoiced_by_document)),
    case(msg.ReverseSource,       reverse_source,        FOLIO.permits(ln.ChargeReversed),
                                                         asks("source", source_is_here)),
    case(msg.MoveCharge,          move_charge,           FOLIO.permits(ln.ChargeMoved),
                                                         asks("line", is_charge),
                                                         asks("line", still_stands),
                                                         asks("amount", is_of_one_sign),
                                                         asks("window", stands_in_one),
                                                         asks("line", not_invoiced),
                                                         asks("amount", not_more_than_remains),
                                                         asks("to_window", target_is_there)),
    case(msg.SplitCharge,         split_charge,          FOLIO.permits(ln.ChargeMoved),
                                                         asks("line", is_charge),
                                                         asks("line", still_stands),
                                                         asks("line", stands_in_one),
                                                         asks("line", not_invoiced),
                                                         asks("line", something_left),
                                                         asks("shares", target_is_there)),
    case(msg.TransferOut,         transfer_out,          FOLIO.permits(ln.TransferredOut),
                                                         asks("to_folio", not_to_itself),
                                                         asks("line", is_charge),
                                                         asks("line", still_stands),
                                                         asks("amount", is_of_one_sign),
                                                         asks("window", stands_in_one),
                                                         asks("line", not_invoiced),
                                                         asks("amount", not_more_than_remains)),
    case(msg.TransferIn,          transfer_in,           FOLIO.permits(ln.TransferredIn), has_room,
                                                         asks("window", window_is_there),
                                                         asks("origin_line", home_is_there),
                                                         asks("quote", priced_for)),
    case(pay.TakePayment,         take_payment,          FOLIO.permits(ln.PaymentTaken), has_room,
                                                         asks("method", brings_money),
                                                         asks("window", window_is_there),
                                                         asks("amount", not_too_much),
                                                         asks("tendered", tendered_elsewhere),
                                                         asks("card", card_named)),
    case(pay.BillDirectly,        bill_directly,         FOLIO.permits(ln.PaymentTaken),
                                                         asks("window", window_is_there),
                                                         asks("account", billed_to_payee),
                                                         asks("amount", not_too_much)),
    case(pay.ApplyDeposit,        apply_deposit,         FOLIO.permits(ln.PaymentTaken),
                                                         asks("window", window_is_there),
                                                         asks("amount", in_own_currency)),
    case(pay.WriteOff,            write_off,             FOLIO.permits(ln.PaymentTaken),
                                                         may_write_off,
                                                         asks("window", window_is_there),
                                                         asks("amount", not_too_much)),
    case(pay.RoundCash,           round_to_coins,        FOLIO.permits(ln.CashRounded),
                                                         asks("window", window_is_there),
                                                         asks("step", something_to_round)),
    case(pay.PayRefund,           pay_refund,            FOLIO.permits(ln.RefundPaid),
                                                         asks("method", brings_money),
                                                         asks("window", window_is_there),
                                                         asks("amount", not_more_than_credit),
                                                         asks("card", card_named),
                                                         asks("card", card_has_paid)),
    case(pay.ReversePayment,      reverse_payment,       FOLIO.permits(ln.PaymentReversed),
                                                         asks("line", is_payment),
                                                         asks("amount", payment_covers)),
    case(pay.MovePayment,         move_payment,          FOLIO.permits(ln.PaymentMoved),
                                                         asks("line", is_payment),
                                                         asks("to_window", move_is_possible),
                                                         asks("amount", payment_covers)),
    case(term.DeductCommission,   deduct_commission,     FOLIO.permits(ln.ChargePosted),
                                                         asks("window", window_is_there),
                                                         asks("rate", something_due)),
    case(term.NamePayee,          name_payee,            FOLIO.permits(ev.PayeeNamed),
                                                         asks("window", window_is_there)),
    case(term.NoteInvoice,        note_invoice,          FOLIO.permits(ev.InvoiceNoted),
                                                         asks("window", window_is_there),
                                                         asks("through", not_noted)),
    case(term.WithdrawInvoice,    withdraw_invoice,      FOLIO.permits(ev.InvoiceWithdrawn),
                                                         asks("invoice", is_last_invoice)),
    case(term.ForbidPosting,      forbid_posting,        FOLIO.permits(ev.PostingForbidden),
                                                         may_sign),
    case(term.AllowPosting,       allow_posting,         FOLIO.permits(ev.PostingAllowed)),
    case(term.SetCreditLimit,     set_credit_limit,      FOLIO.permits(ev.CreditLimitSet),
                                                         asks("limit", limit_fits)),
    case(term.AgreeRouting,       agree_routing,         FOLIO.permits(ev.RoutingAgreed), one_more,
                                                         asks("target", leads_elsewhere),
                                                         asks("limit", limit_in_steps)),
    case(term.EndRouting,         end_routing,           FOLIO.permits(ev.RoutingEnded),
                                                         asks("instruction", is_instruction)),
    case(term.AddFixedCharge,     add_fixed_charge,      FOLIO.permits(ev.FixedChargeAdded),
                                                         asks("net", currency_of_bill)),
    case(term.EndFixedCharge,     end_fixed_charge,      FOLIO.permits(ev.FixedChargeEnded),
                                                         asks("fixed_charge", is_fixed_charge)),
    case(msg.PutOnAccount,        put_on_account,        FOLIO.permits(ev.FolioPutOnAccount),
                                                         something_owed,
                                                         asks("due", due_from_today)),
    case(msg.CloseFolio,          close_folio,           FOLIO.permits(ev.FolioClosed),
                                                         nothing_owed),
    case(msg.ReopenFolio,         reopen_folio,          FOLIO.permits(ev.FolioReopened),
                                                         has_ended),
)
# fmt: on

# These ask the lines they point to, which a stored folio does not carry.
WHOLE = frozenset(
    {
        msg.AdjustCharge,
        msg.ReverseCharge,
        msg.ReverseSource,
        msg.MoveCharge,
        msg.SplitCharge,
        msg.TransferOut,
        pay.PayRefund,
        pay.ReversePayment,
        pay.MovePayment,
        term.DeductCommission,
    }
)

AGGREGATES = (Aggregate("folio", Folio, DECIDE, EVOLVE, index, WHOLE),)

"""Which verbs there are, what each one runs, and who may say it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from axentra_core.hotel import verbs as say
from axentra_core.hotel.accounts import (
    allocate_credit,
    block_account,
    change_account,
    close_account,
    credit_item,
    open_account,
    receive_account_payment,
    refund_account_credit,
    remind_item,
    reverse_account_payment,
    unblock_account,
    write_off_item,
)
from axentra_core.hotel.back_office import (
    change_property,
    dismiss_follow_up,
    open_property,
    retry_follow_up,
)
from axentra_core.hotel.bill import (
    adjust_charge,
    charge_late,
    charge_to_room,
    move_charge,
    post_to_folio,
    reverse_charge,
    split_charge,
    transfer_charge,
)
from axentra_core.hotel.bookings import (
    agree_packages,
    amend_stay,
    assign_room,
    cancel_stay,
    close_group,
    confirm_stay,
    correct_guest,
    grant_exemption,
    join_group,
    mark_no_show,
    open_block,
    open_group,
    pre_check_in,
    reinstate_stay,
    release_block,
    reserve,
    tell_purpose,
    unassign_room,
    withdraw_exemption,
)
from axentra_core.hotel.card_payments import (
    ask_a_person,
    record_chargeback,
    record_chargeback_reversed,
    record_outcome,
    settle_unknown,
    start_operation,
    start_payment,
)
from axentra_core.hotel.cash_desk import (
    add_float,
    close_cashier_shift,
    correct_count,
    drop_cash,
    exchange_cash,
    open_cashier_shift,
    pay_out,
    reverse_cash_entry,
)
from axentra_core.hotel.certificate import CLOSED, OPENED, certify_day
from axentra_core.hotel.channel_updates import (
    begin_full_sync,
    finish_full_sync,
    give_up_message,
    record_answer,
    send_updates,
)
from axentra_core.hotel.channels import (
    begin_checks,
    begin_mapping,
    change_channel_account,
    change_exchange,
    confirm_data,
    finish_mapping,
    go_live,
    note_integration_fee,
    note_support,
    open_connection,
    record_check,
    record_drift,
    replace_connection,
    request_integration,
    resume_connection,
    set_mapping,
    set_prices,
    set_restrictions,
    suspend_connection,
    tick_preparation,
    untick_preparation,
)
from axentra_core.hotel.cut_over import cut_over
from axentra_core.hotel.deposits import (
    apply_deposit,
    keep_deposit,
    move_deposit,
    receive_deposit,
    request_deposit,
    return_deposit,
    take_back_deposit,
    take_deposit,
    withdraw_deposit_request,
)
from axentra_core.hotel.document_corrections import issue_correction, issue_credit_note
from axentra_core.hotel.documents import (
    issue_account_statement,
    issue_advance_invoice,
    issue_document,
)
from axentra_core.hotel.finalised_readings import finalise_readings
from axentra_core.hotel.folios import (
    add_fixed_charge,
    allow_posting,
    close_folio,
    end_fixed_charge,
    forbid_posting,
    name_payee,
    open_house_account,
    open_passer_by,
    put_on_account,
    set_credit_limit,
)
from axentra_core.hotel.front_desk import (
    change_party,
    change_prices,
    check_in,
    check_in_group,
    check_out,
    check_out_group,
    correct_room,
    depart_early,
    extend_stay,
    grant_late_check_out,
    hand_over_room,
    move_room,
    reverse_check_in,
    reverse_check_out,
    share_room,
    shorten_stay,
    swap_rooms,
)
from axentra_core.hotel.guest_services import (
    accept_order,
    cancel_order,
    decline_service,
    deliver_order,
    do_not_disturb,
    make_up_room,
    open_guest_session,
    order_room_service,
)
from axentra_core.hotel.housework import (
    assign_task,
    assign_tasks,
    cancel_task,
    fail_inspection,
    finish_task,
    open_task,
    plan_housekeeping,
    prioritise_task,
    refuse_task,
    skip_task,
    start_task,
    unassign_task,
)
from axentra_core.hotel.lost_and_found import (
    dispose_of_found_item,
    hand_over_found_item,
    register_found_item,
    return_found_item,
)
from axentra_core.hotel.meters import (
    correct_reading,
    install_meter,
    record_reading,
    remove_device,
    replace_device,
    submit_readings,
)
from axentra_core.hotel.night_audit import close_day
from axentra_core.hotel.old_reservations import import_reservation, park_row
from axentra_core.hotel.payment_rules import (
    activate_payment_rule,
    apply_payment_rule,
    archive_payment_rule,
    attach_card,
    cancel_payment,
    cancel_payments_of,
    change_card_facts,
    discard_payment_rule,
    draft_payment_rule,
    replace_payment_rule,
    replan_payments,
    resume_payment,
    review_payment_rule,
    revise_payment_rule,
)
from axentra_core.hotel.planned_money import claim_payment
from axentra_core.hotel.records import BY_KIND
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.registrations import (
    archive_readings,
    handle_in_front_desk,
    invoice_readings,
    leave_front_desk,
    restore_readings,
    review_readings,
    settle_difference,
    settle_in_front_desk,
)
from axentra_core.hotel.reservations_in import (
    carry_out_reservation,
    choose_offer,
    confirm_delivery,
    link_stays,
    receive_reservation,
    record_unreadable,
)
from axentra_core.hotel.room_care import (
    block_room,
    change_block,
    change_linen,
    close_discrepancy,
    end_block,
    mark_room,
    print_sticker,
    report_door,
    report_fault,
    report_occupancy,
    report_sign,
    require_linen,
    revoke_stickers,
)
from axentra_core.hotel.routing import agree_routing, end_routing, refresh_routing
from axentra_core.hotel.settlement import (
    bill_directly,
    move_payment,
    pay_refund,
    reverse_payment,
    take_payment,
    write_off,
)
from axentra_core.hotel.shifts import (
    cancel_shift,
    end_break,
    end_shift,
    plan_shift,
    start_break,
    start_shift,
)
from axentra_core.hotel.tips import add_tip, deduct_commission
from axentra_core.hotel.undelivered import report_undelivered
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation

STAFF, GUEST, SELLERS = frozenset[str](), frozenset({"guest"}), frozenset({"channel", "partner"})
PARTNERS: Final = frozenset({"partner"})
CHANNELS: Final = frozenset({"channel"})
MONEY, FREE = True, False
CERTIFIED = "certify-day:{}"
TO_FIND = "ask-a-person:{}:{}"


@attrs.frozen
class Verb:
    """One row of the workflow.

    Attributes:
        verb: what is asked for.
        run: does it in a unit of work.
        permission: what staff need for it.
        outsiders: kinds of actors who may say it beside staff and the system.
        moves_money: it needs an idempotency key whoever says it.
    """

    verb: type
    run: Callable[[Unit, Any], None]
    permission: str
    outsiders: frozenset[str]
    moves_money: bool

    @property
    def kind(self) -> str | None:
        """Kind of the record that the verb's first field names, or None where it begins one."""
        kind = str(attrs.fields(self.verb)[0].name)
        return kind if kind in BY_KIND else None

    def own_key(self, verb: object) -> str | None:
        """Return the only key under which this is said, where it happens once for good."""
        make = OWN_KEYS.get(self.verb)
        return None if make is None else make(verb)

    def needs_key(self, actor: Actor) -> bool:
        """Return whether a repeated request could do harm without a key."""
        return self.moves_money or actor.kind not in {"staff", "system"}

    def refusal(self, unit: Unit, verb: object) -> RuleViolation | None:
        """Return why this actor may not say this verb."""
        actor = unit.context.actor
        if actor.kind in self.outsiders:
            # A guest acts for the stay their session was opened for, and for no other.
            own = actor.kind != "guest" or getattr(verb, "stay", actor.id) == actor.id
            return None if own else HotelRefusal("hotel.link_refused")
        if actor.kind in {"staff", "system"}:
            return unit.context.refusal_without(self.permission)
        return HotelRefusal("hotel.not_for_outsiders", actor=str(actor), verb=type(verb).__name__)


# A property is opened once, one way or the other.
OPENING: Final = (say.OpenProperty, say.CutOver)

# The certificate of a date finds the commits that opened and closed it by these keys; of what is
# to be found out nobody is told twice.
OWN_KEYS: Final[Mapping[type, Callable[[Any], str]]] = {
    **dict.fromkeys(OPENING, lambda _: OPENED),
    say.CloseDay: lambda verb: CLOSED.format(verb.date),
    say.CertifyDay: lambda verb: CERTIFIED.format(verb.date),
    say.AskAPerson: lambda verb: TO_FIND.format(verb.payment, verb.number),
}

# What comes along with a request and is none of its content: ids of messages, and what a vault
# has given for a card. The same request may come with others.
TRACES: Final[Mapping[type, Mapping[str, object]]] = {
    say.ReceiveReservation: {"message_id": None, "card": None, "is_card_lost": False},
}

# fmt: off
_ROWS = (
    # what is said             who does it            staff need                  others   moves
    Verb(say.OpenProperty,      open_property,        "house.change_property",    STAFF,   FREE),
    Verb(say.CutOver,           cut_over,             "house.change_property",    STAFF,   MONEY),
    Verb(say.ChangeProperty,    change_property,      "house.change_property",    STAFF,   FREE),
    Verb(say.CloseDay,          close_day,            "house.close_day",          STAFF,   MONEY),
    Verb(say.CertifyDay,        certify_day,          "house.close_day",          STAFF,   FREE),
    Verb(say.RetryFollowUp,     retry_follow_up,      "house.retry_follow_up",    STAFF,   MONEY),
    Verb(say.DismissFollowUp,   dismiss_follow_up,    "house.dismiss_follow_up",  STAFF,   FREE),

    Verb(say.Reserve,           reserve,              "stays.reserve",            SELLERS, FREE),
    Verb(say.CorrectGuest,      correct_guest,        "guests.correct",           STAFF,   FREE),
    Verb(say.ConfirmStay,       confirm_stay,         "stays.reserve",            STAFF,   FREE),
    Verb(say.AmendStay,         amend_stay,           "stays.reserve",            STAFF,   FREE),
    Verb(say.AssignRoom,        assign_room,          "stays.reserve",            STAFF,   FREE),
    Verb(say.UnassignRoom,      unassign_room,        "stays.reserve",            STAFF,   FREE),
    Verb(say.PreCheckIn,        pre_check_in,         "stays.reserve",            GUEST,   FREE),
    Verb(say.TellPurpose,       tell_purpose,         "stays.reserve",            STAFF,   FREE),
    Verb(say.AgreePackages,     agree_packages,       "stays.reserve",            STAFF,   FREE),
    Verb(say.GrantExemption,    grant_exemption,      "stays.exempt",             STAFF,   MONEY),
    Verb(say.WithdrawExemption, withdraw_exemption,   "stays.exempt",             STAFF,   MONEY),
    Verb(say.CancelStay,        cancel_stay,          "stays.cancel",             STAFF,   MONEY),
    Verb(say.MarkNoShow,        mark_no_show,         "stays.mark_no_show",       STAFF,   MONEY),
    Verb(say.ReinstateStay,     reinstate_stay,       "stays.reinstate",          STAFF,   MONEY),

    Verb(say.OpenGroup,         open_group,           "groups.manage",            STAFF,   FREE),
    Verb(say.CloseGroup,        close_group,          "groups.manage",            STAFF,   FREE),
    Verb(say.JoinGroup,         join_group,           "groups.manage",            STAFF,   FREE),
    Verb(say.OpenBlock,         open_block,           "groups.manage",            STAFF,   FREE),
    Verb(say.ReleaseBlock,      release_block,        "groups.manage",            STAFF,   FREE),

    Verb(say.CheckIn,           check_in,             "stays.check_in",           STAFF,   FREE),
    Verb(say.ReverseCheckIn,    reverse_check_in,     "stays.check_in",           STAFF,   FREE),
    Verb(say.CheckInGroup,      check_in_group,       "stays.check_in",           STAFF,   FREE),
    Verb(say.MoveRoom,          move_room,            "stays.move",               STAFF,   FREE),
    Verb(say.SwapRooms,         swap_rooms,           "stays.move",               STAFF,   FREE),
    Verb(say.CorrectRoom,       correct_room,         "stays.move",               STAFF,   FREE),
    Verb(say.ShareRoom,         share_room,           "stays.move",               STAFF,   FREE),
    Verb(say.HandOverRoom,      hand_over_room,       "stays.move",               STAFF,   FREE),
    Verb(say.ExtendStay,        extend_stay,          "stays.extend",             STAFF,   FREE),
    Verb(say.ShortenStay,       shorten_stay,         "stays.extend",             STAFF,   MONEY),
    Verb(say.ChangeParty,       change_party,         "stays.extend",             STAFF,   FREE),
    Verb(say.ChangePrices,      change_prices,        "stays.change_prices",      STAFF,   FREE),
    Verb(say.GrantLateCheckOut, grant_late_check_out, "stays.extend",             STAFF,   MONEY),
    Verb(say.CheckOut,          check_out,            "stays.check_out",          STAFF,   FREE),
    Verb(say.DepartEarly,       depart_early,         "stays.check_out",          STAFF,   MONEY),
    Verb(say.ReverseCheckOut,   reverse_check_out,    "stays.check_out",          STAFF,   FREE),
    Verb(say.CheckOutGroup,     check_out_group,      "stays.check_out",          STAFF,   FREE),

    Verb(say.ChargeToRoom,      charge_to_room,       "folio.charge",             STAFF,   MONEY),
    Verb(say.PostToFolio,       post_to_folio,        "folio.charge",             STAFF,   MONEY),
    Verb(say.ChargeLate,        charge_late,          "folio.charge",             STAFF,   MONEY),
    Verb(say.AddTip,            add_tip,              "folio.charge",             STAFF,   MONEY),
    Verb(say.DeductCommission,  deduct_commission,    "folio.adjust_charge",      STAFF,   MONEY),
    Verb(say.AdjustCharge,      adjust_charge,        "folio.adjust_charge",      STAFF,   MONEY),
    Verb(say.ReverseCharge,     reverse_charge,       "folio.reverse_charge",     STAFF,   MONEY),
    Verb(say.MoveCharge,        move_charge,          "folio.divide",             STAFF,   MONEY),
    Verb(say.SplitCharge,       split_charge,         "folio.divide",             STAFF,   MONEY),
    Verb(say.TransferCharge,    transfer_charge,      "folio.divide",             STAFF,   MONEY),
    Verb(say.TakePayment,       take_payment,         "folio.take_payment",       STAFF,   MONEY),
    Verb(say.PayRefund,         pay_refund,           "folio.pay_refund",         STAFF,   MONEY),
    Verb(say.ReversePayment,    reverse_payment,      "folio.reverse_payment",    STAFF,   MONEY),
    Verb(say.MovePayment,       move_payment,         "folio.divide",             STAFF,   MONEY),
    Verb(say.BillDirectly,      bill_directly,        "folio.bill_directly",      STAFF,   MONEY),
    Verb(say.WriteOff,          write_off,            "folio.write_off",          STAFF,   MONEY),

    Verb(say.IssueDocument,     issue_document,       "documents.issue",          STAFF,   MONEY),
    Verb(say.IssueCreditNote,   issue_credit_note,    "documents.credit",         STAFF,   MONEY),
    Verb(say.IssueCorrection,   issue_correction,     "documents.credit",         STAFF,   MONEY),
    Verb(say.IssueAdvanceInvoice, issue_advance_invoice, "documents.issue",       STAFF,   MONEY),
    Verb(say.IssueAccountStatement, issue_account_statement, "documents.issue",   STAFF,   MONEY),

    Verb(say.OpenHouseAccount,  open_house_account,   "folio.open",               STAFF,   FREE),
    Verb(say.OpenPasserBy,      open_passer_by,       "folio.open",               STAFF,   FREE),
    Verb(say.CloseFolio,        close_folio,          "folio.open",               STAFF,   FREE),
    Verb(say.PutOnAccount,      put_on_account,       "stays.check_out_on_account", STAFF, FREE),
    Verb(say.NamePayee,         name_payee,           "folio.divide",             STAFF,   FREE),
    Verb(say.ForbidPosting,     forbid_posting,       "folio.set_limit",          STAFF,   FREE),
    Verb(say.AllowPosting,      allow_posting,        "folio.set_limit",          STAFF,   FREE),
    Verb(say.SetCreditLimit,    set_credit_limit,     "folio.set_limit",          STAFF,   FREE),
    Verb(say.AgreeRouting,      agree_routing,        "folio.route",              STAFF,   FREE),
    Verb(say.EndRouting,        end_routing,          "folio.route",              STAFF,   FREE),
    Verb(say.RefreshRouting,    refresh_routing,      "folio.route",              STAFF,   MONEY),
    Verb(say.AddFixedCharge,    add_fixed_charge,     "folio.charge",             STAFF,   MONEY),
    Verb(say.EndFixedCharge,    end_fixed_charge,     "folio.charge",             STAFF,   FREE),

    Verb(say.StartPayment,      start_payment,        "folio.take_payment",       STAFF,   MONEY),
    Verb(say.StartOperation,    start_operation,      "folio.take_payment",       STAFF,   MONEY),
    Verb(say.RecordOutcome,     record_outcome,       "payments.settle_unknown",  STAFF,   MONEY),
    Verb(say.AskAPerson,        ask_a_person,         "folio.take_payment",       STAFF,   FREE),
    Verb(say.SettleUnknown,     settle_unknown,       "payments.settle_unknown",  STAFF,   MONEY),
    Verb(say.RecordChargeback,  record_chargeback,    "payments.chargeback",      STAFF,   MONEY),
    Verb(say.RecordChargebackReversed, record_chargeback_reversed,
                                                      "payments.chargeback",      STAFF,   MONEY),

    Verb(say.DraftPaymentRule,  draft_payment_rule,   "payment_rules.manage",     STAFF,   FREE),
    Verb(say.RevisePaymentRule, revise_payment_rule,  "payment_rules.manage",     STAFF,   FREE),
    Verb(say.ReviewPaymentRule, review_payment_rule,  "payment_rules.manage",     STAFF,   FREE),
    Verb(say.ActivatePaymentRule, activate_payment_rule, "payment_rules.manage",  STAFF,   FREE),
    Verb(say.ReplacePaymentRule, replace_payment_rule, "payment_rules.manage",    STAFF,   FREE),
    Verb(say.ArchivePaymentRule, archive_payment_rule, "payment_rules.manage",    STAFF,   FREE),
    Verb(say.DiscardPaymentRule, discard_payment_rule, "payment_rules.manage",    STAFF,   FREE),
    Verb(say.CancelPaymentsOf,  cancel_payments_of,   "payment_rules.manage",     STAFF,   FREE),
    Verb(say.AttachCard,        attach_card,          "stays.reserve",            SELLERS, FREE),
    Verb(say.ChangeCardFacts,   change_card_facts,    "stays.reserve",            SELLERS, FREE),
    Verb(say.ApplyPaymentRule,  apply_payment_rule,   "payment_rules.charge",     STAFF,   FREE),
    Verb(say.ReplanPayments,    replan_payments,      "payment_rules.charge",     STAFF,   FREE),
    Verb(say.ClaimPayment,      claim_payment,        "payment_rules.charge",     STAFF,   MONEY),
    Verb(say.ResumePayment,     resume_payment,       "payment_rules.charge",     STAFF,   FREE),
    Verb(say.CancelPayment,     cancel_payment,       "payment_rules.charge",     STAFF,   FREE),

    Verb(say.SetPrices,          set_prices,           "channels.sell",           STAFF,   FREE),
    Verb(say.SetRestrictions,    set_restrictions,     "channels.sell",           STAFF,   FREE),
    Verb(say.OpenConnection,     open_connection,      "channels.connect",        STAFF,   FREE),
    Verb(say.TickPreparation,    tick_preparation,     "channels.connect",        STAFF,   FREE),
    Verb(say.UntickPreparation,  untick_preparation,   "channels.connect",        STAFF,   FREE),
    Verb(say.NoteIntegrationFee, note_integration_fee, "channels.connect",        STAFF,   FREE),
    Verb(say.NoteSupport,        note_support,         "channels.connect",        STAFF,   FREE),
    Verb(say.ChangeExchange,     change_exchange,      "channels.connect",        STAFF,   FREE),
    Verb(say.ChangeChannelAccount, change_channel_account, "channels.connect",    STAFF,   FREE),
    Verb(say.RequestIntegration, request_integration,  "channels.connect",        STAFF,   FREE),
    Verb(say.BeginMapping,       begin_mapping,        "channels.connect",        STAFF,   FREE),
    Verb(say.SetMapping,         set_mapping,          "channels.connect",        STAFF,   FREE),
    Verb(say.FinishMapping,      finish_mapping,       "channels.connect",        STAFF,   FREE),
    Verb(say.BeginChecks,        begin_checks,         "channels.connect",        STAFF,   FREE),
    Verb(say.RecordCheck,        record_check,         "channels.connect",        STAFF,   FREE),
    Verb(say.RecordDrift,        record_drift,         "channels.connect",        STAFF,   FREE),
    Verb(say.BeginFullSync,      begin_full_sync,      "channels.connect",        STAFF,   FREE),
    Verb(say.FinishFullSync,     finish_full_sync,     "channels.connect",        STAFF,   FREE),
    Verb(say.SendUpdates,        send_updates,         "channels.connect",        STAFF,   FREE),
    Verb(say.RecordAnswer,       record_answer,        "channels.connect",        STAFF,   FREE),
    Verb(say.GiveUpMessage,      give_up_message,      "channels.connect",        STAFF,   FREE),
    Verb(say.ConfirmData,        confirm_data,         "channels.confirm",        STAFF,   FREE),
    Verb(say.GoLive,             go_live,              "channels.confirm",        STAFF,   FREE),
    Verb(say.SuspendConnection,  suspend_connection,   "channels.confirm",        STAFF,   FREE),
    Verb(say.ResumeConnection,   resume_connection,    "channels.confirm",        STAFF,   FREE),
    Verb(say.ReplaceConnection,  replace_connection,   "channels.confirm",        STAFF,   FREE),

    Verb(say.ReceiveReservation, receive_reservation,  "channels.receive",        CHANNELS, FREE),
    Verb(say.ConfirmDelivery,    confirm_delivery,     "channels.receive",        CHANNELS, FREE),
    Verb(say.RecordUnreadable,   record_unreadable,    "channels.receive",        CHANNELS, FREE),
    Verb(say.LinkStays,          link_stays,           "channels.receive",        STAFF,   FREE),
    Verb(say.ChooseOffer,        choose_offer,         "channels.receive",        STAFF,   FREE),
    Verb(say.CarryOutReservation, carry_out_reservation, "channels.receive",      STAFF,   FREE),
    Verb(say.ReportUndelivered,  report_undelivered,   "channels.receive",        STAFF,   FREE),
    Verb(say.ImportReservation,  import_reservation,   "channels.import",         STAFF,   FREE),
    Verb(say.ParkRow,            park_row,             "channels.import",         STAFF,   FREE),

    Verb(say.RequestDeposit,    request_deposit,      "folio.take_payment",       STAFF,   FREE),
    Verb(say.TakeDeposit,       take_deposit,         "folio.take_payment",       STAFF,   MONEY),
    Verb(say.ReceiveDeposit,    receive_deposit,      "folio.take_payment",       STAFF,   MONEY),
    Verb(say.WithdrawDepositRequest, withdraw_deposit_request, "folio.take_payment", STAFF, FREE),
    Verb(say.ApplyDeposit,      apply_deposit,        "folio.take_payment",       STAFF,   MONEY),
    Verb(say.TakeBackDeposit,   take_back_deposit,    "folio.reverse_payment",    STAFF,   MONEY),
    Verb(say.KeepDeposit,       keep_deposit,         "deposits.keep",            STAFF,   MONEY),
    Verb(say.ReturnDeposit,     return_deposit,       "folio.pay_refund",         STAFF,   MONEY),
    Verb(say.MoveDeposit,       move_deposit,         "folio.take_payment",       STAFF,   MONEY),

    Verb(say.InstallMeter,      install_meter,        "meters.manage",            STAFF,   FREE),
    Verb(say.ReplaceDevice,     replace_device,       "meters.manage",            STAFF,   FREE),
    Verb(say.RemoveDevice,      remove_device,        "meters.manage",            STAFF,   FREE),
    Verb(say.RecordReading,     record_reading,       "meters.read",              STAFF,   FREE),
    Verb(say.CorrectReading,    correct_reading,      "meters.read",              STAFF,   FREE),
    Verb(say.SubmitReadings,    submit_readings,      "meters.read",              PARTNERS, FREE),
    Verb(say.FinaliseReadings,  finalise_readings,    "meters.read",              PARTNERS, MONEY),
    Verb(say.ReviewReadings,    review_readings,      "meters.settle",            STAFF,   FREE),
    Verb(say.ArchiveReadings,   archive_readings,     "meters.settle",            STAFF,   FREE),
    Verb(say.RestoreReadings,   restore_readings,     "meters.settle",            STAFF,   FREE),
    Verb(say.InvoiceReadings,   invoice_readings,     "meters.settle",            STAFF,   MONEY),
    Verb(say.HandleInFrontDesk, handle_in_front_desk, "meters.settle",            STAFF,   FREE),
    Verb(say.LeaveFrontDesk,    leave_front_desk,     "meters.settle",            STAFF,   FREE),
    Verb(say.SettleInFrontDesk, settle_in_front_desk, "meters.settle",            STAFF,   MONEY),
    Verb(say.SettleDifference,  settle_difference,    "meters.settle",            STAFF,   MONEY),

    Verb(say.OpenCashierShift,  open_cashier_shift,   "cashier.work",             STAFF,   MONEY),
    Verb(say.AddFloat,          add_float,            "cashier.work",             STAFF,   MONEY),
    Verb(say.PayOut,            pay_out,              "cashier.pay_out",          STAFF,   MONEY),
    Verb(say.DropCash,          drop_cash,            "cashier.work",             STAFF,   MONEY),
    Verb(say.ExchangeCash,      exchange_cash,        "cashier.work",             STAFF,   MONEY),
    Verb(say.ReverseCashEntry,  reverse_cash_entry,   "cashier.reverse_entry",    STAFF,   MONEY),
    Verb(say.CloseCashierShift, close_cashier_shift,  "cashier.work",             STAFF,   FREE),
    Verb(say.CorrectCount,      correct_count,        "cashier.correct_count",    STAFF,   FREE),

    Verb(say.OpenAccount,       open_account,         "city_ledger.manage",       STAFF,   FREE),
    Verb(say.ChangeAccount,     change_account,       "city_ledger.manage",       STAFF,   FREE),
    Verb(say.BlockAccount,      block_account,        "city_ledger.manage",       STAFF,   FREE),
    Verb(say.UnblockAccount,    unblock_account,      "city_ledger.manage",       STAFF,   FREE),
    Verb(say.ReceiveAccountPayment, receive_account_payment, "city_ledger.collect", STAFF, MONEY),
    Verb(say.AllocateCredit,    allocate_credit,      "city_ledger.collect",      STAFF,   MONEY),
    Verb(say.ReverseAccountPayment, reverse_account_payment, "city_ledger.correct", STAFF, MONEY),
    Verb(say.CreditItem,        credit_item,          "city_ledger.correct",      STAFF,   MONEY),
    Verb(say.WriteOffItem,      write_off_item,       "city_ledger.write_off",    STAFF,   MONEY),
    Verb(say.RemindItem,        remind_item,          "city_ledger.remind",       STAFF,   FREE),
    Verb(say.RefundAccountCredit, refund_account_credit, "city_ledger.refund",    STAFF,   MONEY),
    Verb(say.CloseAccount,      close_account,        "city_ledger.manage",       STAFF,   FREE),

    Verb(say.OpenGuestSession,  open_guest_session,   "rooms.guest_request",      GUEST,   FREE),
    Verb(say.OrderRoomService,  order_room_service,   "restaurant.take_order",    GUEST,   MONEY),
    Verb(say.DoNotDisturb,      do_not_disturb,       "rooms.guest_request",      GUEST,   FREE),
    Verb(say.MakeUpRoom,        make_up_room,         "rooms.guest_request",      GUEST,   FREE),
    Verb(say.DeclineService,    decline_service,      "rooms.guest_request",      GUEST,   FREE),
    Verb(say.AcceptOrder,       accept_order,         "restaurant.take_order",    STAFF,   FREE),
    Verb(say.DeliverOrder,      deliver_order,        "restaurant.take_order",    STAFF,   FREE),
    Verb(say.CancelOrder,       cancel_order,         "restaurant.cancel_order",  STAFF,   MONEY),

    Verb(say.MarkRoom,          mark_room,            "rooms.mark",               STAFF,   FREE),
    Verb(say.ReportOccupancy,   report_occupancy,     "rooms.report",             STAFF,   FREE),
    Verb(say.ReportDoor,        report_door,          "rooms.report",             STAFF,   FREE),
    Verb(say.ReportSign,        report_sign,          "rooms.report",             STAFF,   FREE),
    Verb(say.CloseDiscrepancy,  close_discrepancy,    "rooms.close_discrepancy",  STAFF,   FREE),
    Verb(say.RequireLinen,      require_linen,        "rooms.mark",               STAFF,   FREE),
    Verb(say.ChangeLinen,       change_linen,         "rooms.mark",               STAFF,   FREE),
    Verb(say.BlockRoom,         block_room,           "rooms.block",              STAFF,   FREE),
    Verb(say.ChangeBlock,       change_block,         "rooms.block",              STAFF,   FREE),
    Verb(say.EndBlock,          end_block,            "rooms.block",              STAFF,   FREE),
    Verb(say.ReportFault,       report_fault,         "rooms.report_fault",       STAFF,   FREE),
    Verb(say.PrintSticker,      print_sticker,        "rooms.stickers",           STAFF,   FREE),
    Verb(say.RevokeStickers,    revoke_stickers,      "rooms.stickers",           STAFF,   FREE),

    Verb(say.PlanHousekeeping,  plan_housekeeping,    "housekeeping.plan",        STAFF,   FREE),
    Verb(say.OpenTask,          open_task,            "housekeeping.plan",        STAFF,   FREE),
    Verb(say.AssignTasks,       assign_tasks,         "housekeeping.plan",        STAFF,   FREE),
    Verb(say.AssignTask,        assign_task,          "housekeeping.plan",        STAFF,   FREE),
    Verb(say.UnassignTask,      unassign_task,        "housekeeping.plan",        STAFF,   FREE),
    Verb(say.PrioritiseTask,    prioritise_task,      "housekeeping.plan",        STAFF,   FREE),
    Verb(say.StartTask,         start_task,           "housekeeping.work",        STAFF,   FREE),
    Verb(say.FinishTask,        finish_task,          "housekeeping.work",        STAFF,   FREE),
    Verb(say.FailInspection,    fail_inspection,      "rooms.inspect",            STAFF,   FREE),
    Verb(say.RefuseTask,        refuse_task,          "housekeeping.work",        STAFF,   FREE),
    Verb(say.SkipTask,          skip_task,            "housekeeping.work",        STAFF,   FREE),
    Verb(say.CancelTask,        cancel_task,          "housekeeping.cancel_task", STAFF,   FREE),
    Verb(say.PlanShift,         plan_shift,           "housekeeping.plan",        STAFF,   FREE),
    Verb(say.CancelShift,       cancel_shift,         "housekeeping.plan",        STAFF,   FREE),
    Verb(say.StartShift,        start_shift,          "housekeeping.work",        STAFF,   FREE),
    Verb(say.StartBreak,        start_break,          "housekeeping.work",        STAFF,   FREE),
    Verb(say.EndBreak,          end_break,            "housekeeping.work",        STAFF,   FREE),
    Verb(say.EndShift,          end_shift,            "housekeeping.work",        STAFF,   FREE),

    Verb(say.RegisterFoundItem, register_found_item,  "housekeeping.lost_and_found", STAFF, FREE),
    Verb(say.ReturnFoundItem,   return_found_item,    "housekeeping.lost_and_found", STAFF, FREE),
    Verb(say.HandOverFoundItem, hand_over_found_item, "housekeeping.lost_and_found", STAFF, FREE),
    Verb(say.DisposeOfFoundItem, dispose_of_found_item, "housekeeping.lost_and_found", STAFF, FREE),
)
# fmt: on

VERBS: Final[Mapping[type, Verb]] = {row.verb: row for row in _ROWS}

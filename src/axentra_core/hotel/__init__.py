"""The workflow: one hotel over one store, where the departments meet."""

from axentra_core.hotel.automatic_payments import AutomaticPayments, Collected
from axentra_core.hotel.boards import Bar, ChartRow, RoomLine, StayLine, TapeChart
from axentra_core.hotel.card_terminal import TERMINAL, CardTerminal, Slip
from axentra_core.hotel.channel_courier import SYNC, Synced
from axentra_core.hotel.channel_intake import ChannelIntake
from axentra_core.hotel.channel_plan import Plan
from axentra_core.hotel.channel_state import InFlight, Look, RefusedRange, SyncState, TargetState
from axentra_core.hotel.channel_sync import ChannelSync, ComparedRates
from axentra_core.hotel.channel_uploads import Uploaded
from axentra_core.hotel.checkout_preview import CheckoutPreview
from axentra_core.hotel.desk import Desk
from axentra_core.hotel.desks.speaker import Done
from axentra_core.hotel.folio_reader import DocumentView
from axentra_core.hotel.hotel import Hotel
from axentra_core.hotel.import_report import (
    ImportProgress,
    ImportReport,
    JudgedRow,
    write_judged,
)
from axentra_core.hotel.meter_boards import (
    ControlReading,
    MeterDifference,
    MeterReceipt,
    MeterStay,
    PreviousUse,
    RegistrationLine,
    RegistrationView,
    UtilityView,
)
from axentra_core.hotel.meter_reader import Notifier
from axentra_core.hotel.money_reader import AccountLine, ShiftLine
from axentra_core.hotel.permissions import STANDARD_PERMISSIONS
from axentra_core.hotel.ports import Clock, Ids, Outside, RandomIds, system_clock
from axentra_core.hotel.property import Property
from axentra_core.hotel.reactions import REACTIONS
from axentra_core.hotel.readers import Reader
from axentra_core.hotel.received import Received
from axentra_core.hotel.records import AGGREGATES, CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.reservation_import import ReservationImport
from axentra_core.hotel.reservation_reach import OutOfReach, ReachReason, write_out_of_reach
from axentra_core.hotel.reservation_reader import ReservationHistory
from axentra_core.hotel.row_standing import RowStanding
from axentra_core.hotel.unit import Reaction, Unit
from axentra_core.hotel.workflow import VERBS, Verb

__all__ = [
    "AGGREGATES",
    "CODEC",
    "REACTIONS",
    "STANDARD_PERMISSIONS",
    "SYNC",
    "TERMINAL",
    "VERBS",
    "AccountLine",
    "AutomaticPayments",
    "Bar",
    "CardTerminal",
    "ChannelIntake",
    "ChannelSync",
    "ChartRow",
    "CheckoutPreview",
    "Clock",
    "Collected",
    "ComparedRates",
    "ControlReading",
    "Desk",
    "DocumentView",
    "Done",
    "Hotel",
    "HotelRefusal",
    "Ids",
    "ImportProgress",
    "ImportReport",
    "InFlight",
    "JudgedRow",
    "Look",
    "MeterDifference",
    "MeterReceipt",
    "MeterStay",
    "Notifier",
    "OutOfReach",
    "Outside",
    "Plan",
    "PreviousUse",
    "Property",
    "RandomIds",
    "ReachReason",
    "Reaction",
    "Reader",
    "Received",
    "RefusedRange",
    "RegistrationLine",
    "RegistrationView",
    "ReservationHistory",
    "ReservationImport",
    "RoomLine",
    "RowStanding",
    "ShiftLine",
    "Slip",
    "StayLine",
    "SyncState",
    "Synced",
    "TapeChart",
    "TargetState",
    "Unit",
    "Uploaded",
    "UtilityView",
    "Verb",
    "system_clock",
    "write_judged",
    "write_out_of_reach",
]

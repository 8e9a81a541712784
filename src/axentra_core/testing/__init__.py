"""Tools for testing hotel rules, adapters and hosts; needs the extra ``testing``."""

try:
    import pytest
except ImportError as _error:
    raise ImportError(
        "axentra_core.testing needs pytest; install it with: pip install 'axentra_core[testing]'"
    ) from _error

# Before its import, or a check that fails would not say what it compared.
pytest.register_assert_rewrite(
    "axentra_core.testing.store_contract",
    "axentra_core.testing.gateway_contract",
    "axentra_core.testing.certification",
    "axentra_core.testing.channel_contract",
    "axentra_core.testing.reservation_contract",
)

from axentra_core.testing.certification import (  # noqa: E402
    CertificationScenarios,
    Line,
    Pms,
    PmsCard,
    PmsReservation,
    PmsRoom,
    PmsStatus,
)
from axentra_core.testing.channel_contract import ChannelContract  # noqa: E402
from axentra_core.testing.channel_simulator import (  # noqa: E402
    LIKE_BOOKING_COM,
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    REJECTING,
    ChannelFault,
    ChannelSimulator,
    ChannelTurn,
    Manner,
    PlatformHotel,
    PlatformSide,
    SimpleDialect,
    SimpleSide,
    turns_by_seed,
)
from axentra_core.testing.doubles import ManualClock, SequentialIds  # noqa: E402
from axentra_core.testing.example import example_property  # noqa: E402
from axentra_core.testing.exploration import (  # noqa: E402
    Budget,
    Counterexample,
    Explored,
    Fault,
    NotRepeatable,
    Ports,
    Worker,
    explore,
)
from axentra_core.testing.faulty_store import Failure, FaultyStore  # noqa: E402
from axentra_core.testing.gateway_contract import GatewayContract  # noqa: E402
from axentra_core.testing.invariants import Watch, check_everything  # noqa: E402
from axentra_core.testing.payments_model import PaymentsModel  # noqa: E402
from axentra_core.testing.reservation_contract import ReservationContract  # noqa: E402
from axentra_core.testing.reservation_source import (  # noqa: E402
    Booking,
    DeliveryTurn,
    Heard,
    HeardReport,
    Held,
    Mishap,
    ReservationSide,
    ReservationSource,
    SimpleReservations,
    SimpleReservationSide,
    guests_by_seed,
    mishaps_by_seed,
)
from axentra_core.testing.scripted_gateway import Reply, ScriptedGateway, Turn  # noqa: E402
from axentra_core.testing.seeded_hotel import seeded_hotel  # noqa: E402
from axentra_core.testing.simulation import Simulation  # noqa: E402
from axentra_core.testing.specification import Given, Then, given  # noqa: E402
from axentra_core.testing.store_contract import StoreContract, a_commit, a_fact  # noqa: E402

__all__ = [
    "LIKE_BOOKING_COM",
    "LIKE_CHANNEX",
    "LIKE_SITEMINDER",
    "REJECTING",
    "Booking",
    "Budget",
    "CertificationScenarios",
    "ChannelContract",
    "ChannelFault",
    "ChannelSimulator",
    "ChannelTurn",
    "Counterexample",
    "DeliveryTurn",
    "Explored",
    "Failure",
    "Fault",
    "FaultyStore",
    "GatewayContract",
    "Given",
    "Heard",
    "HeardReport",
    "Held",
    "Line",
    "Manner",
    "ManualClock",
    "Mishap",
    "NotRepeatable",
    "PaymentsModel",
    "PlatformHotel",
    "PlatformSide",
    "Pms",
    "PmsCard",
    "PmsReservation",
    "PmsRoom",
    "PmsStatus",
    "Ports",
    "Reply",
    "ReservationContract",
    "ReservationSide",
    "ReservationSource",
    "ScriptedGateway",
    "SequentialIds",
    "SimpleDialect",
    "SimpleReservationSide",
    "SimpleReservations",
    "SimpleSide",
    "Simulation",
    "StoreContract",
    "Then",
    "Turn",
    "Watch",
    "Worker",
    "a_commit",
    "a_fact",
    "check_everything",
    "example_property",
    "explore",
    "given",
    "guests_by_seed",
    "mishaps_by_seed",
    "seeded_hotel",
    "turns_by_seed",
]

"""Every order in which workers can act, die and meet faults: a small model of real code."""

from axentra_core.testing.exploration.explorer import explore
from axentra_core.testing.exploration.ports import Ports, Worker
from axentra_core.testing.exploration.programs import NotRepeatable
from axentra_core.testing.exploration.truths import Capture
from axentra_core.testing.exploration.worlds import (
    NETWORK,
    Budget,
    Counterexample,
    End,
    Explored,
    Fault,
    Truth,
)

__all__ = [
    "NETWORK",
    "Budget",
    "Capture",
    "Counterexample",
    "End",
    "Explored",
    "Fault",
    "NotRepeatable",
    "Ports",
    "Truth",
    "Worker",
    "explore",
]

"""Hotel rules as a library: state machines and calculators; storage and transport are ports.

Importing this package loads nothing else. Each domain is its own submodule, loaded when it is
first named: ``axentra_core.folio``, ``axentra_core.rooms`` …; ``axentra_core.hotel`` joins them.
"""

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"
__all__ = ["__version__"]

_SUBMODULES = frozenset(
    {
        "adapters",
        "cashier",
        "channels",
        "city_ledger",
        "codec",
        "deposits",
        "documents",
        "folio",
        "groups",
        "guests",
        "hotel",
        "house",
        "housekeeping",
        "kernel",
        "meters",
        "payment_rules",
        "payments",
        "reports",
        "restaurant",
        "rooms",
        "stays",
        "testing",
        "views",
    }
)


def __getattr__(name: str) -> ModuleType:
    """Load a submodule when it is first named."""
    if name in _SUBMODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the submodules too."""
    return sorted({*globals(), *_SUBMODULES})

"""Hotel rules as a library: state machines and calculators; storage and transport are ports.

Importing this package loads nothing else. Each domain is its own submodule:
``axentra_core.folio``, ``axentra_core.rooms`` …; ``axentra_core.hotel`` joins them.
"""

__version__ = "0.1.0"
__all__ = ["__version__"]

"""The store in memory keeps what every store promises."""

from pathlib import Path

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.store import Store
from axentra_core.testing import StoreContract


class TestMemoryStore(StoreContract):
    """The whole contract, in memory."""

    def make_store(self, tmp_path: Path) -> Store:
        """Return an empty store."""
        return MemoryStore()

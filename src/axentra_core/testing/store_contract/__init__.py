"""What every store promises, as tests: inherit `StoreContract` and make a store.

    class TestMyStore(StoreContract):
        def make_store(self, tmp_path: Path) -> Store:
            return MyStore(tmp_path / "hotel.db")

Each check states one promise of `Store` in its docstring and calls nothing but the six methods,
and ``close`` where a store has one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from axentra_core.kernel.store import Store
from axentra_core.testing.store_contract.reading import ReadingPromises
from axentra_core.testing.store_contract.sharing import SharingPromises
from axentra_core.testing.store_contract.tools import a_commit, a_fact
from axentra_core.testing.store_contract.writing import WritingPromises

__all__ = ["StoreContract", "a_commit", "a_fact"]


class StoreContract(ReadingPromises, WritingPromises, SharingPromises):
    """The promises of a `Store`; an adapter's test class inherits them.

    Attributes:
        threads: whether several threads may share one store.
    """

    threads: ClassVar[bool] = True

    def make_store(self, tmp_path: Path) -> Store:
        """Return an empty store; to be overridden."""
        pytest.fail(f"override make_store to return an empty store in {tmp_path}")

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """Give each check an empty store of its own."""
        store = self.make_store(tmp_path)
        yield store
        if (close := getattr(store, "close", None)) is not None:
            close()

    @pytest.fixture
    def shared(self, store: Store) -> Store:
        """Give a check a store that threads may share."""
        if not self.threads:
            pytest.skip("this store belongs to one thread")
        return store

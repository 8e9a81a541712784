"""Tools for testing hotel rules, adapters and hosts; needs the extra ``testing``."""

from axentra_core.testing.specification import Given, Then, given

__all__ = ["Given", "Then", "given"]

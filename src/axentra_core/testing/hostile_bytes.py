"""Bytes that no reader may trip over, whatever it reads."""

from typing import Final

# What may come back from anywhere: nothing, another protocol, bombs, text that is none.
HOSTILE: Final = {
    "nothing": b"",
    "no-text": b"\xff\xfe\x00\x01",
    "a-page": b"<!DOCTYPE html><html><body>502</body></html>",
    "cut-off": b'<?xml version="1.0"?><a><b>',
    "entities": b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    "a-list": b"[]",
    "a-number": b"1e999",
    "half-an-object": b'{"verdict": "accepted"',
    "deep-lists": b"[" * 100_000,
    "deep-elements": b"<a>" * 100_000,
    "large": b" " * 25_000_000,
}

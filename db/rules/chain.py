"""The hash chain of the journal."""

from __future__ import annotations

from hashlib import sha256

DOMAIN = b"dutydesk/1/journal"
GENESIS = bytes(32)


def link(seq: int, prev: bytes, body: str) -> bytes:
    """SHA-256(domain ‖ seq ‖ prev ‖ SHA-256(body)): the hash of one journal entry, 32 bytes."""
    return sha256(DOMAIN + seq.to_bytes(8, "big") + prev + sha256(body.encode()).digest()).digest()

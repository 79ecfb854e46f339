"""What a signature covers, and the short code a person can compare."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DOMAIN = "dutydesk/1/signature"


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything one signature says; its bytes are what Ed25519 signs."""

    site: str
    record: str
    version: int
    role: str
    officer: int
    key: int
    meaning: str
    at: int
    digest: str
    head: str
    over: str

    def to_bytes(self) -> bytes:
        """Canonical UTF-8 JSON of domain and fields in order."""
        values = [getattr(self, name) for name in self.__slots__]
        return json.dumps([DOMAIN, *values], ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(text: str) -> str:
    """SHA-256 of a frozen text, in hex."""
    return sha256(text.encode()).hexdigest()


def short_code(digest: str) -> str:
    """Eight characters of the digest for people, as `7K4M-QX2P` (40 bits, Crockford base 32)."""
    bits = int(digest[:10], 16)
    chars = [_CROCKFORD[(bits >> (35 - 5 * i)) & 31] for i in range(8)]
    return "".join(chars[:4]) + "-" + "".join(chars[4:])

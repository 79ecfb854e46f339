"""Signing keys: Ed25519, wrapped under the PIN and a pepper that is never in the database or its backup."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path

from db import journal
from db.rules.words import Refused, _

if TYPE_CHECKING:
    # Imported where it is used: nobody has typed a PIN when the first screen is painted.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MEMORY_KIB, _PASSES = 19 * 1024, 2


class WrongPin(Refused):
    """The PIN does not open the key."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key as it is stored: public half in hex, private half sealed."""

    public: str
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Signer:
    """An officer who has just proved the PIN; opens nothing but this one signature's doors."""

    officer_id: int
    key_id: int
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> str:
        """Signature over the message, 128 hex digits."""
        return self.private.sign(message).hex()


def pepper_path(site: str) -> Path:
    """Where this site's pepper lies: beside the configuration, never beside the data."""
    return user_config_path("dutydesk") / f"{site}.pepper"


def make_pepper(site: str) -> None:
    """Write a new pepper (32 bytes, mode 0600) unless there is one."""
    file = pepper_path(site)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(journal.random_bytes(32))
        os.fsync(stream.fileno())


def read_pepper(site: str) -> bytes:
    """This site's pepper; lost, every officer must choose a new PIN."""
    try:
        return pepper_path(site).read_bytes()
    except OSError:
        raise Refused(
            _("The pepper file {path} is missing: restore it, or let every officer choose a new PIN."),
            path=pepper_path(site),
        ) from None


def _stretch(pin: str, salt: bytes, pepper: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=1, memory_cost=_MEMORY_KIB, secret=pepper)
    return kdf.derive(pin.encode())


def _about(officer: int, public: str) -> bytes:
    return f"{officer}:{public}".encode()


def make_key(officer: int, pin: str, pepper: bytes) -> tuple[Wrapped, Ed25519PrivateKey]:
    """A new key of an officer, sealed under the PIN, and its open private half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    private = Ed25519PrivateKey.from_private_bytes(journal.random_bytes(32))
    public = private.public_key().public_bytes_raw().hex()
    salt, nonce = journal.random_bytes(16), journal.random_bytes(12)
    box = ChaCha20Poly1305(_stretch(pin, salt, pepper))
    sealed = box.encrypt(nonce, private.private_bytes_raw(), _about(officer, public))
    return Wrapped(public, salt, nonce, sealed), private


def open_key(officer: int, wrapped: Wrapped, pin: str, pepper: bytes) -> Ed25519PrivateKey:
    """The private half; `WrongPin` where PIN, pepper or officer is not the one it was sealed for."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    box = ChaCha20Poly1305(_stretch(pin, wrapped.salt, pepper))
    try:
        raw = box.decrypt(wrapped.nonce, wrapped.sealed, _about(officer, wrapped.public))
    except InvalidTag:
        raise WrongPin(_("Wrong staff number or PIN. Please type the PIN again.")) from None
    return Ed25519PrivateKey.from_private_bytes(raw)


def waste_a_guess(pin: str) -> None:
    """Do for an unknown number the work a known one costs, so that the time tells nothing."""
    _stretch(pin, b"\0" * 16, b"\0" * 32)


def new_code() -> str:
    """Six digits nobody can foresee: a one-time code is typed where a PIN is."""
    return f"{int.from_bytes(journal.random_bytes(16)) % 1_000_000:06}"


def seal_code(code: str, pepper: bytes) -> tuple[bytes, bytes]:
    """Salt and stretched code: what is stored of a one-time code."""
    salt = journal.random_bytes(16)
    return salt, _stretch(code, salt, pepper)


def check_code(typed: str, salt: bytes, sealed: bytes, pepper: bytes) -> None:
    """`WrongPin` where what was typed is not the one-time code that was sealed."""
    if not hmac.compare_digest(_stretch(typed, salt, pepper), sealed):
        raise WrongPin(_("Wrong staff number or PIN. Please type the PIN again."))


def verifies(public: str, message: bytes, value: str) -> bool:
    """Whether a signature is this key's over this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(value), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def commitment(salt: bytes, *private: str) -> str:
    """HMAC-SHA256 over private fields: what the journal knows of a person of the public, in hex."""
    return hmac.digest(salt, "\x1f".join(private).encode(), "sha256").hex()

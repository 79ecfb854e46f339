"""Signing keys: Ed25519, wrapped under the PIN and a pepper; all that ever needs `cryptography` stands here."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, Protocol

from db.rules.words import Refused, _

if TYPE_CHECKING:
    # Imported where it is used: the process of a screen never loads it (`key_process`).
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MEMORY_KIB, _PASSES = 19 * 1024, 2
#: How long a proved PIN may wait for its act, in seconds: a door's ten, and a question on the screen.
SIGNER_LASTS = 60


class WrongPin(Refused):
    """The PIN does not open the key."""

    def __init__(self) -> None:
        super().__init__(_("Wrong staff number or PIN. Please type the PIN again."))


class Wrapped(NamedTuple):
    """A key as it is stored: public half in hex, private half sealed."""

    public: str
    salt: bytes
    nonce: bytes
    sealed: bytes


class Key(Protocol):
    """A private key that is open, here or in a process of its own."""

    def sign(self, message: bytes) -> str:
        """Signature over the message, 128 hex digits."""


class OpenKey:
    """A private key open in this process."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    def sign(self, message: bytes) -> str:
        """Signature over the message, 128 hex digits."""
        return self._private.sign(message).hex()


class Act(NamedTuple):
    """What a PIN is typed for: a door by its kind, and the record it is about (the first things it is given)."""

    kind: str
    about: tuple[object, ...]


class Signer:
    """An officer who has just proved the PIN: good for the signatures of one act, and not for long (`signers`)."""

    # No dataclass: the process of a key imports this too, and `dataclasses` brings a dozen modules along.
    __slots__ = ("act", "key", "key_id", "officer_id", "proved_at")

    def __init__(self, officer_id: int, key_id: int, key: Key | None, act: Act | None = None) -> None:
        self.officer_id, self.key_id = officer_id, key_id
        self.key = key  #: None once it has signed: the private half is let go with it.
        self.act = act  #: None where the PIN only shows who is there: it signs nothing.
        self.proved_at = monotonic()

    def sign(self, message: bytes) -> str:
        """Signature over the message, 128 hex digits."""
        self.check()
        assert self.key is not None
        return self.key.sign(message)

    def check(self) -> None:
        """Refuse what has signed already."""
        if self.key is None:
            raise Refused(_("This PIN has signed already: type it again for the next signature."))

    def check_act(self, kind: str, given: Sequence[object]) -> None:
        """Refuse a PIN that was typed for another act, or for the same one on another record."""
        if self.act is None or (kind, tuple(given[: len(self.act.about)])) != self.act:
            raise Refused(_("This PIN was typed for something else: type it again for this."))

    def check_fresh(self) -> None:
        """Refuse a PIN that was typed too long ago; measured on a clock that nobody sets."""
        if monotonic() - self.proved_at > SIGNER_LASTS:
            raise Refused(_("This PIN was typed more than {n} s ago: type it again."), n=SIGNER_LASTS)

    def spend(self) -> None:
        """Let the key go: its act is done."""
        self.key = None


def _stretch(pin: str, salt: bytes, pepper: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=1, memory_cost=_MEMORY_KIB, secret=pepper)
    return kdf.derive(pin.encode())


def _about(officer: int, public: str) -> bytes:
    return f"{officer}:{public}".encode()


def make_key(
    officer: int, pin: str, pepper: bytes, draw: Callable[[int], bytes] = os.urandom
) -> tuple[Wrapped, OpenKey]:
    """A new key of an officer, sealed under the PIN, and its open private half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    private = Ed25519PrivateKey.from_private_bytes(draw(32))
    public = private.public_key().public_bytes_raw().hex()
    salt, nonce = draw(16), draw(12)
    box = ChaCha20Poly1305(_stretch(pin, salt, pepper))
    sealed = box.encrypt(nonce, private.private_bytes_raw(), _about(officer, public))
    return Wrapped(public, salt, nonce, sealed), OpenKey(private)


def open_key(officer: int, wrapped: Wrapped, pin: str, pepper: bytes) -> OpenKey:
    """The private half; `WrongPin` where PIN, pepper or officer is not the one it was sealed for."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    box = ChaCha20Poly1305(_stretch(pin, wrapped.salt, pepper))
    try:
        raw = box.decrypt(wrapped.nonce, wrapped.sealed, _about(officer, wrapped.public))
    except InvalidTag:
        raise WrongPin from None
    return OpenKey(Ed25519PrivateKey.from_private_bytes(raw))


def waste_a_guess(pin: str) -> None:
    """Do for an unknown number the work a known one costs, so that the time tells nothing."""
    _stretch(pin, b"\0" * 16, b"\0" * 32)


def new_code() -> str:
    """Six digits nobody can foresee: a one-time code is typed where a PIN is."""
    return f"{int.from_bytes(os.urandom(16)) % 1_000_000:06}"


def seal_code(code: str, pepper: bytes) -> tuple[bytes, bytes]:
    """Salt and stretched code: what is stored of a one-time code."""
    salt = os.urandom(16)
    return salt, _stretch(code, salt, pepper)


def check_code(typed: str, salt: bytes, sealed: bytes, pepper: bytes) -> None:
    """`WrongPin` where what was typed is not the one-time code that was sealed."""
    import hmac

    if not hmac.compare_digest(_stretch(typed, salt, pepper), sealed):
        raise WrongPin


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
    import hmac  # hashlib behind it is nothing the process of a key needs

    return hmac.digest(salt, "\x1f".join(private).encode(), "sha256").hex()

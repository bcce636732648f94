"""Writing values down in one way only, and hashing them so that nobody who guesses can try the guess."""

import json
from hashlib import sha256
from secrets import token_hex
from typing import Any

SALT_BYTES = 32


def new_salt() -> str:
    """A random salt, in hexadecimal."""
    return token_hex(SALT_BYTES)


def canonical(content: dict[str, Any]) -> bytes:
    """The one way of writing `content` down."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of_text(salt: str, text: str) -> str:
    """The hash of one text with its salt."""
    return sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def columns_of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """These columns of a row, by name."""
    return {name: getattr(row, name) for name in names}

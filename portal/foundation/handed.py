"""What is handed down at start: a lower room says what it needs, and of which type; `app` gives it."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from flask import Flask, current_app

T = TypeVar("T")


@dataclass(frozen=True)
class Given:
    """What a room above gives to one below it."""

    to: "Handed[Any]"
    value: Any

    def hand(self, app: Flask) -> None:
        self.to.hand(app, self.value)


class Handed(Generic[T]):
    """A place that is filled once for each application. Calling it gives what lies there, within the application.

    Raises `KeyError` with its name while nobody has filled it.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"what is handed down as {self.name}"

    def __call__(self) -> T:
        return self.of(current_app)

    def by(self, value: T) -> Given:
        """For the face of a room that fills it."""
        return Given(self, value)

    def hand(self, app: Flask, value: T) -> None:
        cast(dict[object, object], app.extensions)[self] = value

    def of(self, app: Flask) -> T:
        return cast(dict[object, T], app.extensions)[self]

    def known(self) -> T | None:
        """The same, or nothing where nobody has filled it."""
        return cast(dict[object, T], current_app.extensions).get(self)

    def take(self, app: Flask) -> T | None:
        """Empty the place, and give back what lay there."""
        return cast(dict[object, T], app.extensions).pop(self, None)

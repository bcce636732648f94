"""Why a file is not taken, as one word that travels between two processes."""

BOMB = "bomb"  # unpacks to more than anybody writes
DAMAGED = "damaged"
LOCKED = "locked"  # asks for a password
MACROS = "macros"
OTHER_KIND = "other_kind"  # a package, but not of the kind it says
TOO_LONG = "too_long"  # on one side, beside the other
TOO_MANY_PIXELS = "too_many_pixels"


class Unreadable(Exception):
    """The file is not taken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

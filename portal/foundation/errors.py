"""The ways in which the portal says no. HTML, JSON and the command line each translate them once."""


class PortalError(Exception):
    status = 500


class NotSignedIn(PortalError):
    """Only someone known may do this; a page then offers to sign in."""

    status = 401


class NotAllowed(PortalError):
    """This person may not do this here, or not now."""

    status = 403

    def __init__(self, permission: str) -> None:
        super().__init__(f"not allowed: {permission}")
        self.permission = permission


class Conflict(PortalError):
    """Someone else changed the same thing first. `thing` is what, where a page can show how it stands now."""

    status = 409

    def __init__(self, message: str = "", thing: object = None) -> None:
        super().__init__(message)
        self.thing = thing


class Refused(PortalError):
    """The rules of the process say no; `reasons` can be shown to the person as they are."""

    status = 422

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = tuple(str(reason) for reason in reasons)


class Doubtful(Refused):
    """It may be right, but does not look so: the person is asked, and may say that it is."""


class SavedBefore(PortalError):
    """The same form, or the same thing, came before with other words; `path` is where these stand."""

    status = 422

    def __init__(self, reason: str, path: str) -> None:
        super().__init__(reason)
        self.reasons, self.path = (str(reason),), path

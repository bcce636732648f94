"""Those who walk the line, each at a browser of their own."""

import os
from dataclasses import dataclass, field

from portal.commands.set_up import PASSWORD_VARIABLE
from tests.browser.reading import Reader

PASSWORD = "en-lang-tur-ved-vandet"


@dataclass
class Town:
    """A new municipality: its portal, and the people who come by. `sit_down` opens a browser."""

    portal: object
    sit_down: object
    _readers: dict[str, Reader] = field(default_factory=dict)

    def found(self) -> None:
        """What whoever holds the server does once, at the command line."""
        os.environ[PASSWORD_VARIABLE] = PASSWORD
        try:
            told = self.portal.app.test_cli_runner().invoke(
                args=["set-up", "--municipality", "Fjordby Kommune", "--name", "Finn Dal", "--email", address("finn")]
            )
        finally:
            del os.environ[PASSWORD_VARIABLE]
        assert told.exit_code == 0, told.output
        self.portal.drain()

    def reader(self, who: str) -> Reader:
        """The browser of this person; nobody is signed in at first."""
        if who not in self._readers:
            self._readers[who] = self.sit_down()
        return self._readers[who]

    def signed_in(self, who: str) -> Reader:
        """This person, signed in; whoever is so already, as after a first password, is sent on."""
        reader = self.reader(who).open("/log-ind")
        if reader.path == "/log-ind":
            reader.write(email=address(who), password=PASSWORD).press("Log ind")
        return reader

    def letter(self, who: str, begins: str = "/") -> str:
        """The path of the link in the newest letter to somebody, when the worker has been by."""
        self.portal.drain()
        return self.portal.letters.last_path_to(address(who), begins)

    def letter_of_tomorrow(self, who: str) -> str:
        """The same when the night has gone: nobody gets two letters on one day."""
        self.portal.sleep()
        return self.letter(who)


def address(who: str) -> str:
    return f"{who}@example.dk"

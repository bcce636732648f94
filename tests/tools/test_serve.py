"""Before anything is set up, `make run` says when it could not be served."""

import socket

import pytest

from tools.console import Problem
from tools.serve import HOST, require_free, wanted_port


def test_a_taken_port_is_said_with_another_to_choose() -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem, match=rf"Port {port} is taken.*PORT=\d+"):
            require_free(port)


def test_a_free_port_is_fine() -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        port = other.getsockname()[1]
    require_free(port)


@pytest.mark.parametrize("text", ["", "web", "0", "65536", "-1"])
def test_what_is_no_port_is_said(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Problem, match="not a port number"):
        wanted_port()

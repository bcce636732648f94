"""Web server and worker side by side: started together, and both stopped when told so or when either one ends."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from types import FrameType

from tools import packages
from tools.console import ROOT, Problem, say

HOST = "127.0.0.1"
PATIENCE = 10  # seconds a process has to finish before it is ended by force
HIGHEST_PORT = 65535


def wanted_port() -> int:
    """The port from the environment (`make run PORT=8001`)."""
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        raise Problem(f"PORT={text} is not a port number. Choose one, for example: make run PORT=8001")
    return int(text)


def require_free(port: int) -> None:
    """Say so now, before anything is set up, when another program has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as refused:
            raise Problem(
                f"Port {port} may not be used by this account. Choose a higher one: make run PORT=8000"
            ) from refused
        except OSError as taken:
            other = port + 1 if port < HIGHEST_PORT else 8000
            raise Problem(
                f"Port {port} is taken by another program. Stop it, or choose another port: make run PORT={other}"
            ) from taken


def serve(port: int, environment: Mapping[str, str]) -> int:
    """Run until Ctrl-C, a TERM or the end of either process; 0 only when the person stopped it."""
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    processes = {name: _start(command, environment) for name, command in commands(port).items()}
    announced = False
    while not told and all(process.poll() is None for process in processes.values()):
        if not announced and _answers(port):
            announced = True
            say(f"\nThe portal is at http://{HOST}:{port} (demo people and passwords: README). Stop it with Ctrl-C.\n")
        time.sleep(0.2)
    ended = [f"{name} (exit code {end.returncode})" for name, end in processes.items() if end.poll() is not None]
    if not told:
        say(f"Ended by itself: {', '.join(ended)}. Stopping.")
    _stop(list(processes.values()))
    if told:
        say("Stopped.")
    return 0 if told else 1


def commands(port: int) -> dict[str, list[str]]:
    """What runs beside each other: the web server, and the worker."""
    web = [packages.program("gunicorn"), "--worker-class=gthread", "--workers=2", "--threads=4"]
    web += [f"--bind={HOST}:{port}", "--no-control-socket", "--log-level=warning", "wsgi:app"]
    worker = [packages.program("flask"), "--app", "wsgi", "worker"]
    return {"web server": web, "worker": worker}


def _start(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # In its own group: Ctrl-C reaches us alone, and we end the two in order
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0

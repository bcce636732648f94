"""A small load: a few connections that are kept open, each asking again as soon as it is answered."""

import socket
import threading
import time
from dataclasses import dataclass

CONNECTIONS = 4


@dataclass(frozen=True)
class Rate:
    """Answers a second, and the size of one in bytes."""

    per_second: float
    size: int
    answers: int


def measure(port: int, path: str, seconds: float, cookie: str = "") -> Rate:
    """Ask for `path` on this machine for some seconds. Raises `RuntimeError` when an answer is not 200."""
    counts, sizes, faults = [], [], []
    until = time.perf_counter() + seconds

    def ask() -> None:
        try:
            count, size = _ask(port, path, until, cookie)
            counts.append(count)
            sizes.append(size)
        except (OSError, ValueError) as error:
            faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{path}: {faults[0]}")
    return Rate(sum(counts) / seconds, sizes[0], sum(counts))


def _ask(port: int, path: str, until: float, cookie: str) -> tuple[int, int]:
    asked = {"Host": f"127.0.0.1:{port}", "Connection": "keep-alive", "Accept-Encoding": "gzip", "Cookie": cookie}
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items() if value), "", ""]
    request = "\r\n".join(lines).encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        reader, count, size = connection.makefile("rb"), 0, 0
        while time.perf_counter() < until:
            connection.sendall(request)
            size = _read_answer(reader, path)
            count += 1
    return count, size


def _read_answer(reader, path: str) -> int:
    status = reader.readline()
    if b" 200 " not in status:
        raise ValueError(f"{path} answered {status!r}")
    length = 0
    while (line := reader.readline()) not in {b"\r\n", b""}:
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    reader.read(length)
    return length

"""Asks /readyz every few milliseconds, from its own process: how long the slowest answer took is how long the
server was frozen for everybody else."""

import multiprocessing
import socket
import time

INTERVAL_S = 0.003
CONNECTIONS = 4  # in turn: a server may share its connections out among loops, of which one may be frozen
GIVE_UP_S = 60.0
REQUEST = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def ask(connection):
    """Sends one request and reads its answer whole. Raises OSError when the connection ended."""
    connection.sendall(REQUEST)
    answer = b""
    while b"\r\n\r\n" not in answer:
        part = connection.recv(4096)
        if not part:
            raise ConnectionError("closed")
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
    while len(body) < length:
        body += connection.recv(4096)
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:40])


def watch(port, stop, result):
    times, failures, connections = [], 0, [None] * CONNECTIONS
    while not stop.is_set():
        turn = len(times) % CONNECTIONS
        began = time.perf_counter()
        try:
            connections[turn] = connections[turn] or socket.create_connection(("127.0.0.1", port), GIVE_UP_S)
            ask(connections[turn])
        except OSError:
            failures += 1
            if connections[turn]:
                connections[turn].close()
            connections[turn] = None
        times.append(time.perf_counter() - began)
        stop.wait(INTERVAL_S)
    times.sort()
    result.send({"probes": len(times), "failures": failures, "slowest_ms": round(times[-1] * 1000, 1) if times else 0.0,
                 "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 1) if times else 0.0})


class Prober:
    def __init__(self, port):
        self.stop_event = multiprocessing.Event()
        self.receiver, sender = multiprocessing.Pipe(duplex=False)
        self.process = multiprocessing.Process(target=watch, args=(port, self.stop_event, sender), daemon=True)
        self.process.start()

    def stop(self):
        self.stop_event.set()
        try:
            if self.receiver.poll(GIVE_UP_S + 5):
                return self.receiver.recv()
        except EOFError:
            pass
        finally:
            self.process.kill()
            self.process.join()
        return {"probes": 0, "failures": 1, "slowest_ms": GIVE_UP_S * 1000, "p99_ms": GIVE_UP_S * 1000}

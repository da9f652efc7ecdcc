#!/usr/bin/env python3
"""How soon `wxnotice serve` is ready, what it weighs idle, and how long an account takes to make.

Usage: tools/bench/start.py WXNOTICE. Bounds: ready within 30 ms, 16 MB resident, an account within 1 ms. Exits 1 when a
median is over its bound.
"""

import http.client
import json
import statistics
import subprocess
import sys
import time

RUNS = 21


def start(binary):
    began = time.perf_counter()
    server = subprocess.Popen([binary, "serve", "--port", "0", "--log-level", "off"], stdout=subprocess.PIPE, text=True)
    ready = json.loads(server.stdout.readline())
    took = (time.perf_counter() - began) * 1000
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024
    return server, ready, took, resident


def accounts(url):
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    times = []
    for _ in range(500):
        began = time.perf_counter()
        connection.request("POST", "/__admin/sandboxes", "{}")
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 201
    return statistics.median(times)


def main():
    ready_ms, resident_mb, account_ms = [], [], 0.0
    for run in range(RUNS):
        server, ready, took, resident = start(sys.argv[1])
        ready_ms.append(took)
        resident_mb.append(resident)
        if run == RUNS - 1:
            account_ms = accounts(ready["url"])
        server.terminate()
        server.wait()
    rows = [("ready, ms", statistics.median(ready_ms), 30), ("resident idle, MB", statistics.median(resident_mb), 16),
            ("an account, ms, round trip included", account_ms, 1)]
    for name, value, bound in rows:
        print(f"{name:38} median {value:8.2f}   bound {bound}")
    return int(any(value > bound for _, value, bound in rows))


if __name__ == "__main__":
    sys.exit(main())

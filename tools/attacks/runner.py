"""Runs one attack after the other, each against a fresh server, and judges what happened to it."""

import dataclasses
import random
import threading
import time
import traceback

from attacks.prober import Prober
from attacks.server import Server
from attacks.wire import Client, Gone

FROZEN_MS = 1000.0
MOST_TOLD = 40  # failed checks of one attack that are told; all are counted
ATTACKS = []  # in the order in which they run


@dataclasses.dataclass
class Attack:
    name: str
    about: str
    run: callable
    flags: tuple = ()
    server: bool = True
    may_slow: bool = False


def attack(name, about, **more):
    """Registers `function(context)` as an attack."""
    def register(function):
        ATTACKS.append(Attack(name, about, function, **more))
        return function
    return register


class Context:
    """One run of one attack. What an attack uses: the server, how hard to attack, and where to put what it saw."""

    def __init__(self, options, server):
        self.binary, self.server, self.short = options.binary, server, options.short
        self.seconds = options.seconds
        self.seed = options.seed
        self.random = random.Random(options.seed)
        self.requests, self.failures, self.problems, self.notes = 0, 0, [], []
        self.lock = threading.Lock()

    @property
    def port(self):
        return self.server.port

    def client(self):
        return Client(self.port)

    def scale(self, full, short):
        return short if self.short else full

    def count(self, number=1):
        with self.lock:
            self.requests += number

    def problem(self, text):
        """A check that failed."""
        with self.lock:
            self.failures += 1
            if len(self.problems) < MOST_TOLD:
                self.problems.append(text)

    def note(self, text):
        """A figure for the report."""
        with self.lock:
            self.notes.append(text)

    def call(self, client, method, path, body=None, headers=None):
        """A call that may be refused but never break the server: 500 is a problem."""
        self.count()
        status, answer = client.call(method, path, body, headers)
        if status == 500:
            self.problem(f"{method} {path[:80]} answers 500: {answer[:200]!r}")
        return status, answer

    def timed(self, what, client, method, path, body=None):
        began = time.perf_counter()
        status, answer = self.call(client, method, path, body)
        self.note(f"{what}: {status}, {len(answer):,} bytes, {(time.perf_counter() - began) * 1000:,.0f} ms")
        return status, answer

    def check(self, holds, text):
        if not holds:
            self.problem(text)


def perform(context, chosen):
    """The attack itself. An attack whose calls find no server has failed."""
    try:
        chosen.run(context)
    except Gone as error:
        context.problem(f"no answer: {error}")
    except Exception:  # pylint: disable=broad-except  # of the attack: told, and the others go on
        context.problem("the attack broke off: " + traceback.format_exc(limit=-2))


def answers(server):
    """Whether the server still answers a call that is none of the prober's."""
    try:
        return Client(server.port, timeout_s=60).call("GET", "/livez")[0] == 200
    except Gone:
        return False


def judge(context, chosen, row, end_s):
    server = context.server
    alive = server.alive()
    if alive and not answers(server):
        context.problem("the server does not answer afterwards")
    code = server.stop(end_s)
    if code is None:
        context.problem(f"the server did not end within {end_s} s of SIGTERM")
    elif not alive or code != 0:
        row["crashes"] = 1
        context.problem(f"the server ended with exit code {code}: {server.last_words()}")
    if row["slowest_ms"] > FROZEN_MS and not context.short and not chosen.may_slow:
        context.problem(f"frozen: /readyz took {row['slowest_ms']:,.0f} ms")


def run_attack(options, chosen):
    row = {"name": chosen.name, "crashes": 0, "slowest_ms": 0.0, "p99_ms": 0.0, "rss_before": 0.0, "rss_after": 0.0, "peak": 0.0}
    began = time.monotonic()
    if chosen.server:
        with Server(options.binary, *chosen.flags) as server:
            context = Context(options, server)
            row["rss_before"] = server.memory()[0]
            prober = Prober(server.port)
            perform(context, chosen)
            row["rss_after"], row["peak"] = server.memory()
            row.update(prober.stop())
            judge(context, chosen, row, 60 if options.short else 20)
    else:
        context = Context(options, None)
        perform(context, chosen)
    row.update(requests=context.requests, problems=context.problems, failures=context.failures, notes=context.notes, seconds=round(time.monotonic() - began, 1))
    return row

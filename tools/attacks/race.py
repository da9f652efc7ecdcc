"""Many threads that create, delete, restore, reset, send to and read the same few accounts."""

import json
import random
import threading
import time

from attacks.runner import attack
from attacks.wire import Gone, together

APPIDS = [f"wx-race-{number}" for number in range(6)]
SCOPES = ["journal", "messages", "state", "faults", "clock", "all"]
CLOCKS = [{"action": "advance", "by": "1h"}, {"action": "freeze"}, {"action": "reset"}, {"action": "scale", "rate": 60},
          {"action": "set", "now": "2018-02-02T12:00:00+08:00"}]
LISTS = ["requests?limit=5", "messages?limit=5", "form-ids?limit=5", "users?limit=5", "tokens", "quota", "faults", "violations",
         "templates", "client-report", "clock", "messages/latest", "requests.ndjson?x"]


class Racer:
    """One thread's calls."""

    def __init__(self, context, number):
        self.context, self.client = context, context.client()
        self.random = random.Random(f"{context.seed}/{number}")
        self.saved = None

    def call(self, method, path, body=None):
        return self.context.call(self.client, method, path, body)

    def create(self, appid):
        status, answer = self.call("POST", "/__admin/sandboxes", {"appid": appid, "secret": "s" * 32})
        self.context.check(status in (201, 409), f"creating answers {status}: {answer[:200]!r}")

    def delete(self, appid):
        status, answer = self.call("DELETE", f"/__admin/sandboxes/{appid}")
        self.context.check(status in (204, 404), f"deleting answers {status}: {answer[:200]!r}")

    def save(self, appid):
        status, answer = self.call("GET", f"/__admin/snapshot?appid={appid}")
        if status == 200:
            self.saved = answer

    def restore(self, _):
        if self.saved:
            status, answer = self.call("PUT", "/__admin/snapshot", self.saved)
            self.context.check(status == 200, f"restoring what was saved answers {status}: {answer[:200]!r}")

    def reset(self, appid):
        self.call("POST", "/__admin/reset", {"scope": self.random.choice(SCOPES), "appid": appid})

    def send(self, appid):
        self.context.count(3)
        token = self.client.token(appid, "s" * 32)
        if token:
            self.client.send(token, self.client.template(token), value="某值" * 20)

    def mint(self, appid):
        self.call("POST", "/__admin/form-ids", {"openid": "oUser1", "count": self.random.randint(1, 20), "appid": appid})

    def read(self, appid):
        path = self.random.choice(LISTS)
        self.call("GET", f"/__admin/{path}{'&' if '?' in path else '?'}appid={appid}")

    def clock(self, appid):
        self.call("PUT", "/__admin/clock", {**self.random.choice(CLOCKS), "appid": appid})

    def fault(self, appid):
        self.call("POST", "/__admin/faults", {"match": {"api": "send"}, "effect": {"errcode": -1}, "times": 2, "appid": appid})

    def everything(self, _):
        self.call("GET", self.random.choice(["/__admin/sandboxes", "/metrics", "/__admin/snapshot"]))

    def run(self, number, until):
        work = [(self.create, 4), (self.delete, 4), (self.save, 2), (self.restore, 4), (self.reset, 2), (self.send, 4), (self.mint, 2), (self.read, 4),
                (self.clock, 1), (self.fault, 1), (self.everything, 1)]
        if number % 2:  # every other thread only takes one account away from the others and brings it back
            work = [(self.create, 1), (self.delete, 4), (self.save, 1), (self.restore, 4), (self.send, 1)]
        steps, weights = zip(*work)
        while time.monotonic() < until and self.context.server.alive():
            self.random.choices(steps, weights)[0](APPIDS[0] if number % 2 else self.random.choice(APPIDS))


def witness(context, until, outcome):
    """Two threads use each form id of an account that no racer touches: each serves one message, exactly."""
    client = context.client()
    client.json("POST", "/__admin/sandboxes", {"appid": "wx-witness", "secret": "s" * 32, "settings": {"journal_count": "1000000"}})
    token = client.token("wx-witness", "s" * 32)
    template = client.template(token)
    lock = threading.Lock()
    while time.monotonic() < until and context.server.alive():
        ids = client.json("POST", "/__admin/form-ids", {"openid": "oUser1", "count": 20, "appid": "wx-witness"})[1]["form_ids"]
        context.count(41)

        def spend(_, ids=ids):
            own = context.client()
            accepted = sum(own.send(token, template, form_id) == 0 for form_id in ids)
            with lock:
                outcome["accepted"] += accepted
        together(2, spend)
        outcome["minted"] += len(ids)


def check_witness(context, outcome):
    client = context.client()
    listed = client.json("GET", "/__admin/messages?appid=wx-witness&limit=1")[1]
    kept = listed["total"] + listed["evicted"]
    quota = client.json("GET", "/__admin/quota?appid=wx-witness&api=send")[1]["used"]
    minted, accepted = outcome["minted"], outcome["accepted"]
    context.check(minted == accepted, f"{minted} form ids served {accepted} messages")
    context.check(kept == accepted, f"{accepted} messages were accepted, {kept} are in the inbox or were evicted")
    context.check(quota == accepted, f"{accepted} messages were accepted, the quota counts {quota}")
    context.note(f"{accepted} racing form ids used once each")


def difference(one, other, where="$"):
    """Where two JSON values differ first, or None."""
    if isinstance(one, dict) and isinstance(other, dict):
        parts = [(one.get(key), other.get(key), key) for key in {**one, **other}]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        parts = [(first, second, number) for number, (first, second) in enumerate(zip(one, other))]
    else:
        return None if one == other else f"{where}: {str(one)[:80]} became {str(other)[:80]}"
    found = (difference(first, second, f"{where}.{key}") for first, second, key in parts)
    return next((text for text in found if text), None)


def check_accounts(context):
    """Each account is whole: it has a token, sends, and is the same after a save and a restore."""
    client = context.client()
    for appid in APPIDS:
        context.call(client, "DELETE", f"/__admin/sandboxes/{appid}")
        status, answer = context.call(client, "POST", "/__admin/sandboxes", {"appid": appid, "secret": "s" * 32})
        context.check(status == 201, f"{appid} cannot be created again: {status} {answer[:200]!r}")
        token = client.token(appid, "s" * 32)
        context.check(client.send(token, client.template(token)) == 0, f"{appid} does not send")
        context.call(client, "PUT", "/__admin/clock", {"action": "freeze", "appid": appid})
        saved = context.call(client, "GET", f"/__admin/snapshot?appid={appid}")[1]
        status, answer = context.call(client, "PUT", "/__admin/snapshot", saved)
        context.check(status == 200, f"{appid} cannot be restored: {answer[:200]!r}")
        again = context.call(client, "GET", f"/__admin/snapshot?appid={appid}")[1]
        unlike = difference(json.loads(saved), json.loads(again))
        context.check(unlike is None, f"{appid} is another after its restore: {unlike}")
        context.check(client.send(token, client.template(token)) == 0, f"{appid} does not send after its restore")
    names = [row["appid"] for row in client.json("GET", "/__admin/sandboxes?limit=1000")[1]["sandboxes"]]
    context.check(len(names) == len(set(names)), "an account is listed twice")


@attack("race", "32 threads create, delete, restore, reset, send to and read the same accounts")
def race(context):
    until = time.monotonic() + context.scale(context.seconds, 1.0)
    outcome = {"minted": 0, "accepted": 0}

    def run(number):
        try:
            if number == 0:
                witness(context, until, outcome)
            else:
                Racer(context, number).run(number, until)
        except Gone:
            if context.server.alive():
                raise
    together(context.scale(32, 12), run)
    if context.server.alive():
        check_witness(context, outcome)
        check_accounts(context)

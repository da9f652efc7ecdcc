"""Bodies that are much work: nobody else may wait for them."""

import json
import socket
import time

from attacks.runner import attack
from attacks.wire import APPID, SEND, Gone, request, raw, together

MIB = 1 << 20


def keys(number):
    return b"{" + b",".join(b'"k%d":1' % n for n in range(number)) + b"}"


@attack("keys", "objects of 40,000 and 80,000 keys, four at a time, without a token")
def many_keys(context):
    paths = [("POST", SEND), ("POST", "/__admin/sandboxes"), ("POST", "/__admin/verify"), ("PUT", "/__admin/snapshot"), ("PUT", "/__admin/settings")]
    for number in context.scale((40_000, 80_000), (4_000,)):
        body = keys(number)
        nested = [body, b'{"data":' + body + b"}", b'{"accounts":[' + body + b"]}", b'{"match":{"body":' + body + b"}}"]
        for method, path in paths:
            together(4, lambda n, method=method, path=path, nested=nested: context.call(context.client(), method, path, nested[n]))
        context.note(f"{number:,} keys are {len(body):,} bytes")


@attack("deep", "deep JSON, also inside a snapshot's journal that is read afterwards")
def deep(context):
    client, depth = context.client(), context.scale(200_000, 20_000)
    context.call(client, "GET", "/cgi-bin/nothing")
    for value in ("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth):
        for field in ("detail", "body", "response", "reason", "path", "query"):
            saved = json.loads(context.call(client, "GET", "/__admin/snapshot")[1])
            for account in saved["accounts"]:
                for entry in account["journal"]["entries"]:
                    entry[field] = value
            status = context.call(client, "PUT", "/__admin/snapshot", saved)[0]
            for path in ("requests", "requests.har", "requests.ndjson", "client-report", "explain/r1", "snapshot"):
                context.call(client, "GET", f"/__admin/{path}")
            context.call(client, "POST", "/__admin/verify", {"match": {"body": {"a.a": "1"}}, "exactly": 1})
            context.check(status != 500, f"a deep {field} answers {status}")
            context.call(client, "POST", "/__admin/reset", {"scope": "all"})
            context.call(client, "GET", "/cgi-bin/nothing")


@attack("unknown-key", "8 MB in an unknown key, field, value, method or id")
def unknown_key(context):
    client, size = context.client(), context.scale(8 * MIB - 1000, MIB)
    text = "k" * size
    for method, path in (("POST", "/__admin/sandboxes"), ("PUT", "/__admin/settings"), ("POST", "/__admin/faults"), ("POST", "/__admin/verify"),
                         ("PUT", "/__admin/quota"), ("POST", "/__admin/form-ids"), ("PUT", "/__admin/snapshot"), ("POST", "/__admin/library")):
        context.call(client, method, path, {text: 1})
    context.call(client, "PUT", "/__admin/settings", {"settings": {text: 1}})
    context.call(client, "PUT", "/__admin/quota", {"api": text, "limit": 1})
    context.call(client, "POST", "/__admin/reset", {"scope": text})
    context.call(client, "POST", "/__admin/scenarios", {"scenario": text})
    context.call(client, "POST", "/__admin/form-ids", {"openid": text})
    context.call(client, "POST", "/__admin/library", {"title": text, "dry_run": True})
    context.call(client, "POST", "/__admin/library", {"title": "通知" * (size // 12), "dry_run": True})
    context.call(client, "POST", "/__admin/verify", {"match": {"api": {"matches": "*a" * (size // 4)}}, "exactly": 1})
    for path in ("/__admin/" + "x" * 60000, "/__admin/explain/" + "1" * 60000, "/__admin/requests?" + "y" * 60000 + "=1", "/__admin/requests?api=" + "z" * 60000):
        context.call(client, "GET", path)


@attack("headers", "requests of 7,900 headers or 15,000 parameters in the journal, then read")
def headers(context):
    client = context.client()
    count = context.scale(100, 8)
    for shape in (request("GET", "/cgi-bin/nothing", headers=[f"h{n}:b" for n in range(6500)]), request("GET", "/cgi-bin/nothing", headers=["a:b"] * 7900),
                  request("GET", "/cgi-bin/nothing?" + "&".join(f"p{n}=" for n in range(8000)))):
        for _ in range(count):
            context.count()
            raw(context.port, shape)
    for path in ("requests?limit=1000", "requests.har", "requests.ndjson", "client-report", "snapshot", "requests?q=nowhere", "explain/r1"):
        context.timed(path, client, "GET", f"/__admin/{path}")


def pour(port, path, announced, headers=()):
    """Announces a body and sends it for as long as the server takes it. Returns how many bytes went out."""
    sent, block = 0, b"[" + b" " * (MIB - 1)
    head = request("PUT", path, headers=[f"Content-Length: {announced}", *headers])
    try:
        with socket.create_connection(("127.0.0.1", port), 30) as connection:
            connection.sendall(head)
            while sent < announced:
                connection.sendall(block[:announced - sent])
                sent += min(len(block), announced - sent)
            connection.recv(4096)
    except OSError:
        pass
    return sent


@attack("announced", "1 GiB announced to a snapshot, without the admin token", flags=("--admin-token", "t"))
def announced(context):
    size = context.scale(1024, 64) * MIB
    before = context.server.memory()[1]
    sent = pour(context.port, "/__admin/snapshot", size)
    context.count()
    grown = context.server.memory()[1] - before
    context.note(f"{sent // MIB} MiB went out, the server grew by {grown:,.0f} MiB")
    context.check(grown < size / MIB / 2, f"without a token {grown:,.0f} MiB were kept of {size // MIB} MiB announced")


@attack("bodies", "100 connections that each hold a body of 8 MB which never ends")
def bodies(context):
    count, size = context.scale(100, 20), context.scale(8 * MIB - 1000, MIB)
    before, held = context.server.memory()[1], []
    head = request("POST", f"{SEND}?access_token=x", headers=[f"Content-Length: {size}"])
    for _ in range(count):
        context.count()
        try:
            connection = socket.create_connection(("127.0.0.1", context.port), 30)
            held.append(connection)
            connection.sendall(head + b" " * (size - 1))
        except OSError:
            pass
    context.check(context.client().token() != "", "no token is given while bodies are held")
    grown, offered = context.server.memory()[1] - before, count * size / MIB
    context.note(f"{offered:,.0f} MiB were sent, the server grew by {grown:,.0f} MiB")
    context.check(context.short or grown < offered / 2, f"{grown:,.0f} MiB of {offered:,.0f} MiB are kept for bodies that never end")
    for connection in held:
        connection.close()


@attack("unread", "100 clients that ask for a list of 56 MB and read nothing of it")
def unread(context):
    client, count = context.client(), context.scale(100, 8)
    for _ in range(8):
        context.call(client, "POST", "/cgi-bin/nothing", b"v" * context.scale(7 * MIB, MIB))
    before, held = context.server.memory()[1], []
    try:
        for _ in range(count):
            context.count()
            connection = socket.create_connection(("127.0.0.1", context.port), 30)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(request("GET", "/__admin/requests?limit=1000"))
            held.append(connection)
        statuses = [connection.recv(12)[-3:] for connection in held]
    finally:
        for connection in held:
            connection.close()
    grown = context.server.memory()[1] - before
    context.note(f"{statuses.count(b'200')} of {count} were answered, {statuses.count(b'503')} told to try again; the server grew by {grown:,.0f} MiB")
    context.check(context.short or grown < 1500, f"{grown:,.0f} MiB are kept for answers that nobody reads")


@attack("form-ids", "a snapshot with a million form ids, restored and saved")
def form_ids(context):
    client = context.client()
    number = context.scale(1_000_000, 10_000)
    context.call(client, "POST", "/__admin/form-ids", {"openid": "oUser1"})
    saved = context.call(client, "GET", "/__admin/snapshot")[1].decode()
    ledger = json.loads(saved)["accounts"][0]["state"]["form_ids"]
    row = json.dumps(ledger[0], separators=(",", ":"), ensure_ascii=False)
    first = ledger[0]["id"]
    big = saved.replace(row, ",".join(row.replace(first, f"form{n}") for n in range(number)), 1).encode()
    context.check(len(big) > number * 20, "the snapshot's form ids have another form than this attack expects")
    base = context.server.memory()[1]
    context.timed("restoring", client, "PUT", "/__admin/snapshot", big)
    restored = context.server.memory()
    context.note(f"a snapshot of {len(big) / MIB:,.0f} MiB: peak +{restored[1] - base:,.0f} MiB while restoring")
    answer = context.timed("saving", client, "GET", "/__admin/snapshot")[1]
    peak = context.server.memory()[1]
    context.note(f"peak +{max(0, peak - restored[1]):,.0f} MiB beyond that while saving {len(answer) / MIB:,.0f} MiB")
    context.timed("listing", client, "GET", "/__admin/form-ids?limit=10")
    context.timed("listing the newest", client, "GET", "/__admin/form-ids?limit=10&newest=true")


@attack("mint", "a million form ids minted at once, several times")
def mint(context):
    client = context.client()
    for openid in ("o1", "o2"):
        context.timed("minting", client, "POST", "/__admin/form-ids", {"openid": openid, "count": context.scale(1_000_000, 5_000)})
    context.timed("listing", client, "GET", "/__admin/form-ids?limit=1000&newest=true")
    context.timed("a clock that lets them expire", client, "PUT", "/__admin/clock", {"action": "advance", "by": "8d"})
    context.timed("the sandboxes", client, "GET", "/__admin/sandboxes")
    context.timed("reset", client, "POST", "/__admin/reset", {"scope": "all"})


def fill_journal(context, count, value):
    client = context.client()
    token = client.token()
    template = client.template(token)
    client.json("PUT", "/__admin/quota", {"api": "send", "limit": None})

    def send(number):
        own = context.client()
        for _ in range(count // 4):
            context.count()
            own.send(token, template, value=value, openid=f"oUser{number}")
    together(4, send)
    return token, template


@attack("journal", "every export and search over a full journal")
def journal(context):
    fill_journal(context, context.scale(10_000, 400), "值" * context.scale(1_800, 100))
    client = context.client()
    for path in ("requests.har", "requests.ndjson", "snapshot", "requests?limit=1000", "requests?q=nowhere", "requests?q=%E5%80%BC%E5%80%BC", "client-report",
                 "messages?limit=1000", "messages/latest", "sandboxes", "explain/nowhere"):
        context.timed(path, client, "GET", f"/__admin/{path}")
    context.timed("verify", client, "POST", "/__admin/verify", {"match": {"body": {"data.keyword1.value": {"contains": "nowhere"}}}, "exactly": 1})
    context.timed("verify with a pattern", client, "POST", "/__admin/verify", {"match": {"path": {"matches": "*a*b*c*d*e*f*g*"}}, "exactly": 1})
    context.timed("sequence", client, "POST", "/__admin/verify/sequence", {"steps": [{"api": "send"}] * 50 + [{"api": "token"}]})
    together(4, lambda n: context.call(context.client(), "GET", ("/__admin/requests.har", "/__admin/snapshot", "/__admin/requests?q=nowhere", "/__admin/client-report")[n]))


def sends_per_second(context, token, template, seconds):
    client, until, number = context.client(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        client.send(token, template, value="v" * 1000)
        number += 1
    context.count(number)
    return number / seconds


@attack("readers", "128 readers of the event stream that do not read, and 2,000 accounts with one reader and with 128")
def readers(context):
    client, held = context.client(), []
    token = client.token()
    template = client.template(token)
    client.json("PUT", "/__admin/quota", {"api": "send", "limit": None})
    seconds = context.scale(5.0, 0.3)
    alone = sends_per_second(context, token, template, seconds)

    def listen():
        connection = socket.create_connection(("127.0.0.1", context.port), 30)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request("GET", "/__admin/events", headers=["Accept: text/event-stream", "Last-Event-ID: 0"]))
        held.append(connection)
        context.count()
    try:
        for _ in range(128):
            listen()
        blocked = sends_per_second(context, token, template, seconds)
    finally:
        for connection in held:
            connection.close()
    held.clear()
    for number in range(context.scale(2000, 100)):
        made = json.loads(context.call(client, "POST", "/__admin/sandboxes", {"appid": f"wx-many-{number}"})[1])
        context.call(client, "GET", f"/cgi-bin/token?grant_type=client_credential&appid={made['appid']}&secret={made['secret']}")
    many = sends_per_second(context, token, template, seconds)
    try:
        listen()
        one = sends_per_second(context, token, template, seconds)
        for _ in range(127):
            listen()
        all_accounts = sends_per_second(context, token, template, seconds)
    finally:
        for connection in held:
            connection.close()
    context.note(f"sends a second: {alone:,.0f} alone, {blocked:,.0f} with 128 readers that do not read, {many:,.0f} beside many accounts, {one:,.0f} with one reader too, "
              f"{all_accounts:,.0f} with 128 that do not read")


@attack("round-trip", "clocks and values at their ends: what the server saves it restores")
def round_trip(context):
    client = context.client()
    clocks = [{"action": "scale", "rate": 1e300}, {"action": "scale", "rate": 1e-300}, {"action": "scale", "rate": -1}, {"action": "set", "now": "9999-12-31T23:59:59Z"},
              {"action": "set", "now": "0001-01-01T00:00:00Z"}, {"action": "set", "now": "99999-01-01T00:00:00Z"}, {"action": "advance", "by": "99999999999d"},
              {"action": "advance", "by": "3000000d"}, {"action": "advance", "by": "9223372036854775807ms"}, {"action": "freeze", "now": "1969-12-31T23:59:59Z"}]
    for body in clocks:
        context.call(client, "POST", "/__admin/sandboxes", {"appid": "wx-time"})
        status = context.call(client, "PUT", "/__admin/clock", {**body, "appid": "wx-time"})[0]
        context.call(client, "POST", "/__admin/form-ids", {"openid": "o", "appid": "wx-time"})
        saved_status, saved = context.call(client, "GET", "/__admin/snapshot?appid=wx-time")
        restored, answer = context.call(client, "PUT", "/__admin/snapshot", saved)
        context.check(saved_status == restored == 200, f"after {json.dumps(body)} ({status}) a snapshot is saved with {saved_status}, restored with {restored}: {answer[:150]!r}")
        context.call(client, "DELETE", "/__admin/sandboxes/wx-time")
    saved = json.loads(context.call(client, "GET", "/__admin/snapshot")[1])
    before = context.call(client, "GET", "/__admin/sandboxes")[1]
    for account in ({}, {"appid": ""}, {"appid": 5}, {"appid": "wx-broken", "state": {}}, {**saved["accounts"][0], "appid": None}):
        status, answer = context.call(client, "PUT", "/__admin/snapshot", {"accounts": [account]})
        context.check(status == 400, f"a broken account {json.dumps(account)[:60]} answers {status} {answer[:100]!r}")
    context.check(json.loads(before)["total"] == json.loads(context.call(client, "GET", "/__admin/sandboxes")[1])["total"], "broken snapshots left accounts behind")


@attack("half-closed", "clients that leave, or close their half, while their answer is delayed")
def half_closed(context):
    client = context.client()
    token = client.token()
    client.json("POST", "/__admin/faults", {"match": {"api": "send"}, "effect": {"delay": "100ms"}})
    data = request("POST", f"{SEND}?access_token={token}", json.dumps({"touser": "oUser1", "form_id": "wxnotice-ok"}).encode())
    number = context.scale(200, 16)
    answers = []
    together(number, lambda _: answers.append(raw(context.port, data, timeout_s=30)))
    context.count(number)
    context.check(all(b"errcode" in answer for answer in answers), f"{sum(b'errcode' not in answer for answer in answers)} of {number} half-closed clients got no answer")
    until, total = time.monotonic() + 30, 0
    while total < number and time.monotonic() < until:
        total = client.json("GET", f"/__admin/requests?api=send&appid={APPID}&limit=1")[1]["total"]
    context.check(total == number, f"{total} of {number} delayed calls are in the journal")


@attack("idle", "5,000 connections that say nothing, half a head, or half a body")
def idle(context):
    held = []
    try:
        for number in range(context.scale(5000, 300)):
            connection = socket.create_connection(("127.0.0.1", context.port), 30)
            connection.sendall((b"", b"GET /readyz HT", b"GET /readyz HTTP/1.1\r\nHost: x\r\nX: ", b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")[number % 4])
            held.append(connection)
            context.count()
        context.check(context.client().token() != "", "no token is given beside idle connections")
    except (OSError, Gone) as error:
        context.problem(f"{len(held)} idle connections: {error!r}")
    finally:
        for connection in held:
            connection.close()

"""Mutated requests over all routes, and requests that are malicious by construction."""

import gzip
import json
import random
import time
import zlib

from attacks.runner import attack
from attacks.wire import APPID, SEND, request, raw, status_of, together

WECHAT = [("GET", f"/cgi-bin/token?grant_type=client_credential&appid={APPID}&secret=0123456789abcdef0123456789abcdef", b""),
          ("POST", "/cgi-bin/stable_token", json.dumps({"grant_type": "client_credential", "appid": APPID, "secret": "0" * 32}).encode()),
          ("GET", f"/sns/jscode2session?appid={APPID}&secret=0&js_code=c&grant_type=authorization_code", b""),
          ("POST", "/cgi-bin/wxopen/template/library/list?access_token=T", b'{"offset":0,"count":5}'),
          ("POST", "/cgi-bin/wxopen/template/library/get?access_token=T", b'{"id":"AT0002"}'),
          ("POST", "/cgi-bin/wxopen/template/add?access_token=T", b'{"id":"AT0002","keyword_id_list":[3,4,5]}'),
          ("POST", "/cgi-bin/wxopen/template/list?access_token=T", b'{"offset":0,"count":5}'),
          ("POST", "/cgi-bin/wxopen/template/del?access_token=T", b'{"template_id":"x"}'),
          ("POST", "/cgi-bin/clear_quota?access_token=T", json.dumps({"appid": APPID}).encode()),
          ("POST", f"{SEND}?access_token=T", b'{"touser":"oUser1","template_id":"x","form_id":"wxnotice-ok","page":"index",'
                                             b'"data":{"keyword1":{"value":"TIT\xe9\x80\xa0\xe8\x88\xb0\xe5\x8e\x82","color":"#173177"}}}')]
BODIES = {"sandboxes": {"appid": "wx-fuzz", "pages": ["index"], "quota": {"send": 5}, "clock": {"action": "freeze"}},
          "reset": {"scope": "journal"}, "form-ids": {"openid": "o1", "kind": "prepay", "count": 2, "age": "6d23h"},
          "users": {"openid": "o1", "wechat_version": "6.5.1"}, "js-codes": {"openid": "o1"},
          "clock": {"action": "freeze", "now": "2018-02-02T12:00:00+08:00"}, "quota": {"api": "send", "limit": 10, "used": 4},
          "tokens": {"action": "expire"}, "faults": {"match": {"api": "send"}, "effect": {"errcode": -1, "delay": "1ms"}, "times": 2},
          "violations": {"restrict": "form", "for": "1d"}, "templates": {"id": "AT0002", "keyword_id_list": [3, 4]},
          "library": {"title": "优惠促销", "keywords": ["名称"], "dry_run": True}, "verify": {"match": {"api": "send", "errcode": 0}, "exactly": 1},
          "sequence": {"steps": [{"api": "token"}, {"api": "send"}]}, "no-unexpected": {"allow": [{"api": "send"}]},
          "scenarios": {"scenario": "busy", "steps": [{"method": "PUT", "path": "/__admin/clock", "body": {"action": "reset"}}]},
          "settings": {"settings": {"token_life": "1m"}}, "snapshot": {"wxnotice": "0", "accounts": []}}
TOKENS = [b"\r\n", b"\r\n\r\n", b"\n", b"\0", b"\xff", b"\xf0\x9f\x98\x80", b"%", b"%00", b"%ff", b"../", b"//", b"{", b"}", b"[", b"]", b'"', b"\\u0000",
          b"\\ud800", b"null", b"true", b"1e999", b"-0", b"9223372036854775808", b"18446744073709551616", b"-1", b"1e-400", b",", b":", b"=", b"&", b"?",
          b"Content-Length: 5\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n",
          b"Expect: 100-continue\r\n", b"Connection: close\r\n", b"Upgrade: h2c\r\n", b"Host: \r\n", b"Accept: text/event-stream\r\n", b"Last-Event-ID: 0\r\n",
          b"Origin: null\r\n", b"HTTP/1.0", b"HTTP/9.9", b"HEAD", b"PUT", b"DELETE", b"*", b"a" * 300, b" " * 100, b"9999999d", b"0001-01-01T00:00:00Z"]


def routes(context):
    """(method, path, body) of every route: those that the server's own OpenAPI names, and WeChat's. Not the one that
    ends the server, nor those that answer late by design."""
    found = list(WECHAT)
    for path, methods in context.client().json("GET", "/__admin/openapi.json")[1]["paths"].items():
        if path.endswith(("/shutdown", "/events", "/wait")):
            continue
        name = path.replace("/{id}", "").rsplit("/", 1)[-1]
        for method in methods:
            body = json.dumps(BODIES.get(name, {"appid": APPID})).encode() if method in ("post", "put") else b""
            for brace in ("{id}", "{appid}", "{path}", "{name}"):
                path = path.replace(brace, "r1")
            found.append((method.upper(), path, body))
    return found


def mutate(chance, data):
    """`data` with one to six wounds."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.choice([1, 1, 2, 4, 16, 64]))
        kind = chance.randrange(7)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            out[at:at] = chance.choice(TOKENS)
        elif kind == 2:
            del out[at:end]
        elif kind == 3:
            out[at:at] = out[at:end] * chance.choice([1, 2, 50])
        elif kind == 4:
            out[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 5:
            out[at:end] = chance.choice(TOKENS)
        elif chance.random() < 0.3:
            del out[at:]
    return bytes(out)


def may_end_it(data):
    return b"shutdown" in data


@attack("fuzz", "mutated bytes of requests on all routes")
def fuzz(context):
    until = time.monotonic() + context.scale(context.seconds, 1.5)
    seeds = [request(method, path, body) for method, path, body in routes(context)]
    token = context.client().token()
    seeds = [seed.replace(b"access_token=T", b"access_token=" + token.encode()) for seed in seeds]
    statuses, last = {}, {}
    context.note(f"seed {context.seed}, {len(seeds)} kinds of requests")

    def run(number):
        chance = random.Random(f"{context.seed}/{number}")
        while time.monotonic() < until and context.server.alive():
            data = mutate(chance, chance.choice(seeds))
            if may_end_it(data):
                continue
            last[number] = data
            status = status_of(raw(context.port, data, timeout_s=20.0, limit=1 << 14))
            context.count()
            statuses[status] = statuses.get(status, 0) + 1
            if status == 500:
                context.problem(f"500 to {data[:2000]!r}")
    together(8, run)
    context.note("answers: " + ", ".join(f"{status or 'none'}: {number}" for status, number in sorted(statuses.items())))
    if not context.server.alive():
        context.problem("the last request of each thread: " + "; ".join(repr(data[:1500]) for data in last.values()))


def chunked(path, frames, headers=()):
    return request("POST", path, headers=("Transfer-Encoding: chunked", *headers)) + frames


def framing_tricks():
    """(name, bytes): requests whose framing lies."""
    send = f"{SEND}?access_token=x"
    yield "chunk size overflow", chunked(send, b"FFFFFFFFFFFFFFFFF\r\nx")
    yield "chunk size negative", chunked(send, b"-1\r\nx\r\n0\r\n\r\n")
    yield "chunk size huge", chunked(send, b"7FFFFFFFFFFFFFFF\r\nx")
    yield "chunk extension of 60 KB", chunked(send, b"1;" + b"a" * 60000 + b"\r\nx\r\n0\r\n\r\n")
    yield "chunk extension of 1 MB", chunked(send, b"1;" + b"a" * 1000000 + b"\r\nx\r\n0\r\n\r\n")
    yield "100,000 chunks of a byte", chunked(send, b"1\r\nx\r\n" * 100000 + b"0\r\n\r\n")
    yield "10,000 trailers", chunked(send, b"0\r\n" + b"a: b\r\n" * 10000 + b"\r\n")
    yield "both lengths", chunked(send, b"0\r\n\r\n", ["Content-Length: 5"])
    yield "two lengths", request("POST", send, headers=["Content-Length: 1", "Content-Length: 2"]) + b"xx"
    yield "length overflow", request("POST", send, headers=["Content-Length: 99999999999999999999"]) + b"xx"
    yield "a header of 1 MB", request("GET", "/readyz", headers=["X: " + "a" * 1000000])
    yield "7,900 headers", request("GET", "/cgi-bin/nothing", headers=["a:b"] * 7900)
    yield "a path of 60 KB", request("GET", "/cgi-bin/" + "a" * 60000)
    yield "a query of 20,000 parameters", request("GET", "/cgi-bin/token?" + "a=&" * 20000)
    yield "an admin query of 10,000 parameters", request("GET", "/__admin/requests?" + "&".join(f"a{n}=" for n in range(7000)))
    yield "a million line breaks", b"\r\n" * 500000 + b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n"
    yield "10,000 pipelined requests", request("GET", "/readyz") * 10000
    yield "no host", b"GET /readyz HTTP/1.1\r\n\r\n"
    yield "HTTP/0.9", b"GET /\r\n"
    yield "TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500


def json_bombs(context):
    """(name, text): JSON that is much to parse."""
    depth = context.scale(200_000, 20_000)
    yield "arrays in arrays", b"[" * depth
    yield "arrays in arrays, closed", b"[" * depth + b"]" * depth
    yield "objects in objects", b'{"a":' * depth + b"1" + b"}" * depth
    yield "objects in data", b'{"data":' * depth + b"1" + b"}" * depth
    yield "an exponent", b'{"touser":1e' + b"9" * 100000 + b"}"
    yield "a long number", b'{"touser":' + b"9" * 1000000 + b"}"
    yield "escapes", b'{"touser":"' + b"\\u4f60" * 100000 + b'"}'
    yield "lone surrogates", b'{"touser":"' + b"\\ud800" * 100000 + b'"}'
    yield "one key again and again", b"{" + b'"a":1,' * 50000 + b'"a":1}'
    yield "broken UTF-8", b'{"touser":"' + b"\xf0\x9f" * 100000 + b'"}'
    yield "a list of nulls", b"[" + b"null," * 500000 + b"null]"
    yield "blanks", b" " * 4000000 + b"{}"
    yield "BOM", b"\xef\xbb\xbf{}"


def gzip_bombs(context):
    """(name, encoding, bytes)"""
    zeros = b"\0" * (context.scale(256, 32) << 20)
    bomb = gzip.compress(zeros, 9)
    yield "zeros", "gzip", bomb
    yield "a bomb in a bomb", "gzip, gzip", gzip.compress(bomb)
    yield "deflated zeros", "deflate", zlib.compress(zeros[:64 << 20], 9)
    yield "cut short", "gzip", bomb[:len(bomb) // 2]
    yield "many members", "gzip", gzip.compress(b"{}") * 20000
    yield "20 encodings", ", ".join(["gzip"] * 20), bomb
    yield "not gzip", "gzip", b"{}" * 1000
    yield "not brotli", "br", b"\xff" * 100000


@attack("bombs", "bodies and framing that are malicious by construction")
def bombs(context):
    paths = [("POST", f"{SEND}?access_token=x"), ("POST", "/__admin/sandboxes"), ("POST", "/__admin/verify"), ("PUT", "/__admin/snapshot"),
             ("POST", "/cgi-bin/stable_token")][:context.scale(5, 2)]

    def send_case(name, data):
        context.count()
        status = status_of(raw(context.port, data, timeout_s=120.0, limit=1 << 16))
        context.check(status != 500, f"{name}: 500")
        context.check(context.server.alive(), f"{name}: the server died")
        return context.server.alive()

    for name, data in framing_tricks():
        if not send_case(name, data):
            return
    for name, text in json_bombs(context):
        for method, path in paths:
            if not send_case(f"{name} to {path}", request(method, path, text)):
                return
    for name, encoding, data in gzip_bombs(context):
        for method, path in paths:
            if not send_case(f"{name} to {path}", request(method, path, data, [f"Content-Encoding: {encoding}"])):
                return

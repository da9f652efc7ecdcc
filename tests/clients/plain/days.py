#!/usr/bin/env python3
"""The same days for every plain client: runs as CMD of `wxnotice exec`, once for each client and way of pointing.

Usage: days.py BASE_URL COMMAND...    with BASE_URL "-" for the mock's own, else what the client has hard-wired.
Prints a JSON object: {"passed": [name, ...], "failed": {name: why}}.
"""

import json
import os
import subprocess
import sys
import urllib.request

ADMIN = os.environ["WXNOTICE_ADMIN_URL"]
BASE = os.environ["WXNOTICE_URL"] if sys.argv[1] == "-" else sys.argv[1]
OPENID = "oPlainClient"


class Client:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def call(self, method, url, body=None):
        line = f"{method} {url} {'' if body is None else json.dumps(body, ensure_ascii=False)}"
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        status, _, text = self.process.stdout.readline().rstrip("\n").partition(" ")
        return int(status or 0), text

    def wechat(self, path, body=None):
        status, text = self.call("GET" if body is None else "POST", BASE + path, body)
        if status != 200:
            raise AssertionError(f"{path}: {status} {text}")
        return json.loads(text)


def admin(method, path, fields):
    request = urllib.request.Request(f"{ADMIN}/{path}", json.dumps(fields).encode(), method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


class Days:
    def __init__(self, client):
        self.client = client
        account = admin("POST", "sandboxes", {"pages": ["index"]})
        self.appid, self.secret = account["appid"], account["secret"]
        self.token = self.template = None

    def own(self, method, path, **fields):
        return admin(method, path, {"appid": self.appid, **fields})

    def fetch_token(self):
        self.token = self.client.wechat(f"/cgi-bin/token?grant_type=client_credential&appid={self.appid}&secret={self.secret}")["access_token"]

    def api(self, path, body):
        return self.client.wechat(f"/cgi-bin/{path}?access_token={self.token}", body)

    def send(self, **changes):
        form_id = changes.pop("form_id", None) or self.own("POST", "form-ids", openid=OPENID, **changes)["form_ids"][0]
        body = {"touser": OPENID, "template_id": self.template, "form_id": form_id, "page": "index", "data": {"keyword1": {"value": "TIT造舰厂"}}}
        return self.api("message/wxopen/template/send", body)["errcode"], form_id

    def expect(self, got, wanted):
        if got != wanted:
            raise AssertionError(f"{got!r}, not {wanted!r}")

    # In this order: each goes on with what the one before it made.
    def token_day(self):
        self.fetch_token()

    def templates_day(self):
        self.template = self.api("wxopen/template/add", {"id": "AT0002", "keyword_id_list": [3, 4, 5]})["template_id"]
        self.expect(len(self.api("wxopen/template/list", {"offset": 0, "count": 20})["list"]), 1)
        gone = self.api("wxopen/template/add", {"id": "AT0002", "keyword_id_list": [3]})["template_id"]
        self.expect(self.api("wxopen/template/del", {"template_id": gone})["errcode"], 0)

    def send_day(self):
        self.expect(self.send()[0], 0)
        with urllib.request.urlopen(f"{ADMIN}/messages/latest?appid={self.appid}", timeout=20) as answer:
            self.expect(json.load(answer)["keywords"][0]["value"], "TIT造舰厂")

    def refetch_40001_day(self):
        self.own("POST", "tokens", action="revoke")
        self.expect(self.send()[0], 40001)
        self.fetch_token()
        self.expect(self.send()[0], 0)

    def invalid_41028_day(self):
        self.expect(self.send(age="7d")[0], 41028)

    def used_41029_day(self):
        errcode, form_id = self.send()
        self.expect((errcode, self.send(form_id=form_id)[0]), (0, 41029))

    def quota_45009_day(self):
        self.own("PUT", "quota", api="send", limit=0)
        self.expect(self.send()[0], 45009)
        self.own("PUT", "quota", api="send", limit=1000)

    def busy_day(self):
        self.own("POST", "faults", match={"api": "send"}, effect={"errcode": -1}, times=1)
        errcode, form_id = self.send()
        self.expect((errcode, self.send(form_id=form_id)[0]), (-1, 0))

    def leak_day(self):
        for host in ("leak.test", "192.0.2.1"):  # a client that reads no proxy cannot resolve the name
            status, text = self.client.call("GET", f"https://{host}/x")
            if status == 200:
                raise AssertionError(f"another host answered: {text}")
            with urllib.request.urlopen(f"{ADMIN}/requests?reason=host.foreign&limit=1000", timeout=20) as answer:
                leaks = [row["path"] for row in json.load(answer)["requests"]]
            if any(host in path for path in leaks):
                return
        raise AssertionError(f"not listed as a leak: {text}")


def main():
    names = ["token", "templates", "send", "refetch_40001", "invalid_41028", "used_41029", "quota_45009", "busy"]
    if sys.argv[1] != "-":
        names.append("leak")
    client = Client(sys.argv[2:])
    days = Days(client)
    result = {"passed": [], "failed": {}}
    for name in names:
        try:
            getattr(days, name + "_day")()
            result["passed"].append(name)
        except (AssertionError, KeyError, ValueError, OSError) as error:
            result["failed"][name] = f"{type(error).__name__}: {error}"[:300]
    client.process.stdin.close()
    client.process.wait(timeout=20)
    print(json.dumps(result, ensure_ascii=False))
    return 1 if result["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())

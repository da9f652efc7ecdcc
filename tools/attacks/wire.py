"""HTTP as an attacker speaks it: plain calls on a kept connection, and raw bytes."""

import http.client
import json
import socket
import threading
import urllib.parse

APPID = "wx1234567890abcdef"
SECRET = "0123456789abcdef0123456789abcdef"
SEND = "/cgi-bin/message/wxopen/template/send"


class Gone(Exception):
    """The server closed the connection or did not answer."""


class Client:
    """One kept connection. Not thread-safe: one per thread."""

    def __init__(self, port, timeout_s=60.0):
        self.port, self.timeout_s, self.connection = port, timeout_s, None

    def call(self, method, path, body=None, headers=None):
        """(status, body). `body` is bytes, or a value that is sent as JSON. Raises Gone."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        for again in (True, False):
            try:
                kept = self.connection is not None
                self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout_s)
                self.connection.request(method, path, body, headers or {})
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if not (again and kept):
                    raise Gone(f"{method} {path[:80]}: {error!r}") from error
        return None

    def json(self, method, path, body=None):
        status, answer = self.call(method, path, body)
        return status, json.loads(answer) if answer else None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def token(self, appid=APPID, secret=SECRET):
        query = urllib.parse.urlencode({"grant_type": "client_credential", "appid": appid, "secret": secret})
        return self.json("GET", f"/cgi-bin/token?{query}")[1].get("access_token", "")

    def template(self, token):
        body = {"id": "AT0002", "keyword_id_list": [3, 4, 5]}
        return self.json("POST", f"/cgi-bin/wxopen/template/add?access_token={token}", body)[1].get("template_id", "")

    def send(self, token, template, form_id="wxnotice-ok", value="x", openid="oUser1"):
        body = {"touser": openid, "template_id": template, "form_id": form_id, "data": {"keyword1": {"value": value}}}
        return self.json("POST", f"{SEND}?access_token={token}", body)[1].get("errcode")


def request(method, path, body=b"", headers=()):
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def raw(port, data, timeout_s=10.0, limit=1 << 20):
    """Sends bytes as they are, then closes our half. Returns what comes until the server closes, at most about `limit`
    bytes; b"" when nothing came."""
    answer = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout_s) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # refused while we still send: its answer may be there
            while len(answer) < limit and (part := connection.recv(65536)):
                answer += part
    except OSError:
        pass
    return answer


def status_of(answer):
    """The number in a status line, or 0."""
    line = answer[:32].split(b" ")
    return int(line[1]) if len(line) > 1 and answer.startswith(b"HTTP/1.") and line[1][:3].isdigit() else 0


def together(count, work):
    """Runs work(0) .. work(count - 1) in their own threads, waits for all, and raises what the first to fail raised."""
    failures = []

    def run(number):
        try:
            work(number)
        except Exception as error:  # pylint: disable=broad-except  # raised again below
            failures.append(error)
    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]

#!/usr/bin/env python3
"""`wxnotice serve` as its user meets it: the process, its flags, its signals. Usage: serve_test.py WXNOTICE"""

import contextlib
import http.client
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

WXNOTICE = sys.argv.pop(1)
APPID = "wx1234567890abcdef"
SECRET = "0123456789abcdef0123456789abcdef"


@contextlib.contextmanager
def serving(*flags, **popen):
    server = subprocess.Popen([WXNOTICE, "serve", "--port", "0", *flags], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen)
    try:
        server.ready = json.loads(server.stdout.readline())
        yield server
    finally:
        if server.poll() is None:
            server.terminate()
        server.communicate(timeout=10)


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def call(server, method, path, body=None):
    """Status and body of any answer."""
    request = urllib.request.Request(server.ready["url"] + path, method=method, data=body)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def token(url):
    return get(f"{url}/cgi-bin/token?grant_type=client_credential&appid={APPID}&secret={SECRET}")


class StateTest(unittest.TestCase):
    """Files that a server starts from and leaves behind."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def refused(self, *flags):
        result = subprocess.run([WXNOTICE, "serve", "--port", "0", "--lang", "en", *flags], capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(result.returncode, 2, result.stderr)
        return result.stderr

    def test_a_server_goes_on_where_another_ended(self):
        state = str(self.folder / "state.json")
        with serving("--export-on-exit", state) as server:
            got = json.loads(token(server.ready["url"]))["access_token"]
            call(server, "POST", "/__admin/sandboxes", b'{"appid":"wx-two","name":"two","expect":[41028],"kind":"official_account"}')
            server.terminate()
            self.assertEqual(server.wait(timeout=10), 0)
        self.assertEqual(os.listdir(self.folder), ["state.json"])
        with serving("--import", state, "--export-on-exit", state) as server:
            answer = get(f"{server.ready['url']}/cgi-bin/getcallbackip?access_token={got}")
            self.assertIn("ip_list", answer)
            account = json.loads(call(server, "GET", "/__admin/sandboxes/wx-two")[1])
            self.assertEqual((account["name"], account["expect"], account["kind"]), ("two", [41028], "official_account"))

    def test_exec_has_them_too(self):
        state = str(self.folder / "state.json")
        made = subprocess.run([WXNOTICE, "exec", "--export-on-exit", state, "--", WXNOTICE, "sandbox", "create", "wx-three"], capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        shown = subprocess.run([WXNOTICE, "exec", "--import", state, "--", WXNOTICE, "sandbox", "show", "wx-three"], capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(shown.returncode, 0, shown.stderr)

    def test_files_that_do_not_serve_are_exit_2_before_anything_starts(self):
        self.assertIn("check --import", self.refused("--import", str(self.folder / "none.json")))
        self.assertIn("--import", self.refused("--import", self.write("wrong.json", '{"accounts":[{"version":1}]}')))
        self.assertIn("check --export-on-exit", self.refused("--export-on-exit", str(self.folder / "no" / "state.json")))

    def test_it_starts_with_saved_templates(self):
        saved = self.write("list.json", json.dumps({"list": [{"template_id": "tpl-1", "title": "购买成功通知", "content": "购买地点{{keyword1.DATA}}\n"}]}))
        own = self.write("own.yaml", "templates:\n  - {template_id: tpl-2, title: 退款通知, keywords: [退款金额]}\n")
        with serving("--templates", saved, "--templates", own) as server:
            rows = json.loads(call(server, "GET", "/__admin/templates")[1])["templates"]
            self.assertEqual([row["template_id"] for row in rows], ["tpl-1", "tpl-2"])
        shown = subprocess.run([WXNOTICE, "exec", "--templates", saved, "--", WXNOTICE, "template", "list"], capture_output=True, text=True, timeout=20, check=False)
        self.assertIn("tpl-1", shown.stdout, shown.stderr)

    def test_templates_that_cannot_be_read_are_exit_2(self):
        self.assertIn("check --templates", self.refused("--templates", str(self.folder / "none.json")))
        for name, text, says in (("a.json", "{", "a.json: not JSON"), ("a.json", '{"list":[]}', "no template; expected a saved answer"),
                                 ("a.json", '{"errcode":40001,"errmsg":"invalid credential"}', "an error of WeChat, 40001"),
                                 ("a.yaml", "templates: [\n", "a.yaml:"), ("a.yaml", "- {title: x, keyword: [a]}\n", 'did you mean "keywords"')):
            refused = self.refused("--templates", self.write(name, text))
            self.assertIn(says, refused)
            self.assertIn(name, refused)

    def test_a_scenario_may_be_yaml(self):
        steps = """
scenario: mine
steps:
  - {method: POST, path: /__admin/form-ids, body: {openid: o1, count: 2, age: 6d23h}}
  - method: PUT
    path: /__admin/quota
    body: {api: send, limit: 5}
"""
        with serving("--scenario", self.write("mine.yaml", steps)) as server:
            self.assertEqual(json.loads(call(server, "GET", "/__admin/form-ids")[1])["total"], 2)
            self.assertEqual(json.loads(call(server, "GET", "/__admin/quota?api=send")[1])["limit"], 5)

    def test_a_wrong_scenario_names_the_line(self):
        bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"{n}: &{n} [{','.join(['*' + p] * 10)}]\n" for p, n in zip("abcdef", "bcdefg"))
        for text, says in (("steps:\n  - {method: POST\n", "wrong.yaml:"), ("steps: []\nsteps: []\n", 'wrong.yaml:2: the key "steps" occurs twice'),
                           (bomb, "100000 values"), ("[" * 5000, "nested too deeply"), ("[1]: x\n", "a key must be a text"), ("x: 1\n", "not a scenario")):
            self.assertIn(says, self.refused("--scenario", self.write("wrong.yaml", text)), text[:40])


class ServeTest(unittest.TestCase):
    def test_the_ready_line_says_where_and_who(self):
        with serving() as server:
            self.assertEqual(server.ready["event"], "ready")
            self.assertEqual(server.ready["pid"], server.pid)
            self.assertIn("version", get(server.ready["url"] + "/readyz"))

    def test_a_taken_port_is_exit_3_with_a_remedy(self):
        with serving() as server:
            port = server.ready["url"].rsplit(":", 1)[1]
            second = subprocess.run([WXNOTICE, "serve", "--port", port], capture_output=True, text=True, timeout=10, check=False)
            self.assertEqual(second.returncode, 3)
            self.assertIn("--port 0", second.stderr)
            self.assertEqual(second.stdout, "")

    def test_the_port_file_holds_the_port(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "port")
            with serving("--port-file", str(path)) as server:
                self.assertEqual(path.read_text().strip(), server.ready["url"].rsplit(":", 1)[1])
                self.assertEqual(os.listdir(folder), ["port"])

    def test_signals_end_it_cleanly_with_connections_open(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with serving() as server:
                port = int(server.ready["url"].rsplit(":", 1)[1])
                with socket.create_connection(("127.0.0.1", port)):
                    server.send_signal(number)
                    self.assertEqual(server.wait(timeout=5), 0)

    def test_a_wait_that_the_server_ends_is_no_result(self):
        verify = b'{"match":{"api":"send"},"at_least":1,"within":"60s"}'
        with serving() as server, contextlib.ExitStack() as stack:
            port = int(server.ready["url"].rsplit(":", 1)[1])
            waiting = []
            for request in (b"GET /__admin/messages/wait?timeout=60s HTTP/1.1\r\nHost: x\r\n\r\n", b"POST /__admin/verify HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(verify), verify)):
                waiting.append(stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10)))
                waiting[-1].sendall(request)
            for _ in range(8):  # each loop has seen the two by then
                get(server.ready["url"] + "/readyz")
            server.terminate()
            for client in waiting:
                answer = client.makefile("rb").read()
                self.assertTrue(answer.startswith(b"HTTP/1.1 503 "), answer)
                self.assertIn(b"the server ends before", answer)

    def test_a_second_signal_ends_it_at_once(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with serving() as server:
                url = server.ready["url"]
                call(server, "POST", "/__admin/faults", b'{"match":{"api":"token"},"effect":{"delay":"1h"}}')
                with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as held:
                    held.sendall(b"GET /cgi-bin/token HTTP/1.1\r\nHost: x\r\n\r\n")
                    while server.poll() is None:  # the first asks, whichever comes then ends it
                        server.send_signal(number)
                # A server with nothing left to do may be gone before the second signal.
                self.assertIn(server.returncode, (0, 128 + number))

    def test_off_loopback_it_needs_a_token(self):
        for host in ("0.0.0.0", "::", "192.0.2.1", "", "example.test", "127.1", "::ffff:10.0.0.1"):
            run = subprocess.run([WXNOTICE, "serve", "--port", "0", "--host", host], capture_output=True, text=True, timeout=10, check=False)
            self.assertEqual((run.returncode, run.stdout), (2, ""), host)
            self.assertIn("--admin-token", run.stderr)
            self.assertIn("--insecure-admin", run.stderr)
        for flags in (("--admin-token", "s3"), ("--insecure-admin",)):
            with serving("--host", "0.0.0.0", *flags) as server:
                self.assertIn("version", get(server.ready["url"] + "/readyz"))
        for host in ("127.0.0.1", "localhost", "127.0.0.2"):
            with serving("--host", host):
                pass

    def refuse(self, server, calls):
        """Has that number of calls refused: each is a long line of the log."""
        connection = http.client.HTTPConnection("127.0.0.1", int(server.ready["url"].rsplit(":", 1)[1]), timeout=10)
        for _ in range(calls):
            connection.request("GET", "/cgi-bin/" + "x" * 4000)
            connection.getresponse().read()
        connection.close()

    def test_a_log_that_nobody_reads_freezes_nothing(self):
        with serving() as server:  # its stderr is a pipe
            self.refuse(server, 600)  # more than the pipe and the queue hold
            self.assertIn("version", get(server.ready["url"] + "/readyz"))
            server.terminate()
            self.assertEqual(server.wait(timeout=10), 0)

    def test_a_log_whose_reader_is_gone_ends_nothing(self):
        with serving() as server:
            server.stderr.close()
            server.stderr = None
            self.refuse(server, 20)
            self.assertIn("version", get(server.ready["url"] + "/readyz"))
            server.terminate()
            self.assertEqual(server.wait(timeout=10), 0)

    def test_a_client_cannot_write_to_the_log(self):
        hostile = "/cgi-bin/x%0aFAKE%0d%1b[31m%c2%9b%e2%80%a8%e2%80%ae%ff"
        with serving("--log-level", "debug") as server:
            port = int(server.ready["url"].rsplit(":", 1)[1])
            for head in (f"GET {hostile} HTTP/1.1\r\nHost: x\r\n", f"GET{hostile} {hostile} HTTP/1.1\r\nHost: {hostile}\r\n", "\x1b[31m\n\n", f"G\x1bT /x\x1b[31m\x9b HTTP/1.1\r\nHost: x\r\n"):
                with socket.create_connection(("127.0.0.1", port)) as client:
                    client.sendall(head.encode("latin-1") + b"Connection: close\r\n\r\n")
                    client.settimeout(10)
                    while client.recv(4096):
                        pass
            server.terminate()
            _, log = server.communicate(timeout=10)
        self.assertIn("\\nFAKE\\r\\x1b[31m\\u009b\\u2028\\u202e\\xff", log)
        for line in log.splitlines():
            self.assertTrue(line.isprintable(), ascii(line))
            self.assertRegex(line, r"^\d\d:\d\d:\d\d ")

    def test_the_curl_of_an_explanation_is_safe_to_paste(self):
        with serving() as server, tempfile.TemporaryDirectory() as folder:
            port = int(server.ready["url"].rsplit(":", 1)[1])
            requests = (b"GET;touch${IFS}owned /x HTTP/1.1\r\nHost: x\r\n\r\n", b"$(touch owned) /x HTTP/1.1\r\nHost: x\r\n\r\n", b"POST /'$(touch${IFS}owned)' HTTP/1.1\r\nHost: x\r\nContent-Length: 22\r\n\r\n';touch owned\n\x1b[31m\xff''",
                        b"POST /[1-9]{a,b} HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n@/etc/group")
            for request in requests:
                with socket.create_connection(("127.0.0.1", port)) as client:
                    client.sendall(request)
                    client.recv(4096)
            for row in json.loads(call(server, "GET", "/__admin/requests")[1])["requests"]:
                curl = json.loads(call(server, "GET", f"/__admin/explain/{row['id']}")[1])["curl"]
                self.assertTrue(curl.isprintable(), curl)
                subprocess.run(["bash", "-c", curl.replace("curl ", "true ", 1)], cwd=folder, check=False, timeout=10)
                self.assertEqual(os.listdir(folder), [], curl)
                if "/etc/group" in curl:
                    self.assertIn("--data-raw", curl)

    def test_a_connect_to_a_port_that_is_not_a_proxy_is_refused(self):
        for flags in ((), ("--proxy-port", "0")):
            with tempfile.TemporaryDirectory() as folder, serving("--data-dir", folder, *flags) as server:
                port = int(server.ready["url"].rsplit(":", 1)[1])
                with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
                    client.sendall(b"CONNECT api.weixin.qq.com:443 HTTP/1.1\r\nHost: api.weixin.qq.com:443\r\nConnection: close\r\n\r\n")
                    answer = client.makefile("rb").read().decode()
                self.assertTrue(answer.startswith("HTTP/1.1 400 "), answer)
                self.assertIn("--proxy-port", answer)
                self.assertIn(server.ready.get("proxy_url", ""), answer)

    def test_the_admin_can_end_it(self):
        with serving() as server:
            request = urllib.request.Request(server.ready["url"] + "/__admin/shutdown", method="POST")
            with urllib.request.urlopen(request, timeout=5) as answer:
                self.assertEqual(answer.status, 202)
            self.assertEqual(server.wait(timeout=5), 0)

    def test_the_same_seed_gives_the_same_bytes(self):
        def run(seed):
            with serving("--seed", seed) as server:
                return token(server.ready["url"]) + get(server.ready["url"] + "/cgi-bin/nothing")

        self.assertEqual(run("7"), run("7"))
        self.assertNotEqual(run("7"), run("8"))

    def test_a_thousand_idle_connections_starve_nobody(self):
        with serving() as server, contextlib.ExitStack() as stack:
            port = int(server.ready["url"].rsplit(":", 1)[1])
            for _ in range(1000):
                idle = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
                idle.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertTrue(idle.recv(4096).startswith(b"HTTP/1.1 200"))
            self.assertIn("access_token", token(server.ready["url"]))

    def crowded(self, sends, then):
        """Calls `then` on a server of 80 files that 120 clients have connected to and sent `sends`."""
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (80, 80))
        with serving("--log-level", "warn", preexec_fn=few_files) as server, contextlib.ExitStack() as stack:
            clients = []
            for _ in range(120):
                clients.append(stack.enter_context(socket.create_connection(("127.0.0.1", int(server.ready["url"].rsplit(":", 1)[1])), timeout=10)))
                clients[-1].sendall(sends)
            then(server, clients)
            server.terminate()
            self.assertIn("raise `ulimit -n`", server.communicate(timeout=10)[1])
            self.assertEqual(server.returncode, 0)

    def test_clients_that_wait_make_room_for_others(self):
        def then(server, _):
            for _ in range(200):
                self.assertIn("version", get(server.ready["url"] + "/readyz"))
        for sends in (b"", b"GET /cgi", b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{", b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n"):
            self.crowded(sends, then)

    def test_without_room_a_client_is_told_so(self):
        def then(server, _):
            status, body = call(server, "GET", "/readyz")
            self.assertEqual(status, 503)
            self.assertIn(b"ulimit -n", body)
        self.crowded(b"GET /__admin/events HTTP/1.1\r\nHost: x\r\n\r\n", then)

    def test_hanging_faults_starve_nobody(self):
        with serving() as server, contextlib.ExitStack() as stack:
            url = server.ready["url"]
            fault = urllib.request.Request(url + "/__admin/faults", b'{"match":{"api":"send"},"effect":{"hang":true}}')
            urllib.request.urlopen(fault, timeout=5).close()
            access = json.loads(token(url))["access_token"]
            for _ in range(200):
                hung = stack.enter_context(socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))))
                hung.sendall(f"POST /cgi-bin/message/wxopen/template/send?access_token={access} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}".encode())
            self.assertIn("access_token", token(url))

    def test_styles_of_the_trace(self):
        for style, wanted in (("hint", " hint: ["), ("rid", " rid: ")):
            with serving("--errmsg-style", style) as server:
                self.assertIn(wanted, get(server.ready["url"] + "/cgi-bin/nothing"))
        with serving("--errmsg-style", "bare") as server:
            self.assertIn('"errmsg":"invalid url"}', get(server.ready["url"] + "/cgi-bin/nothing"))

    def test_a_large_snapshot_comes_back(self):
        with serving() as server:
            for _ in range(5):
                call(server, "POST", "/cgi-bin/message/wxopen/template/send", b"x" * 2_000_000)
            status, snapshot = call(server, "GET", "/__admin/snapshot")
            self.assertEqual(status, 200)
            self.assertGreater(len(snapshot), 10_000_000)
            self.assertEqual(call(server, "PUT", "/__admin/snapshot", snapshot)[0], 200)
            self.assertEqual(call(server, "PUT", "/__admin/clock", snapshot)[0], 413)
            self.assertEqual(json.loads(call(server, "GET", "/__admin/requests?limit=1")[1])["total"], 5)

    def test_a_library_file_adds_titles(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "library.json")
            path.write_text('{"list":[{"id":"AT9000","title":"x"}]}')
            with serving("--library", str(path)) as server:
                url = server.ready["url"]
                access = json.loads(token(url))["access_token"]
                request = urllib.request.Request(f"{url}/cgi-bin/wxopen/template/library/get?access_token={access}", b'{"id":"AT9000"}')
                with urllib.request.urlopen(request, timeout=5) as answer:
                    self.assertEqual(json.load(answer)["title"], "x")
            run = subprocess.run([WXNOTICE, "serve", "--library", str(path), "--library", str(path)], capture_output=True, text=True, timeout=5, check=False)
            self.assertEqual(run.returncode, 2)
            self.assertIn("has titles of the same family (template_message)", run.stderr)
            path.write_text("[{]")
            broken = subprocess.run([WXNOTICE, "serve", "--library", str(path)], capture_output=True, text=True, timeout=5, check=False)
            self.assertEqual(broken.returncode, 2)
            self.assertIn("library.json: is no JSON", broken.stderr)

    def test_wrong_usage_is_exit_2_and_says_why(self):
        for flags, says in ((["--port", "99999"], "--port"), (["--seed", "x"], "--seed"), (["--errmsg-style", "x"], "--errmsg-style"),
                            (["--store", "redis"], "--store"), (["--config", "/nowhere.yaml"], "/nowhere.yaml")):
            run = subprocess.run([WXNOTICE, "serve", *flags], capture_output=True, text=True, timeout=5, check=False)
            self.assertEqual(run.returncode, 2, flags)
            self.assertIn(says, run.stderr)

    def test_flags_are_variables_and_keys_too(self):
        with serving(env={**os.environ, "WXNOTICE_SERVE_ERRMSG_STYLE": "bare", "WXNOTICE_PORT": "x"}) as server:
            self.assertIn('"errmsg":"invalid url"}', get(server.ready["url"] + "/x"))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "wxnotice.yaml")
            path.write_text("serve:\n  errmsg_style: rid\n")
            with serving("--config", str(path)) as server:
                self.assertIn(" rid: ", get(server.ready["url"] + "/x"))
            pathlib.Path(folder, "sub").mkdir()
            with serving(cwd=pathlib.Path(folder, "sub")) as server:
                self.assertIn(" rid: ", get(server.ready["url"] + "/x"))

    def test_refused_calls_are_logged_with_their_reason(self):
        with serving("--lang", "en") as server:
            get(server.ready["url"] + "/cgi-bin/token")
            server.terminate()
            _, log = server.communicate(timeout=5)
            self.assertIn("41002 appid.missing: appid is missing", log)


if __name__ == "__main__":
    unittest.main()

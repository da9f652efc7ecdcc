#!/usr/bin/env python3
"""The commands that speak to a running server: what they print and how they end. Usage: admin_commands_test.py WXNOTICE"""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.request

WXNOTICE = sys.argv.pop(1)
APPID = "wx1234567890abcdef"
SECRET = "0123456789abcdef0123456789abcdef"
PLAIN_ENV = {name: value for name, value in os.environ.items() if not name.startswith("WXNOTICE_")}


@contextlib.contextmanager
def serving(*flags):
    server = subprocess.Popen([WXNOTICE, "serve", "--port", "0", "--seed", "7", "--log-level", "off", *flags], stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(server.stdout.readline())["url"]
    finally:
        server.terminate()
        server.communicate(timeout=10)


def ask(url, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url + path, data), timeout=10) as answer:
        return json.load(answer)


def call(url, *args, env=None):
    variables = {**PLAIN_ENV, "LC_ALL": "C", **({"WXNOTICE_URL": url} if url else {}), **(env or {})}
    return subprocess.run([WXNOTICE, *args], capture_output=True, text=True, timeout=30, env=variables, check=False)


class Sender:
    """What a client would do: a token, a template, a send."""

    def __init__(self, url):
        self.url = url
        self.token = ask(url, f"/cgi-bin/token?grant_type=client_credential&appid={APPID}&secret={SECRET}")["access_token"]
        self.template = ask(url, f"/cgi-bin/wxopen/template/add?access_token={self.token}", {"id": "AT0002", "keyword_id_list": [3, 4, 5]})["template_id"]

    def send(self, form_id, openid="oUser1"):
        body = {"touser": openid, "template_id": self.template, "form_id": form_id, "page": "index", "data": {"keyword1": {"value": "339208499"}}}
        return ask(self.url, f"/cgi-bin/message/wxopen/template/send?access_token={self.token}", body)


# What is called in order on one server: (arguments, exit code, text in stdout, text in stderr).
STEPS = (
    (["readyz"], 0, "wxnotice", ""),
    (["sandbox"], 0, APPID, ""),
    (["sandbox", "create", "wxother", "--page", "index", "--scenario", "busy"], 0, "WXNOTICE_APPID=wxother", ""),
    (["fault", "--appid", "wxother"], 0, "errcode=-1", ""),
    (["sandbox", "show", "wxother"], 0, "wxother", ""),
    (["sandbox", "delete", "wxother"], 0, "", ""),
    (["sandbox", "delete", "wxother"], 2, "", "wxother"),
    (["mint", "oUser2", "--kind", "prepay", "--unpaid"], 0, "", ""),
    (["mint"], 2, "", "OPENID is required"),
    (["mint", "oUser2", "--form-id", "form-1"], 0, "form-1", ""),
    (["mint", "oUser2", "--form-id", "wxnotice-41028"], 2, "", "magic value"),
    (["mint", "oUser1", "--age", "soon"], 2, "", "duration"),
    (["clock"], 0, "real", ""),
    (["clock", "freeze", "2018-02-02T12:00:00+08:00"], 0, "2018-02-02T04:00:00Z  frozen", ""),
    (["clock", "advance", "7d"], 0, "quotas are reset", ""),
    (["clock", "set", "2018-03-01T00:00:00Z"], 0, "2018-03-01T00:00:00Z", ""),
    (["clock", "scale", "60"], 0, "x60", ""),
    (["clock", "advance"], 2, "", "DURATION is required"),
    (["clock", "reset"], 0, "real", ""),
    (["fault", "add", "--api", "send", "--errcode", "-1", "--times", "2", "--phase", "after_commit"], 0, "after_commit", ""),
    (["fault", "add", "--api", "nothing", "--reset"], 2, "", "no API"),
    (["fault", "add", "--body", "touser=oUser9", "--method", "POST", "--status", "503"], 0, "body=touser=oUser9", ""),
    (["fault", "list"], 0, "api=send", ""),
    (["fault", "delete", "f9"], 2, "", "f9"),
    (["fault", "delete", "all"], 0, "", ""),
    (["quota", "set", "send", "--limit", "5"], 0, "send", ""),
    (["quota", "set", "send", "--no-limit"], 0, "-", ""),
    (["quota"], 0, "library/list", ""),
    (["token"], 0, "ENDS_AT", ""),
    (["token", "revoke"], 0, "revoke", ""),
    (["user", "add", "oOld", "--wechat-version", "6.5.1"], 0, "6.5.1", ""),
    (["user"], 0, "oOld", ""),
    (["library", "list", "AT0002"], 0, "购买成功通知  3 购买地点, 4 购买时间, 5 物品名称", ""),
    (["library", "propose", "优惠促销", "--dry-run"], 0, "title-marketing", ""),
    (["library", "propose", "体检报告出具通知", "--keyword", "体检人"], 0, "accepted: AT", ""),
    (["template", "add", "AT0002", "--keyword", "4", "--keyword", "3"], 0, "template_id", ""),
    (["template"], 0, "4 购买时间, 3 购买地点", ""),
    (["template", "add", "AT0002", "--keyword", "9"], 2, "", "no keyword"),
    (["template", "delete", "x"], 2, "", "no template x"),
    (["template", "add", "--title", "随便什么", "--keyword-name", "甲", "--keyword-name", "乙=2", "--template-id", "tpl-1"], 0, "tpl-1", ""),
    (["template", "add", "--title", "随便什么", "--keyword-name", "甲", "--template-id", "tpl-1"], 2, "", "already"),
    (["template", "add"], 2, "", "give either"),
    (["template", "import", "/nowhere.json"], 2, "", "check FILE"),
    (["report"], 0, "findings in", ""),
    (["violation", "add", "--restrict", "form", "--for", "7d"], 0, "form", ""),
    (["violation"], 0, "not banned", ""),
    (["scenario"], 0, "used-form", ""),
    (["scenario", "list"], 0, "banned-7-days", ""),
    (["scenario", "used-form"], 0, "used-form", ""),
    (["scenario", "nothing"], 2, "", "there are banned-7-days"),
    (["reset", "--scope", "all"], 0, "all", ""),
    (["reset", "--scope", "x"], 2, "", "one of journal"),
    (["messages", "latest"], 2, "", "no message"),
    (["explain", "r99999"], 2, "", "no request"),
    (["explain", "what is this"], 2, "", "no hint"),
    (["snapshot", "restore", "/nowhere.json"], 2, "", "/nowhere.json"),
    (["clock", "--kinds"], 2, "", "--kinds"),
    (["mint", "o1", "--appid", "wxnone"], 2, "", "wxnone"),
)


class AdminCommandsTest(unittest.TestCase):
    def test_each_verb(self):
        with serving() as url:
            for args, code, out, err in STEPS:
                with self.subTest(args=args):
                    run = call(url, *args)
                    self.assertEqual(run.returncode, code, run.stdout + run.stderr)
                    self.assertIn(out, run.stdout)
                    self.assertIn(err, run.stderr)
                    self.assertEqual(run.stdout == "", code != 0 or not out and "mint" not in args)

    def test_a_refused_title_is_a_finding(self):
        with serving() as url:
            run = call(url, "library", "propose", "优惠促销", "--keyword", "名称")
            self.assertEqual(run.returncode, 1)
            self.assertIn("title-marketing", run.stdout)

    def test_json_is_the_servers(self):
        with serving() as url:
            for args, path in ((["sandbox"], "sandboxes"), (["quota"], "quota"), (["fault", "list"], "faults"), (["scenario", "list"], "scenarios")):
                answer = json.loads(call(url, *args, "--format", "json").stdout)
                self.assertEqual(answer["total"], ask(url, f"/__admin/{path}")["total"])
                self.assertIn(path, answer)

    def test_minted_ids_come_one_a_line_and_a_send_shows_as_a_card(self):
        with serving() as url:
            ids = call(url, "mint", "oUser1", "--count", "3").stdout.split()
            self.assertEqual(len(ids), 3)
            self.assertEqual(Sender(url).send(ids[0])["errcode"], 0)
            self.assertIn("oUser1", call(url, "messages").stdout)
            self.assertIn("339208499", call(url, "messages", "latest", "--openid", "oUser1").stdout)
            self.assertEqual(call(url, "messages", "latest", "--openid", "oUser9").returncode, 2)

    def test_a_refused_send_is_explained_from_a_line_of_a_log(self):
        with serving() as url:
            old = call(url, "mint", "oUser1", "--age", "8d").stdout.strip()
            errmsg = Sender(url).send(old)["errmsg"]
            for lang, says in (("en", "why"), ("zh", "原因")):
                run = call(url, "explain", f"[12:00:01] ERROR send: {errmsg}", "--lang", lang)
                self.assertEqual(run.returncode, 0, run.stderr)
                for wanted in (says, "41028 form_id.expired", old, "curl -sS", "oUser1"):
                    self.assertIn(wanted, run.stdout)

    def test_a_snapshot_brings_back_what_it_saved(self):
        with serving() as url, tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder, "all.json"))
            form = call(url, "mint", "oUser1").stdout.strip()
            self.assertIn(path, call(url, "snapshot", "save", path).stdout)
            call(url, "reset")
            self.assertEqual(ask(url, "/__admin/form-ids")["total"], 0)
            self.assertEqual(call(url, "snapshot", "restore", path).returncode, 0)
            self.assertEqual(ask(url, "/__admin/form-ids")["form_ids"][0]["form_id"], form)

    def test_a_server_that_is_not_there(self):
        run = call("http://127.0.0.1:1", "clock")
        self.assertEqual(run.returncode, 3)
        self.assertIn("wxnotice serve", run.stderr)
        self.assertIn("WXNOTICE_URL", run.stderr)
        self.assertEqual(call("http://127.0.0.1:1", "readyz", "--timeout", "200ms").returncode, 4)
        self.assertEqual(call("nonsense", "clock").returncode, 2)

    def test_where_the_server_is(self):
        with serving() as url:
            for args, env in ((["--url", url], {}), ([], {"WXNOTICE_URL": url}), ([], {"WXNOTICE_ADMIN_URL": url + "/__admin"})):
                self.assertEqual(call("", "clock", *args, env=env).returncode, 0, (args, env))

    def test_the_admin_token(self):
        with serving("--admin-token", "t", "--scenario", "busy") as url:
            self.assertIn("--admin-token", call(url, "fault").stderr)
            self.assertIn("errcode=-1", call(url, "fault", "--admin-token", "t").stdout)
            self.assertEqual(call(url, "fault", env={"WXNOTICE_ADMIN_TOKEN": "t"}).returncode, 0)

    def test_a_configuration_file_and_variables_set_options_of_actions(self):
        with serving() as url, tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "wxnotice.yaml")
            path.write_text(f"mint:\n  url: {url}\n  count: 2\n")
            self.assertEqual(len(call("", "mint", "o1", "--config", str(path)).stdout.split()), 2)
            self.assertEqual(len(call(url, "mint", "o1", env={"WXNOTICE_MINT_COUNT": "4"}).stdout.split()), 4)

    def test_serve_begins_in_scenarios(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "mine.json")
            path.write_text('{"scenario":"mine","steps":[{"method":"PUT","path":"/__admin/quota","body":{"api":"send","limit":3}}]}')
            with serving("--scenario", "busy", "--scenario", str(path)) as url:
                self.assertIn("errcode=-1", call(url, "fault").stdout)
                self.assertEqual(ask(url, "/__admin/quota?api=send")["limit"], 3)
            for source, says in (("nothing", "banned-7-days"), ("./none.json", "none.json")):
                run = subprocess.run([WXNOTICE, "serve", "--port", "0", "--scenario", source], capture_output=True, text=True, timeout=10, check=False)
                self.assertEqual(run.returncode, 2)
                self.assertIn(says, run.stderr)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""What the commands do with arguments, files, streams and servers that no user means: they say so and end with 2 or 3,
and never abort, hang or print half a character. Usage: hostile_test.py WXNOTICE"""

import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

WXNOTICE = sys.argv.pop(1)
PATIENCE = 120  # seconds: how long a slow machine may take
ESCAPES = "\x1b[31m\n\x9b\u202e\u2028"


def run(*args, **more):
    more.setdefault("stdin", subprocess.DEVNULL)
    if "input" in more:
        del more["stdin"]
    more.setdefault("stdout", subprocess.PIPE)
    more.setdefault("stderr", subprocess.PIPE)
    return subprocess.run([WXNOTICE, *args], timeout=PATIENCE, check=False, **more)


def closing(*numbers):
    """A preexec_fn that closes standard streams."""
    return lambda: [os.close(number) for number in numbers]


class HostileTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def assertEnds(self, result, code, *says):
        """With `code`, and a message of whole, printable characters."""
        self.assertEqual(result.returncode, code, (result.args, result.stderr[:2000]))
        message = result.stderr.decode()  # whole characters
        for character in message:
            self.assertTrue(character in "\n" or character.isprintable() or character == "\u3000", (result.args, message))
        for text in says:
            self.assertIn(text, message, result.args)

    def test_arguments_that_are_not_utf8(self):
        for args in (("scenario", "run", b"\xff"), ("verify", "sequence", b"api=\xff"), ("verify", "--api", b"\xff"), ("mint", b"o\xff"),
                     ("messages", "--appid", b"\xff"), ("explain", b"\xff"), ("fault", "add", "--api", b"\xff"), ("library", "propose", b"\xff")):
            self.assertEnds(run(*args), 2, "wxnotice: ")
        for args in ((b"\xff",), ("lint", b"\xff"), ("lint", "--format", b"\xff"), ("lint", b"\xff.txt"), ("rules", b"\xff"), ("serve", "--port", b"\xff"),
                     ("serve", "--scenario", b"\xff"), ("serve", "--library", b"\xff"), ("snapshot", "restore", b"\xff"), ("codes", b"\xff")):
            self.assertEnds(run(*args), 2, "\\xff")
        self.assertEnds(run("similar", b"\xff", "x"), 0)

    def test_a_folder_with_links_that_lead_nowhere(self):
        self.write("in/good.txt", "停水通知\n")
        folder = self.folder / "in"
        for name, target in (("self", "self"), ("self.yaml", "self.yaml"), ("long", "x" * 4000), ("gone.json", "nothing"), ("up", "..")):
            (folder / name).symlink_to(target)
        result = run("lint", "--lang", "en", str(folder))
        self.assertEnds(result, 2, "in/self: ", "in/self.yaml: ", "in/long: ", "in/gone.json: ")
        self.assertIn("1 template", result.stdout.decode())

    def test_a_folder_with_things_that_are_no_files(self):
        os.mkfifo(self.folder / "pipe.yaml")
        os.mkfifo(self.folder / "pipe")
        with socket.socket(socket.AF_UNIX) as unix:
            unix.bind(str(self.folder / "sock.json"))
            (self.folder / "null.txt").symlink_to("/dev/zero")
            (self.folder / "folder.yaml").mkdir()
            result = run("lint", str(self.folder))
        self.assertEnds(result, 2, "pipe.yaml: ", "sock.json: ", "null.txt: ")
        self.assertNotIn("pipe: ", result.stderr.decode())

    def test_a_folder_that_cannot_be_read(self):
        if os.geteuid() == 0 and shutil.which("setpriv") is None:
            self.skipTest("root reads everything")
        self.write("in/closed/a.txt", "停水通知\n")
        self.write("in/b.txt", "停水通知\n")
        (self.folder / "in/closed").chmod(0)
        self.folder.chmod(0o755)
        binary = shutil.copy(WXNOTICE, self.folder / "wxnotice")
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        result = subprocess.run([*as_nobody, binary, "lint", str(self.folder / "in")], capture_output=True, timeout=PATIENCE, check=False)
        (self.folder / "in/closed").chmod(0o755)
        self.assertEnds(result, 2, "in/closed: ")

    def test_names_of_files_are_printable_in_every_report(self):
        name = "a\n\x1b[31m\u202e.txt".encode() + b"\xff.txt"
        (self.folder / os.fsdecode(name)).write_text("停水通告\n\ufffe\xffx\n")
        for form in ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"):
            result = run("lint", "--format", form, str(self.folder))
            self.assertEnds(result, 1)
            text = result.stdout.decode()  # UTF-8
            self.assertNotIn("\x1b", text, form)
            if form == "jsonl":
                json.loads(text.splitlines()[0])
            elif form not in ("text", "github", "junit", "checkstyle"):
                json.loads(text)

    def test_half_a_character_is_never_printed(self):
        for name, content in (("a.yaml", '- title: "a\\购"\n'), ("a.json", '{"title":"a\\购"}'), ("a.jsonl", '{"title":"a\\购"}\n'), ("c.yaml", "%购 购\n---\n- 购: *购\n")):
            path = self.write(name, content)
            self.assertEnds(run("lint", path), 2, name)
            for form in ("sarif", "junit", "json"):
                run("lint", "--format", form, path).stdout.decode()
        rules = self.write("rules/r.json", '{"rules":[{"id":"title-marketing","params":{"patterns":[{"group":"x","pattern":"\\\\购("}]}}]}')
        self.assertEnds(run("lint", "-", "--rules", os.path.dirname(rules), input="".encode()), 2, "r.json")

    def test_input_over_the_limit(self):
        path = self.write("a.txt", "停水通知\n" * 100)
        for size in ("1000b", "1KB", "1 kib", "0"):
            self.assertEnds(run("lint", path, "--max-file-size", size), 2, "a.txt: larger than ", "--max-file-size")
        self.assertEnds(run("lint", "-", "--max-file-size", "1KB", input=b"x" * 2000), 2, "standard input: larger than")
        self.assertEnds(run("lint", "--select", "title-ending", path, "--max-file-size", "2KB"), 0)
        for size in ("-1", "x", "99999999999GiB", "1.5XB"):
            self.assertEnds(run("lint", path, "--max-file-size", size), 2, "--max-file-size")
        with open("/dev/zero", "rb") as endless:
            self.assertEnds(run("lint", "-", "--max-file-size", "1MiB", stdin=endless), 2)
            self.assertEnds(run("similar", "--stdin", "--limit", "1", stdin=subprocess.DEVNULL), 0)
        self.assertEnds(run("similar", "--stdin", input=b"x" * 3_000_000 + b'\n{"a":"x","b":"x"}\n'), 2, "-:1: ")

    def test_standard_input_that_cannot_be_read(self):
        folder = os.open(self.folder, os.O_RDONLY)
        self.assertEnds(run("lint", "-", stdin=folder), 2, "standard input")
        self.assertEnds(run("similar", "--stdin", stdin=folder), 2, "standard input")
        os.close(folder)
        self.assertEnds(run("lint", "-", stdin=None, preexec_fn=closing(0)), 2, "standard input")

    def test_files_that_are_none(self):
        os.mkfifo(self.folder / "pipe")
        os.mkfifo(self.folder / "pipe.json")
        (self.folder / "loop.json").symlink_to("loop.json")
        good = self.write("good.txt", "停水通知\n")
        for odd in (str(self.folder), str(self.folder / "pipe.json"), str(self.folder / "loop.json"), "/dev/zero", "/nowhere.json"):
            for args in (("lint", good, "--library", odd), ("lint", good, "--baseline", odd), ("lint", good, "--config", odd), ("serve", "--library", odd),
                         ("serve", "--scenario", odd), ("serve", "--config", odd), ("serve", "--tls-port", "0", "--tls-cert", odd, "--tls-key", odd),
                         ("scenario", "run", odd), ("snapshot", "restore", odd), ("rules", "--library", odd)):
                self.assertEnds(run(*args), 2, odd)

    def test_a_pipe_that_is_named_is_read(self):
        pipe = self.folder / "pipe.txt"
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda: pipe.write_text("停水通告\n"))
        writer.start()
        result = run("lint", str(pipe))
        writer.join()
        self.assertEnds(result, 1)
        self.assertIn("title-ending", result.stdout.decode())

    def test_rule_folders_with_what_no_rule_file_is(self):
        os.mkfifo(self.folder / "a.yaml")
        self.assertEnds(run("rules", "--rules", str(self.folder)), 2, "a.yaml")
        (self.folder / "a.yaml").unlink()
        (self.folder / "a.yaml").symlink_to("a.yaml")
        self.assertEnds(run("rules", "--rules", str(self.folder)), 2, "a.yaml")
        (self.folder / "a.yaml").unlink()
        (self.folder / "a.yaml").mkdir()
        self.assertEnds(run("rules", "--rules", str(self.folder)), 2, "a.yaml")

    def test_rule_files_with_words_without_an_end(self):
        word = "购" * 80_000
        cases = (
            {"lexicon": {"synonyms": [["甲", word]]}}, {"lexicon": {"endings": word}}, {"lexicon": {"words": [[[word]]]}}, {"variants": {"券": word}},
            {"rules": [{"id": "title-marketing", "params": {"groups": {"discount": {"terms": [word]}}}}]},
            {"rules": [{"id": "title-marketing", "params": {"groups": {"discount": {"except": [word]}}}}]},
            {"rules": [{"id": "title-marketing", "params": {"variants": {"购": word}}}]},
            {"rules": [{"id": "title-marketing", "params": {"patterns": [{"group": "discount", "pattern": "a" * 80_000, "like": "a"}]}}]},
            {"rules": [{"id": word, "kind": "terms"}]}, {"lexicon": {word: []}}, {word: []},
        )
        for case in cases:
            self.write("r/rules.json", "\n" + json.dumps(case, ensure_ascii=False))
            self.assertEnds(run("lint", "-", "--rules", str(self.folder / "r"), input=b""), 2, "rules.json:2: ")
        self.write("r/rules.json", "[" * 100_000)
        self.assertEnds(run("rules", "--rules", str(self.folder / "r")), 2, "rules.json")
        os.truncate(self.folder / "r/rules.json", 1 << 34)
        self.assertEnds(run("rules", "--rules", str(self.folder / "r")), 2, "rules.json: larger than the limit of 16 MiB")

    def test_spellings_of_spellings_end(self):
        rule = {"rules": [{"id": "title-marketing", "params": {"variants": {"甲": "a aa aaa"}, "groups": {"discount": {"terms": "甲" * 60}}}}]}
        self.write("r/rules.json", json.dumps(rule))
        run("lint", "-", "--rules", str(self.folder / "r"), input=(b"a" * 300 + b"\n") * 10)  # ends

    def test_aliases_and_depth_in_every_place_that_reads_yaml(self):
        bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9))
        deep = "[" * 100_000
        deep_block = "".join(" " * i + "- \n" for i in range(2000))
        good = self.write("good.txt", "停水通知\n")
        long = '- &a "' + "x" * 300_000 + '"\n' + "- *a\n" * 1000
        for content in (bomb, deep, deep_block, long, "{a: " * 50_000, "&a [*a]"):
            path = self.write("x.yaml", content)
            self.assertIn(run("lint", path).returncode, (0, 2), content[:40])
            self.assertEnds(run("lint", good, "--library", path), 2, "x.yaml")
            self.assertEnds(run("lint", good, "--config", path), 2, "x.yaml")
            self.assertEnds(run("lint", good, "--rules", str(self.folder)), 2, "x.yaml")
        for content in ("[" * 200_000, '{"a":' * 200_000, "[" * 200_000 + "]" * 200_000):
            path = self.write("y.json", content)
            for args in (("lint", path), ("lint", "--payload", path), ("lint", good, "--library", path), ("lint", good, "--baseline", path), ("serve", "--library", path), ("serve", "--scenario", path), ("scenario", "run", path)):
                self.assertEnds(run(*args), 2, "y.json")
            self.assertEnds(run("similar", "--stdin", input=content.encode()), 2)

    def test_output_that_cannot_be_written(self):
        path = self.write("a.txt", "停水　通告\n")
        formats = [("lint", path, "--format", form) for form in ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson")]
        commands = [(), ("--help",), ("--version",), ("lint", "--help"), ("mint", "--help"), ("lint", path, "--statistics"), ("lint", path, "--diff"), ("lint", path, "--quiet"),
                    ("rules",), ("rules", "title-ending"), ("rules", "--format", "json"), ("rules", "--format", "markdown"), ("codes",), ("codes", "41028"), ("codes", "--format", "json"),
                    ("similar", "a", "b"), ("similar", "订单通知"), ("similar", "a", "b", "--format", "json"), ("ca", "export"), ("ca", "print-env"), ("ca", "remove"), ("serve", "--port", "0")]
        environment = {**os.environ, "XDG_DATA_HOME": str(self.folder)}
        with open("/dev/full", "wb") as full:
            for args in commands[1:] + formats:
                self.assertEnds(run(*args, stdout=full, env=environment), 3, "standard output")
                self.assertEnds(run(*args, stdout=None, env=environment, preexec_fn=closing(1)), 3, "standard output")
        with open("/dev/full", "wb") as full:
            self.assertEqual(run("lint", path, stderr=full).returncode, 1)

    def test_files_that_cannot_be_written(self):
        path = self.write("a.txt", "停水　通知\n")
        environment = {**os.environ, "XDG_DATA_HOME": str(self.folder)}
        for odd in ("/dev/full", "/nowhere/x.json", str(self.folder / "a.txt/x.json")):
            self.assertEnds(run("lint", path, "--write-baseline", odd), 3, odd)
            self.assertEnds(run("ca", "export", "--out", odd, env=environment), 3, odd)
            self.assertEnds(run("serve", "--port", "0", "--port-file", odd), 3, odd)
        for odd in ("/nowhere/x.json", str(self.folder / "a.txt/x.json")):
            self.assertEnds(run("exec", "--report", odd, "--", "true"), 2, odd)
        self.assertEqual(pathlib.Path("/dev/full").is_char_device(), True)
        with open("/dev/full", "wb") as full:
            self.assertEqual(run("exec", "--", "true", stderr=full).returncode, 3)
            self.assertEqual(run("exec", "--", "sh", "-c", "exit 7", stderr=full).returncode, 7)
        self.assertEnds(run("serve", "--port", "0", "--tls-port", "0", "--data-dir", path), 3, path)
        self.assertEnds(run("ca", "export", "--data-dir", path), 3, path)

    def test_no_memory(self):
        path = self.write("a.jsonl", '{"title":"订单发货通知","keywords":["订单号","备注"]}\n' * 100_000)
        for limit in (80_000, 120_000):
            within = ["sh", "-c", f'ulimit -v {limit}; exec "$0" "$@"', WXNOTICE]
            if subprocess.run([*within, "--version"], capture_output=True, check=False).returncode != 0:
                continue  # not even loaded, as with a sanitizer
            result = subprocess.run([*within, "lint", path], capture_output=True, timeout=PATIENCE, check=False)
            self.assertEnds(result, 3, "memory")

    def test_a_thousand_links_to_one_folder(self):
        for i in range(1000):
            (self.folder / f"l{i}").symlink_to(".")
            (self.folder / f"l{i}.yaml").symlink_to(f"l{i + 1}.yaml")
        self.assertEnds(run("lint", str(self.folder)), 2, "l999.yaml: ")


# What a server that is not ours may answer: status, type, body.
ANSWERS = {
    "not JSON": (200, "text/html", b"<html>hello</html>"),
    "broken JSON": (200, "application/json", b'{"a":'),
    "a list": (200, "application/json", b"[1,2]"),
    "a number": (200, "application/json", b"1"),
    "deep": (200, "application/json", b'{"requests":' + b"[" * 300_000 + b"]" * 300_000 + b"}"),
    "other shapes": (200, "application/json", b'{"requests":[1,[],"x",null],"templates":{"a":1},"titles":[[]],"scenarios":{"a":1},"messages":3,"id":{},"rule":[],"form_id":{"uses":3},"nearest":[],"passed":1,"expired":[[[]]],"env":7,"reason":{},"why":[]}'),
    "controls": (200, "application/json", json.dumps({"id": ESCAPES, ESCAPES: 1, "requests": [{"id": ESCAPES, "path": ESCAPES}], "messages": [{"title": ESCAPES}], "now": ESCAPES, "env": {ESCAPES: ESCAPES}}, ensure_ascii=False).encode()),
    "not UTF-8": (200, "application/json", b'{"id":"\xff\xfe"}'),
    "text": (200, "text/plain", ESCAPES.encode() + b"\xff"),
    "a problem": (400, "application/problem+json", json.dumps({"detail": ESCAPES}).encode()),
    "a failure": (406, "application/problem+json", json.dumps({"detail": ESCAPES, "nearest": [1, {"misses": 4}], "unexpected": "x"}).encode()),
    "a failure that is no JSON": (406, "text/html", b"\xff<html>"),
    "a redirect": (302, "text/html", b"x"),
    "an error": (500, "text/html", b"\x1b[31m"),
    "nothing": (200, "application/json", b""),
    "broken problem": (404, "application/problem+json", b"[" * 100_000),
    "detail of another kind": (404, "application/problem+json", b'{"detail":{"a":[]}}'),
}
VERBS = (("messages",), ("messages", "show", "m1"), ("requests",), ("requests", "show", "r1"), ("mint", "oX"), ("clock",), ("verify",), ("verify", "no-unexpected"), ("explain", "r12"),
         ("sandbox",), ("scenario",), ("violation",), ("token",), ("user",), ("template",), ("library",), ("report",), ("quota",), ("fault",), ("library", "propose", "x"))


class Hostile(http.server.BaseHTTPRequestHandler):
    answer = ANSWERS["nothing"]

    def reply(self):
        status, kind, body = Hostile.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_DELETE = reply

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.reply()

    def log_message(self, *_):
        pass


class HostileServerTest(unittest.TestCase):
    def test_no_answer_undoes_a_verb(self):
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_port}"
            for name, answer in ANSWERS.items():
                Hostile.answer = answer
                for verb in VERBS if name in ("other shapes", "controls") else VERBS[:9]:
                    for form in ("text", "json"):
                        result = run(*verb, "--url", url, "--format", form)
                        self.assertIn(result.returncode, (0, 1, 2, 3), (name, verb, result.stderr))
                        for text in (result.stdout.decode(), result.stderr.decode()):
                            for character in text:
                                self.assertTrue(character in "\n\t" or character.isprintable(), (name, verb, form, text[:300]))
                        if name in ("not JSON", "broken JSON", "a list", "deep", "a redirect", "an error"):
                            self.assertEqual(result.returncode, 3, (name, verb, form))
            server.shutdown()

    def test_a_server_that_hangs_up_while_it_is_sent_to(self):
        with socket.create_server(("127.0.0.1", 0)) as server, tempfile.NamedTemporaryFile() as file:
            file.write(b"x" * 50_000_000)
            file.flush()

            def hang_up():
                connection, _ = server.accept()
                connection.recv(10)
                connection.close()

            threading.Thread(target=hang_up, daemon=True).start()
            result = run("snapshot", "restore", file.name, "--url", f"http://127.0.0.1:{server.getsockname()[1]}")
            self.assertEqual(result.returncode, 3, result.stderr)

    def test_addresses_that_are_none(self):
        for url in ("/", "//", "http://", "http:///", "http://:80", "http://[", "http://127.0.0.1:99999999999", "http://127.0.0.1:-1", "http://127.0.0.1:x", "http://" + "a" * 100_000, "http://a b", "https://127.0.0.1:1", "http://127.0.0.1:1\r\nX: y"):
            result = run("messages", "--url", url)
            self.assertIn(result.returncode, (2, 3), (url[:50], result.stderr))
            self.assertTrue(result.stderr.startswith(b"wxnotice: "), url[:50])


if __name__ == "__main__":
    unittest.main()

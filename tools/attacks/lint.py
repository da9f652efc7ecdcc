"""Hostile inputs for the commands: each ends in time, with its own exit code, and writes whole characters."""

import json
import os
import pathlib
import resource
import subprocess
import tempfile

from attacks.runner import attack

TIMEOUT_S = 60
FINE = (0, 1, 2)


class Folder:
    """Inputs made in a temporary folder, and a way to run wxnotice on them."""

    def __init__(self, context, path):
        self.context, self.path = context, pathlib.Path(path)

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def run(self, name, *arguments, wanted=FINE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, before=None):
        """Runs wxnotice; a death, a hang, half a character or an exit code that is not wanted is a problem."""
        self.context.count()
        process = subprocess.Popen([self.context.binary, *arguments], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, cwd=self.path, preexec_fn=before)
        try:
            out, err = process.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.context.problem(f"{name}: does not end within {TIMEOUT_S} s")
            return
        if process.returncode < 0 or process.returncode not in wanted:
            self.context.problem(f"{name}: exit code {process.returncode}, not one of {wanted}; {err[-200:]!r}")
        for stream, text in (("stdout", out or b""), ("stderr", err)):
            try:
                text.decode()
            except UnicodeDecodeError:
                self.context.problem(f"{name}: {stream} is not UTF-8")


def links(folder):
    """Folders whose entries lead nowhere, in circles, or to something that is not a file."""
    folder.write("self/a.txt", "购买成功通知\n")
    (folder.path / "self/loop").symlink_to("loop")
    folder.run("a link to itself", "lint", "self", wanted=(2,))
    folder.write("parent/a.txt", "购买成功通知\n")
    (folder.path / "parent/up").symlink_to("..")
    folder.run("a link to its parent", "lint", "parent")
    folder.write("long/a.txt", "购买成功通知\n")
    (folder.path / "long/name").symlink_to("x" * 4000)
    folder.run("a link with an over-long target", "lint", "long", wanted=(2,))
    folder.run("an over-long path", "lint", "x" * 5000, wanted=(2,))
    folder.run("an empty path", "lint", "", wanted=(2,))
    folder.write("pipe/a.txt", "购买成功通知\n")
    os.mkfifo(folder.path / "pipe/b.txt")
    folder.run("a FIFO in a folder", "lint", "pipe")
    folder.write("rules-pipe/a.json", "[]")
    os.mkfifo(folder.path / "rules-pipe/b.json")
    folder.run("a FIFO in a rules folder", "lint", "self/a.txt", "--rules", "rules-pipe")
    folder.write("rules-loop/a.json", "[]")
    (folder.path / "rules-loop/b.json").symlink_to("b.json")
    folder.run("a link to itself in a rules folder", "lint", "self/a.txt", "--rules", "rules-loop", wanted=(2,))
    folder.run("a folder of devices", "lint", "/dev/full", wanted=FINE)
    (folder.path / "nested").mkdir()
    os.makedirs(folder.path / "nested" / "/".join("d" * 200 for _ in range(15)))
    folder.run("folders in folders", "lint", "nested")


def outputs(folder):
    """Standard output that cannot be written."""
    folder.write("titles.txt", "优惠促销\n")
    for arguments in (["lint", "titles.txt"], ["lint", "titles.txt", "--format", "sarif"], ["rules"], ["codes"], ["codes", "41028"], ["--help"], ["--version"],
                      ["similar", "购买成功通知"]):
        name = " ".join(arguments)
        with open("/dev/full", "wb") as full:
            folder.run(f"{name} >/dev/full", *arguments, wanted=(3,), stdout=full)
        folder.run(f"{name} >&-", *arguments, wanted=(3,), before=lambda: os.close(1))
    folder.run("--write-baseline /dev/full", "lint", "titles.txt", "--write-baseline", "/dev/full", wanted=(3,))


def encodings(folder):
    """Half characters and wrong escapes in each format and option."""
    halves = {"a.txt": b"\xe8\xb4\n\xff\xfe\n\xf0\x9f\x98\n", "b.yaml": b"templates:\n  - title: \"\xe8\xb4\\q\"\n", "c.yaml": b"- title: \"\\\xe8\xb4\xad\"\n",
              "d.json": b'[{"title":"\xe8\xb4"}]', "e.json": b'[{"title":"\\ud800"}]', "f.csv": b"title,keyword\n\xff,\xfe\n", "g.jsonl": b'{"title":"\xf0\x9f\x98"}\n',
              "h.yaml": b"a: \"\\U00110000\"\n", "i.yaml": b"\xff\xfea\0:\0", "j.json": b"\0" * 1000, "k.txt": b"\0" * 1000}
    for name, content in halves.items():
        folder.write(f"half/{name}", content)
        for style in ("text", "json", "sarif", "github"):
            folder.run(f"half a character in {name} as {style}", "lint", f"half/{name}", "--format", style)
    for arguments in (["scenario", "run", b"\xff"], ["verify", "sequence", b"api=\xff"], ["lint", b"\xff.txt"], ["rules", b"\xff"], ["codes", b"\xff"],
                      ["similar", b"\xff", b"\xfe"], [b"\xff"], ["lint", "--select", b"\xff", "half/a.txt"]):
        folder.run(f"{arguments!r}", *arguments, "--url=http://127.0.0.1:9" if arguments[0] in ("scenario", "verify") else "--", wanted=(0, 1, 2, 3))


def depths(folder):
    """Much nesting, many aliases."""
    depth = folder.context.scale(100_000, 10_000)
    folder.write("deep/a.json", "[" * depth + "]" * depth)
    folder.write("deep/b.json", '{"a":' * depth + "1" + "}" * depth)
    folder.write("deep/c.yaml", "[" * depth + "]" * depth)
    folder.write("deep/d.yaml", "- " * depth + "a\n")
    folder.write("deep/e.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)))
    folder.write("deep/f.yaml", "{" * depth)
    folder.write("deep/g.jsonl", '{"title":' * depth + "\n")
    folder.write("deep/h.yaml", "templates: &t\n  - *t\n")
    for name in "a.json b.json c.yaml d.yaml e.yaml f.yaml g.jsonl h.yaml".split():
        folder.run(f"depth in {name}", "lint", f"deep/{name}")
        folder.run(f"depth in {name} as rules", "lint", "titles.txt", "--rules", f"deep/{name}")
        folder.run(f"depth in {name} as library", "lint", "titles.txt", "--library", f"deep/{name}")
        folder.run(f"depth in {name} as baseline", "lint", "titles.txt", "--baseline", f"deep/{name}")


def hostile_rules(size):
    """(name, rules): long and many words, where a file of --rules takes words."""
    long = "购" * size
    many = " ".join(f"词{n}" for n in range(size))
    for name, words in (("a long term", long), ("a term of jokers", "购*" * (size // 2)), ("many terms", many), ("a term of marks", "\u0301" * size)):
        yield name, {"rules": [{"id": "title-marketing", "params": {"groups": {"discount": {"terms": words}}}}]}
        yield f"{name} let off", {"rules": [{"id": "title-marketing", "params": {"groups": {"discount": {"terms": "购", "except": words}}}}]}
    for pattern in ("(" * size, "购" * size, "(购+)+" * (size // 10), "购{1000}{1000}", "[" + long + "]"):
        yield f"the pattern {pattern[:8]}", {"rules": [{"id": "title-marketing", "params": {"patterns": [{"group": "discount", "pattern": pattern}]}}]}
    yield "a long variant", {"rules": [{"id": "title-marketing", "params": {"variants": {"优": long}}}]}
    for words in (long + " 购买", many, "购买 " + long):
        yield f"synonyms {words[:4]}", {"lexicon": {"synonyms": {"money": [words]}}}
        yield f"words {words[:4]}", {"lexicon": {"words": [words]}}
        yield f"implied {words[:4]}", {"lexicon": {"implied": [words]}}


def sizes(folder):
    """Long lines, many templates, long words in rules."""
    size = folder.context.scale(80_000, 5_000)
    folder.write("size/line.txt", "购" * (size * 10) + "通知\n")
    folder.write("size/marks.txt", "\u0301" * size * 4 + "通知\n")
    folder.write("size/many.txt", "".join(f"第{n}号购买成功通知\n" for n in range(size // 4)))
    folder.write("size/keywords.json", '[{"title":"购买成功通知","keywords":[' + ",".join(['"购买地点"'] * size) + "]}]")
    folder.write("size/object.json", "[{" + ",".join(f'"k{n}":1' for n in range(size)) + "}]")
    folder.write("size/map.yaml", "".join(f"k{n}: 1\n" for n in range(size)))
    folder.write("size/wide.csv", ",".join(f"keyword{n}" for n in range(size)) + "\n")
    folder.write("size/quote.csv", 'title,keyword\n"' + "a\n" * size)
    for path in sorted((folder.path / "size").iterdir()):
        folder.run(f"size of {path.name}", "lint", f"size/{path.name}", "--quiet")
        folder.run(f"size of {path.name}, fixed", "lint", f"size/{path.name}", "--fix", "--quiet")
    for name, rules in hostile_rules(size):
        folder.write("rules/own.json", json.dumps(rules, ensure_ascii=False))
        folder.run(f"rules: {name}", "lint", "titles.txt", "--rules", "rules")
        folder.run(f"rules: {name}, an input that holds it", "lint", "size/line.txt", "--rules", "rules", "--quiet")
    folder.run("a long argument", "lint", "--title", "买" * 30_000)
    folder.run("similar to something long", "similar", "买" * 30_000, "卖" * 30_000)


def endless(folder):
    """More on standard input than fits: within 4 GiB of memory it is refused or linted, never a death."""
    with open("/dev/zero", "rb") as zeros:
        feed = subprocess.Popen(["head", "-c", str(5 << 30)], stdin=zeros, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            folder.run("5 GiB on standard input", "lint", "-", "--stdin-format", "txt", stdin=feed.stdout, before=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)))
        finally:
            feed.stdout.close()
            feed.kill()
            feed.wait()


@attack("lint", "hostile files, options and outputs for the linter and the other commands", server=False)
def lint(context):
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(context, path)
        for group in (links, outputs, encodings, depths, sizes):
            group(folder)
        if not context.short:
            endless(folder)

#!/usr/bin/env python3
"""`wxnotice exec` as its user meets it: environment, exit codes, signals, what is left, the report. Usage: exec_test.py WXNOTICE"""

import contextlib
import json
import os
import pathlib
import platform
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

WXNOTICE = sys.argv.pop(1)
DATA = tempfile.TemporaryDirectory()
os.environ["XDG_DATA_HOME"] = DATA.name
PATIENCE = 20  # seconds: how long a slow machine may take for what is awaited

# What a program under test does: calls of WeChat by the base URL alone.
CALL = """
import json, os, urllib.request
URL, APPID, SECRET = (os.environ["WXNOTICE_" + name] for name in ("URL", "APPID", "SECRET"))
def get(path):
    with urllib.request.urlopen(URL + path, timeout=10) as answer:
        return json.load(answer)
def token():
    return get(f"/cgi-bin/token?grant_type=client_credential&appid={APPID}&secret={SECRET}")["access_token"]
"""


def wxnotice(*args, **more):
    more.setdefault("timeout", PATIENCE)
    return subprocess.run([WXNOTICE, "exec", "--lang", "en", *args], capture_output=True, text=True, check=False, **more)


def run(code, *flags, **more):
    return wxnotice(*flags, "--", sys.executable, "-c", CALL + code, **more)


def sh(script, *flags, **more):
    return wxnotice(*flags, "--", "sh", "-c", script, **more)


@contextlib.contextmanager
def started(script, *flags, **popen):
    """`exec` under way, its program having printed a line: that line is `.line`."""
    process = subprocess.Popen([WXNOTICE, "exec", *flags, "--", "sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen)
    try:
        process.line = process.stdout.readline().strip()
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE)


def lives(pid):
    try:
        return pathlib.Path("/proc", str(pid), "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)  # between two looks, not instead of one
    return True


class ExecTest(unittest.TestCase):
    def assertEnded(self, *pids):
        for pid in pids:
            self.assertTrue(wait_until(lambda pid=pid: not lives(pid)), f"{pid} still runs")

    def test_the_program_meets_a_server_that_answers(self):
        result = run("print(len(token()) > 100, get('/__admin/version')['name'])")
        self.assertEqual((result.returncode, result.stdout), (0, "True wxnotice\n"), result.stderr)
        self.assertIn("calls: 1, findings: 0", result.stderr)

    def test_the_admin_verbs_find_the_server_by_themselves(self):
        result = sh(f"{WXNOTICE} mint oX --format json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(json.loads(result.stdout)["form_ids"]), 1)

    def test_variables_of_exec_do_not_disturb_wxnotice_in_the_program(self):
        result = sh(f"{WXNOTICE} mint o1 && {WXNOTICE} ca export >/dev/null && {WXNOTICE} codes >/dev/null", "--intercept",
                    env={**os.environ, "WXNOTICE_FORMAT": "sarif", "WXNOTICE_RESET": "1", "WXNOTICE_FAIL_ON": "x", "WXNOTICE_EXEC_FAIL_ON": "leak"})
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_settings_come_from_the_section_exec(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "wxnotice.yaml").write_text("exec: {report: r.json, errmsg_style: bare}\nserve: {errmsg_style: rid}\n")
            result = run("print(get('/x')['errmsg'])", cwd=folder)
            self.assertEqual(result.stdout, "invalid url\n", result.stderr)
            self.assertTrue(pathlib.Path(folder, "r.json").exists())

    def test_a_report_that_cannot_be_written_is_noticed_before_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "d.json").mkdir()
            for path in ("/nowhere/r.json", f"{folder}/d.json"):
                result = sh(f"touch {folder}/ran", "--report", path)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn(f"{path}: cannot be written", result.stderr)
            result = wxnotice("--report", f"{folder}/r.json", "--scenario", "nope", "--", "true")
            self.assertEqual((result.returncode, sorted(os.listdir(folder))), (2, ["d.json"]))

    def test_flags_of_serve_hold_and_the_environment_is_kept(self):
        result = run("print(get('/x')['errmsg'], os.environ['MINE'])", "--errmsg-style", "bare", env={**os.environ, "MINE": "kept"})
        self.assertEqual(result.stdout, "invalid url kept\n", result.stderr)
        result = run("print(token()[:2], os.environ['WXNOTICE_ADMIN_TOKEN'])", "--admin-token", "s3")
        self.assertEqual(result.stdout, "6_ s3\n", result.stderr)

    def test_the_exit_code_is_the_programs(self):
        for script, code in (("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137), ("kill -15 $$", 143)):
            self.assertEqual(sh(script).returncode, code, script)

    def test_a_program_that_cannot_be_run(self):
        with tempfile.TemporaryDirectory() as folder:
            plain = pathlib.Path(folder, "plain")
            plain.write_text("x")
            for command, code, says in (("no-such-program", 127, "PATH"), (str(plain), 126, "plain"), (folder, 126, folder)):
                result = wxnotice("--", command)
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertIn(says, result.stderr)

    def test_wrong_usage_is_exit_2_and_starts_nothing(self):
        for args, says in (([], "-- CMD"), (["--"], "-- CMD"), (["--fail-on", "x", "--", "true"], "--fail-on"), (["--report", "r.txt", "--", "true"], ".xml"),
                           (["--scenario", "nope", "--", "true"], "nope"), (["true"], "true")):
            result = wxnotice(*args)
            self.assertEqual(result.returncode, 2, args)
            self.assertIn(says, result.stderr)

    def test_standard_input_is_the_programs(self):
        self.assertEqual(sh("cat", input="hello").stdout, "hello")

    def test_a_signal_reaches_the_program_once(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGQUIT):
            script = f"trap 'echo got' {number.value}; echo ready; n=0; while [ $n -lt 2 ]; do sleep 0.1; n=$((n+1)); done; echo end"
            with started(script) as process:
                process.send_signal(number)
                out, _ = process.communicate(timeout=PATIENCE)
            self.assertEqual((out, process.returncode), ("got\nend\n", 0), number)

    def test_a_signal_that_ends_the_program_is_in_the_exit_code(self):
        with started("echo ready; sleep 100") as process:
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=PATIENCE), 143)

    def test_what_the_program_leaves_running_is_ended(self):
        # One in the group, one in a session of its own, one that ignores SIGTERM.
        script = "sleep 1000 & echo $!; setsid sleep 1000 & echo $!; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & sleep 0.2; exit 3"
        result = sh(script, "--kill-after", "0.3")
        self.assertEqual(result.returncode, 3)
        pids = [int(line) for line in result.stdout.split()]
        self.assertEqual(len(pids), 3)
        self.assertEnded(*pids)

    def test_nothing_outlives_a_killed_exec(self):
        with started("setsid sleep 1000 & echo $$ $!; wait", "--kill-after", "0.3") as process:
            pids = [int(pid) for pid in process.line.split()]
            self.assertTrue(all(lives(pid) for pid in pids))
            process.kill()
            process.wait(timeout=PATIENCE)
            self.assertEnded(*pids)

    def test_nothing_outlives_a_killed_supervisor(self):
        # A grandchild in a session of its own, one that ignores SIGTERM, and a child of theirs.
        script = "setsid sh -c 'trap \"\" TERM; sleep 1000 & echo $$ $!; wait; sleep 1000' & sleep 1000 & wait"
        with started(script, "--kill-after", "0.3") as process:
            grandchildren = process.line.split()
            supervisor = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            self.assertEqual(len(supervisor), 1)
            os.kill(int(supervisor[0]), signal.SIGKILL)
            self.assertEqual(process.wait(timeout=PATIENCE), 137)
            self.assertEnded(*grandchildren)

    def test_who_was_there_before_is_spared(self):
        script = f'sleep 1000 & echo $!; exec {WXNOTICE} exec --kill-after 0.3 -- sh -c "echo \\$PPID; sleep 1000"'
        with subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            before, supervisor = process.stdout.readline().strip(), process.stdout.readline().strip()
            os.kill(int(supervisor), signal.SIGKILL)
            self.assertEqual(process.wait(timeout=PATIENCE), 137)
            self.assertTrue(lives(before))
            os.kill(int(before), signal.SIGKILL)

    def test_nothing_outlives_a_killed_group(self):
        with started("sleep 1000 & echo $$ $!; wait", "--kill-after", "0.3", start_new_session=True) as process:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=PATIENCE)
            self.assertEnded(*(int(pid) for pid in process.line.split()))

    def test_a_program_that_ignores_a_hang_up_is_ended(self):
        with started("trap '' HUP TERM; echo $$; while :; do sleep 0.1; done", "--kill-after", "0.3") as process:
            process.send_signal(signal.SIGHUP)
            self.assertEqual(process.wait(timeout=PATIENCE), 137)
            self.assertEnded(int(process.line))

    def test_a_terminal_is_lent_and_its_end_ends_all(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(WXNOTICE, [WXNOTICE, "exec", "--kill-after", "0.3", "--", "sh", "-c", "read line; echo read $line $$; sleep 1000"])
        os.write(terminal, b"hello\n")
        seen = b""
        while b"read hello " not in seen.replace(b"\r", b"") or not seen.endswith(b"\n"):
            self.assertTrue(select.select([terminal], [], [], PATIENCE)[0], seen)
            seen += os.read(terminal, 1000)
        program = int(seen.split()[-1])
        self.assertTrue(lives(program))
        os.close(terminal)
        os.waitpid(pid, 0)
        self.assertEnded(program)

    def test_a_keystroke_ends_the_program_and_gives_the_terminal_back(self):
        pid, terminal = pty.fork()
        if pid == 0:
            # No sh: one that is about to exec its last command may lose the signal.
            begun = f"{sys.executable} -c 'import time; print(\"begun\", flush=True); time.sleep(1000)'"
            os.execvp("sh", ["sh", "-c", f"{WXNOTICE} exec -- {begun}; echo code $?; read again; echo again $again"])
        seen = b""

        def read_until(text):
            nonlocal seen
            while text not in seen:
                self.assertTrue(select.select([terminal], [], [], PATIENCE)[0], seen)
                seen += os.read(terminal, 1000)

        read_until(b"begun")
        os.write(terminal, b"\x03")
        read_until(b"code 130")
        os.write(terminal, b"there\n")
        read_until(b"again there")
        os.close(terminal)
        os.waitpid(pid, 0)

    def test_temporary_files_go_with_the_program_even_when_exec_is_killed(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "TMPDIR": folder}
            for flags in ([], ["--intercept"]):
                result = sh("cat $WXNOTICE_CA_FILE", *flags, env=environment)
                self.assertIn("BEGIN CERTIFICATE", result.stdout)
                self.assertEqual(os.listdir(folder), [])
            with started("echo $WXNOTICE_CA_FILE; sleep 1000", env=environment) as process:
                self.assertTrue(os.path.exists(process.line))
                process.kill()
                process.wait(timeout=PATIENCE)
                self.assertTrue(wait_until(lambda: not os.listdir(folder)), os.listdir(folder))

    def test_a_home_that_cannot_be_written_is_no_hindrance(self):
        result = run("import ssl; urllib.request.urlopen(os.environ['WXNOTICE_TLS_URL'] + '/livez', context=ssl.create_default_context(cafile=os.environ['WXNOTICE_CA_FILE']))", "--data-dir", "/proc/nowhere")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_the_port_is_free_afterwards(self):
        result = sh("echo $WXNOTICE_URL")
        port = result.stdout.strip().rsplit(":", 1)[1]
        self.assertNotIn(f":{int(port):04X} 00000000:0000 0A", pathlib.Path("/proc/net/tcp").read_text())


HARD_WIRED = "https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx1234567890abcdef&secret=0123456789abcdef0123456789abcdef"


class InterceptTest(unittest.TestCase):
    """What needs no other runtime; tools/clients has the rest."""

    def test_hard_wired_calls_arrive_and_others_are_refused_and_listed(self):
        for program in (["curl", "-sS"], [sys.executable, "-c", "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())"],
                        ["node", "-e", "fetch(process.argv[1]).then((r) => r.text()).then(console.log)"]):
            result = wxnotice("--intercept", "--fail-on", "unexpected,leak", "--", *program, HARD_WIRED)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("access_token", result.stdout)
            result = wxnotice("--intercept", "--", *program, "https://leak.test/x")
            self.assertNotEqual(result.returncode, 0, program)
            self.assertIn("leak leak.test:443", result.stderr)

    def test_a_client_that_does_not_trust_the_certificate_fails_it(self):
        code = """
import ssl, sys, urllib.request
try:
    urllib.request.urlopen(sys.argv[1], context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))  # trusts nobody
except OSError:
    pass
"""
        result = wxnotice("--intercept", "--fail-on", "unexpected", "--", sys.executable, "-c", code, HARD_WIRED)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("unexpected tls.failed", result.stderr)

    def test_a_leak_that_the_program_hides_fails_it(self):
        script = "curl -s https://leak.test/x; curl -s http://leak.test/y >/dev/null; true"
        result = sh(script, "--intercept", "--fail-on", "leak")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("http://leak.test/y", result.stderr)
        self.assertEqual(sh(script, "--intercept", "--fail-on", "unexpected,client").returncode, 0)
        node = "fetch('https://leak.test/').catch(() => process.exit(0))"
        result = wxnotice("--intercept", "--fail-on", "leak", "--", "node", "-e", node)
        self.assertEqual(result.returncode, 1, result.stderr)

    def test_what_the_variables_held_is_kept_where_it_can_be(self):
        environment = {**os.environ, "NODE_OPTIONS": "--no-deprecation", "JAVA_TOOL_OPTIONS": "-Dmine=1"}
        result = sh('echo "$NODE_OPTIONS"; echo "$JAVA_TOOL_OPTIONS"', "--intercept", env=environment)
        node, java = result.stdout.splitlines()
        self.assertTrue(node.startswith("--no-deprecation --require "))
        self.assertTrue(java.startswith("-Dmine=1 -D"))

    def test_all_hosts_of_wechat_arrive(self):
        for name in ("api", "api2", "sh.api", "sz.api", "hk.api"):
            for flags in ([], ["--variables-only"]):
                result = wxnotice("--intercept", *flags, "--", "curl", "-sS", HARD_WIRED.replace("//api.", f"//{name}."))
                self.assertIn("access_token", result.stdout, result.stderr)

    def test_names_of_this_machine_are_not_leaks(self):
        code = """
import http.server, socket, subprocess, sys, threading
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"mine")
server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://{socket.gethostname()}:{server.server_port}/"
for program in (["curl", "-sS", url], ["node", "-e", "fetch(process.argv[1]).then((r) => r.text()).then(console.log)", url]):
    print(subprocess.run(program, stdout=subprocess.PIPE, text=True).stdout.strip())
"""
        for flags in ([], ["--variables-only"]):
            result = wxnotice("--intercept", "--fail-on", "leak", *flags, "--", sys.executable, "-c", code)
            self.assertEqual((result.returncode, result.stdout), (0, "mine\nmine\n"), result.stderr)

    def test_a_refused_connect_names_wxnotice(self):
        result = wxnotice("--intercept", "--", sys.executable, "-c", "import urllib.request; urllib.request.urlopen('https://leak.test/')")
        self.assertIn("403 Forbidden by wxnotice", result.stderr)

    def test_a_node_whose_settings_were_replaced_arrives(self):
        call = "fetch(process.argv[1]).then((r) => r.text()).then(console.log)"
        for flags in ([], ["--variables-only"]):
            result = sh(f"NODE_OPTIONS=--no-deprecation node -e '{call}' '{HARD_WIRED}'", "--intercept", *flags)
            self.assertIn("access_token", result.stdout, result.stderr)

    def test_a_node_child_or_worker_with_an_empty_environment_arrives(self):
        call = f"fetch('{HARD_WIRED}').then((r) => r.text()).then(console.log)"
        worker = f"new (require('worker_threads').Worker)({json.dumps(call)}, {{eval: true, env: {{}}}})"
        child = f"require('child_process').spawn(process.execPath, ['-e', {json.dumps(call)}], {{env: {{}}, stdio: 'inherit'}})"
        sync = f"console.log(require('child_process').execFileSync(process.execPath, ['-e', {json.dumps(call)}], {{env: {{}}}}) + '')"
        promised = f"require('util').promisify(require('child_process').execFile)(process.execPath, ['-e', {json.dumps(call)}], {{env: {{}}}}).then((r) => console.log(r.stdout))"
        for code in (worker, child, sync, promised):
            for flags in ([], ["--variables-only"]):
                result = wxnotice("--intercept", *flags, "--", "node", "-e", code)
                self.assertIn("access_token", result.stdout, (code, result.stderr))

    def test_the_commands_of_wxnotice_work_inside(self):
        result = sh(f"{WXNOTICE} mint oX", "--intercept")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_the_settings_of_others_are_extended(self):
        with tempfile.TemporaryDirectory() as folder:
            wgetrc, roots = pathlib.Path(folder, "wgetrc"), pathlib.Path(folder, "roots.pem")
            wgetrc.write_text("tries = 7\n")
            roots.write_text("# my roots\n")
            names = ("NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
            environment = {**os.environ, "WGETRC": str(wgetrc), "PHP_INI_SCAN_DIR": "/mine", "PYTHONPATH": "/mine", **dict.fromkeys(names, str(roots))}
            script = 'cat "$WGETRC"; echo "$PHP_INI_SCAN_DIR" "$PYTHONPATH"; cat ' + " ".join(f'"${name}"' for name in names)
            for flags in ([], ["--variables-only"]):
                result = sh(script, "--intercept", *flags, env=environment)
                self.assertIn("tries = 7\n", result.stdout)
                self.assertIn("ca_certificate = ", result.stdout)
                self.assertRegex(result.stdout, "(?m)^/mine:/.*/mine$")
                self.assertEqual(result.stdout.count("# my roots"), len(names))

    def test_without_the_flag_nothing_is_intercepted(self):
        names = ("HTTPS_PROXY", "NODE_OPTIONS", "SSL_CERT_FILE", "JAVA_TOOL_OPTIONS")
        environment = {name: value for name, value in os.environ.items() if name not in names}
        self.assertEqual(sh('echo "$HTTPS_PROXY$NODE_OPTIONS$SSL_CERT_FILE$JAVA_TOOL_OPTIONS"', env=environment).stdout, "\n")


REFUSED = "t = token(); [get(f'/cgi-bin/wxopen/template/list?access_token=stale{n}') for n in range(2)]"
HABIT = """
body = json.dumps({"touser": "wxnotice-41028"}).encode()
for _ in range(4):
    url = f"{URL}/cgi-bin/message/wxopen/template/send?access_token={token()}"
    urllib.request.urlopen(url, body).close()
"""


NOTIF_SEND = 0xC0182101  # SECCOMP_IOCTL_NOTIF_SEND
# Runs a program under a filter: the system call argv[1], of which argv[2] is the second argument if it is not 0, fails with argv[3].
FORBIDDING = """
import ctypes, os, struct, sys
call, argument, error = map(int, sys.argv[1:4])
load, equal, end = 0x20, 0x15, 0x06
step = lambda code, then, otherwise, value: struct.pack("HBBI", code, then, otherwise, value)
steps = [step(load, 0, 0, 0), step(equal, 0, 2 if argument == 0 else 3, call)]
steps += [step(load, 0, 0, 24), step(equal, 0, 1, argument)] if argument else [step(load, 0, 0, 0)]
steps += [step(end, 0, 0, 0x50000 | error), step(end, 0, 0, 0x7FFF0000)]
program = ctypes.create_string_buffer(b"".join(steps))
filter = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program)))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, filter, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP
os.execvp(sys.argv[4], sys.argv[4:])
"""


class RedirectTest(unittest.TestCase):
    """Programs that read none of our variables. Redirected system calls are not possible on every system."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "report.json")
            wxnotice("--intercept", "--report", str(path), "--", "true")
            why = json.loads(path.read_text())["not_redirected"]
        if why:
            raise unittest.SkipTest(f"system calls cannot be redirected here: {why}")

    def test_programs_with_an_empty_environment_arrive(self):
        bundled = "import ssl, sys, urllib.request; from pip._vendor import certifi; context = ssl.create_default_context(cafile=certifi.where())\n"
        plain = "import sys, urllib.request; context = None\n"
        call = "print(urllib.request.urlopen(sys.argv[1], context=context).read().decode())"
        for program in (["curl", "-sS"], [sys.executable, "-c", plain + call], [sys.executable, "-c", bundled + call]):
            if bundled in program[-1] and subprocess.run([sys.executable, "-c", "import pip._vendor.certifi"], capture_output=True, check=False).returncode:
                continue  # Debian's pip has no roots of its own
            result = wxnotice("--intercept", "--", "env", "-i", f"PATH={os.environ['PATH']}", *program, HARD_WIRED)
            self.assertIn("access_token", result.stdout, (program, result.stderr))

    def test_plain_http_arrives(self):
        result = wxnotice("--intercept", "--", "env", "-i", "curl", "-sS", HARD_WIRED.replace("https:", "http:"))
        self.assertIn("access_token", result.stdout, result.stderr)

    def test_a_connection_past_the_proxy_is_refused_and_listed(self):
        code = "import socket, sys; print(socket.socket(int(sys.argv[1])).connect_ex((sys.argv[2], int(sys.argv[3]))))"
        for family, address, port, name in ((2, "192.0.2.1", 443, "192.0.2.1:443"), (2, "192.0.2.1", 80, "192.0.2.1:80"), (10, "2001:db8::1", 443, "[2001:db8::1]:443"),
                                            (10, "::ffff:192.0.2.1", 443, "192.0.2.1:443")):
            result = wxnotice("--intercept", "--fail-on", "leak", "--", sys.executable, "-c", code, str(family), address, str(port))
            self.assertEqual((result.returncode, result.stdout), (1, "111\n"), result.stderr)
            self.assertIn(f"leak {name}", result.stderr)

    def test_connections_on_this_machine_and_datagrams_are_left_alone(self):
        code = """
import os, socket
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect_ex(("192.0.2.1", 443))
assert open("/etc/hosts").read().startswith("127.87.88.1 api.weixin.qq.com\\n")
assert "wxnotice" not in open("/etc/passwd").read()
"""
        result = wxnotice("--intercept", "--fail-on", "leak", "--", sys.executable, "-c", code)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_datagram_socket_keeps_its_address(self):  # resolvers connect one to each result
        code = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.87.88.1', 443)); print(s.getpeername())"
        self.assertEqual(wxnotice("--intercept", "--", sys.executable, "-c", code).stdout, "('127.87.88.1', 443)\n")

    def test_an_address_in_memory_that_cannot_be_written_is_redirected(self):
        code = """
import ctypes, mmap, socket
libc = ctypes.CDLL(None)
page = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
page.write(b"\\x02\\x00\\x01\\xbb\\x7f\\x57\\x58\\x01" + bytes(8))
at = ctypes.addressof(ctypes.c_char.from_buffer(page))
libc.mprotect(ctypes.c_void_p(at), 4096, mmap.PROT_READ)
client = socket.socket()
print(libc.connect(client.fileno(), ctypes.c_void_p(at), 16))
"""
        self.assertEqual(wxnotice("--intercept", "--", sys.executable, "-c", code).stdout, "0\n")

    def test_a_certificate_of_the_program_stays_the_first_in_its_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "ssl", "cert.pem")
            path.parent.mkdir()
            script = f"cat {path}; echo MINE >{path}; cat {path}"
            result = sh(script, "--intercept")
            self.assertTrue(result.stdout.startswith("MINE\n"), result.stdout)  # the first `cat` finds no file
            self.assertIn("BEGIN CERTIFICATE", result.stdout)

    def test_programs_that_copy_files_get_the_file_itself(self):
        with tempfile.TemporaryDirectory() as folder:
            result = sh(f"cp /etc/hosts {folder}/hosts && cmp /etc/hosts {folder}/hosts && grep -c weixin {folder}/hosts", "--intercept")
            self.assertEqual((result.stdout, result.stderr.count("cp:")), ("0\n", 0), result.stderr)

    def test_a_replaced_file_looks_like_a_file_that_was_opened_for_reading(self):
        code = "import fcntl, os; f = os.open('/etc/hosts', os.O_RDONLY); print(fcntl.fcntl(f, fcntl.F_GETFL) & os.O_ACCMODE, oct(os.fstat(f).st_mode))"
        self.assertEqual(wxnotice("--intercept", "--", sys.executable, "-c", code).stdout, "0 0o100644\n")

    def test_processes_left_behind_are_ended_while_their_calls_wait(self):
        script = "setsid sh -c 'trap \"\" TERM; echo $$; while :; do cat /etc/hosts >/dev/null; done' & sleep 0.2"
        result = sh(script, "--intercept", "--kill-after", "0.3")
        self.assertTrue(wait_until(lambda: not lives(int(result.stdout))))

    def test_a_system_that_forbids_it_is_named_and_changes_nothing_else(self):
        seccomp, ioctl = {"x86_64": (317, 16), "aarch64": (277, 29)}[platform.machine()]
        # The second is a kernel that does not know how to answer; so it must not be waited for.
        for call, argument, error, why in ((seccomp, None, 1, "Operation not permitted"), (seccomp, None, 38, "Function not implemented"), (ioctl, NOTIF_SEND, 22, "was killed")):
            result = subprocess.run([sys.executable, "-c", FORBIDDING, str(call), str(argument or 0), str(error), WXNOTICE, "exec", "--lang", "en", "--intercept", "--", "sh", "-c", "exit 7"],
                                    capture_output=True, text=True, timeout=PATIENCE, check=False)
            self.assertEqual(result.returncode, 7, result.stderr)
            self.assertRegex(result.stderr, f"system calls were not redirected \\(.*{why}")

    def test_inside_another_one_it_says_that_it_cannot(self):
        result = wxnotice("--intercept", "--", WXNOTICE, "exec", "--lang", "en", "--intercept", "--", "curl", "-sS", HARD_WIRED)
        self.assertIn("access_token", result.stdout, result.stderr)
        self.assertIn("system calls were not redirected", result.stderr)


SEND = """
def send(**body):
    url = f"{URL}/cgi-bin/message/wxopen/template/send?access_token={token()}"
    urllib.request.urlopen(url, json.dumps({"touser": "o1", "template_id": "T", **body}).encode()).close()
"""
MAGIC = SEND + 'send(form_id="wxnotice-41028")'
# An id that nobody minted, with everything else in order.
UNKNOWN = SEND + """
def post(path, body):
    return json.load(urllib.request.urlopen(URL + path, json.dumps(body).encode()))
post("/__admin/form-ids", {"openid": "o1"})
made = post(f"/cgi-bin/wxopen/template/add?access_token={token()}", {"id": "AT0002", "keyword_id_list": [3]})
send(template_id=made["template_id"], form_id="unknown")
"""
VERIFIED = 'post("/__admin/verify", {"match": {"errcode": 41028}, "exactly": 1})'


class ReportTest(unittest.TestCase):
    def test_fail_on_turns_0_into_1_and_leaves_other_codes(self):
        for code, flags, wanted, says in ((REFUSED, ["--fail-on", "unexpected"], 1, "token.unknown"), (REFUSED, [], 0, "token.unknown"),
                                          (REFUSED + "; raise SystemExit(5)", ["--fail-on", "unexpected"], 5, "token.unknown"),
                                          (REFUSED, ["--fail-on", "leak,client"], 0, "token.unknown"), (HABIT, ["--fail-on", "client"], 1, "token-per-send"),
                                          ("token()", ["--fail-on", "unexpected,leak,client"], 0, "findings: 0")):
            result = run(code, *flags)
            self.assertEqual(result.returncode, wanted, (code, flags, result.stderr))
            self.assertIn(says, result.stderr)

    def test_what_the_test_arranged_is_not_unexpected(self):
        for code, flags, wanted, says in ((MAGIC, [], 0, "calls: 2 (1 refused as the test arranged), findings: 0"), (UNKNOWN, [], 1, "form_id.unknown"),
                                          (UNKNOWN, ["--expect", "41028"], 0, "findings: 0"), (UNKNOWN, ["--expect", "40003,41028"], 0, "findings: 0"),
                                          (UNKNOWN, ["--expect", "40003"], 1, "form_id.unknown"), (UNKNOWN + VERIFIED, [], 0, "findings: 0")):
            result = run(code, "--fail-on", "unexpected,client", *flags)
            self.assertEqual(result.returncode, wanted, (code, flags, result.stderr))
            self.assertIn(says, result.stderr)
        for wrong in ("41999", "x", "0"):
            result = sh("true", "--expect", wrong)
            self.assertEqual(result.returncode, 2, wrong)
            self.assertIn("wxnotice codes", result.stderr)

    def test_a_teardown_hides_nothing(self):
        account = """
made = json.load(urllib.request.urlopen(URL + "/__admin/sandboxes", json.dumps({"name": "checkout", "secret": "s"}).encode()))
for _ in range(3):
    get(f"/cgi-bin/token?grant_type=client_credential&appid={made['appid']}&secret=wrong")
urllib.request.urlopen(urllib.request.Request(URL + END.format(**made), method=METHOD, data=BODY.format(**made).encode() if BODY else None))
"""
        for method, end, body in (("DELETE", "/__admin/sandboxes/{appid}", ""), ("POST", "/__admin/reset", '{{"appid":"{appid}"}}'),
                                  ("PUT", "/__admin/settings", '{{"appid":"{appid}","settings":{{"journal_count":"1"}}}}')):
            result = run(f"METHOD, END, BODY = {method!r}, {end!r}, {body!r}" + account, "--fail-on", "unexpected")
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assertIn("calls: 3, findings: 1", result.stderr)
            self.assertIn("unexpected secret.wrong, account checkout: token 40125", result.stderr)

    def test_requests_that_do_not_become_calls_are_told(self):
        result = sh("curl -s https:${WXNOTICE_URL#http:}/cgi-bin/token; true", "--fail-on", "unexpected")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("unexpected http.refused", result.stderr)

    def test_a_server_that_the_program_shuts_down_does_not_make_it_wait(self):
        result = sh("curl -s -X POST $WXNOTICE_ADMIN_URL/shutdown -d '{}'; sleep 0.3; curl -sS -m 10 $WXNOTICE_URL/x; echo $?")
        self.assertIn("7", result.stdout.split(), result.stderr)  # curl: failed to connect

    def test_accounts_of_the_same_name_are_told_apart(self):
        code = """
for appid in ("wx-a", "wx-b"):
    urllib.request.urlopen(URL + "/__admin/sandboxes", json.dumps({"appid": appid, "name": "same"}).encode())
    get(f"/cgi-bin/token?grant_type=client_credential&appid={appid}&secret=wrong")
"""
        result = run(code)
        self.assertIn("account same (wx-a)", result.stderr)
        self.assertIn("account same (wx-b)", result.stderr)

    def test_calls_of_every_account_count(self):
        code = """
account = json.load(urllib.request.urlopen(URL + "/__admin/sandboxes", b"{}"))
get(f"/cgi-bin/token?grant_type=client_credential&appid={account['appid']}&secret=wrong")
"""
        result = run(code, "--fail-on", "unexpected")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("secret.wrong", result.stderr)

    def test_a_program_that_never_called_is_told_how(self):
        self.assertIn("$WXNOTICE_URL", sh("true").stderr)
        said = sh("true", "--intercept").stderr
        self.assertIn("https_proxy", said)
        self.assertNotIn("add --intercept", said)

    def test_what_cannot_be_seen_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "report.json")
            result = sh("true", "--intercept", "--variables-only", "--report", str(path))
            self.assertIn("system calls were not redirected (--variables-only)", result.stderr)
            self.assertIn("http.Transport", result.stderr)
            self.assertEqual(json.loads(path.read_text())["not_redirected"], "--variables-only")

    def test_a_client_that_trusts_nobody_is_a_finding(self):
        code = f"import ssl, urllib.request; urllib.request.urlopen('{HARD_WIRED}', context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))"
        result = sh(f'{sys.executable} -c "{code}" 2>/dev/null; true', "--intercept", "--fail-on", "unexpected")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("tls.failed", result.stderr)

    def test_the_report_as_json_and_junit(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "report.json")
            run(REFUSED, "--report", str(path), "--fail-on", "unexpected")
            report = json.loads(path.read_text())
            self.assertEqual((report["version"], report["exit_code"], report["requests"], report["failed_on"]), (1, 0, 3, ["unexpected"]))
            finding = report["findings"][0]
            self.assertEqual((finding["kind"], finding["id"], finding["count"], finding["requests"]), ("unexpected", "token.unknown", 2, ["r2", "r3"]))
            self.assertTrue(finding["why"] and finding["todo"])

            path = pathlib.Path(folder, "report.xml")
            run(REFUSED, "--report", str(path), "--fail-on", "unexpected")
            program, account = xml.etree.ElementTree.fromstring(path.read_bytes()).findall("testsuite")
            self.assertEqual((program.get("name"), program.get("tests"), program.get("failures")), ("wxnotice exec", "1", "0"))
            self.assertEqual((account.get("name"), account.get("tests"), account.get("failures")), ("wx1234567890abcdef", "3", "1"))
            self.assertIn("token.unknown", account.find("testcase[@name='unexpected']/failure").text)

            path = pathlib.Path(folder, "gone", "report.json")
            path.parent.mkdir()
            result = sh(f"rm -r {path.parent}", "--report", str(path))
            self.assertEqual(result.returncode, 3)
            self.assertIn("--report", result.stderr)


if __name__ == "__main__":
    unittest.main()

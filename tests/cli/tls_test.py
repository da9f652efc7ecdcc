#!/usr/bin/env python3
"""TLS, the local CA and the proxy of `wxnotice serve`, from outside. Usage: tls_test.py WXNOTICE"""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

WXNOTICE = sys.argv.pop(1)
HOSTS = [name + ".weixin.qq.com" for name in ("api", "api2", "sh.api", "sz.api", "hk.api")]
PATIENCE = 20


def port_of(url):
    return int(url.rsplit(":", 1)[1])


@contextlib.contextmanager
def serving(folder, *flags):
    server = subprocess.Popen([WXNOTICE, "serve", "--lang", "en", "--port", "0", "--data-dir", folder, *flags], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        server.ready = json.loads(server.stdout.readline())
        yield server
    finally:
        server.terminate()
        server.log = server.communicate(timeout=PATIENCE)[1]


def trusting(server):
    with urllib.request.urlopen(server.ready["url"] + "/__admin/certs/ca.pem", timeout=PATIENCE) as answer:
        return ssl.create_default_context(cadata=answer.read().decode())


def ask(sock, request=b"GET /__admin/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
    """The bytes that come back until the end."""
    sock.settimeout(PATIENCE)
    sock.sendall(request)
    got = b""
    with contextlib.suppress(ConnectionResetError):
        while part := sock.recv(65536):
            got += part
    return got


def connected(url):
    return socket.create_connection(("127.0.0.1", port_of(url)), timeout=PATIENCE)


def granted(sock, authority, more=b""):
    """Asks the proxy for a tunnel; returns the first line of its answer."""
    sock.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode() + more)
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = sock.recv(1)
        if not byte:
            break
        head += byte
    return head.split(b"\r\n")[0].decode()


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder, True)


class TlsTest(Folder):
    def test_every_name_is_certified(self):
        with serving(self.folder, "--tls-port", "0") as server:
            context = trusting(server)
            for name in [*HOSTS, "localhost", "127.0.0.1", "::1"]:
                with connected(server.ready["tls_url"]) as raw, context.wrap_socket(raw, server_hostname=name) as sock:
                    self.assertIn(b'"name":"wxnotice"', ask(sock), name)
            with connected(server.ready["tls_url"]) as raw, self.assertRaises(ssl.SSLCertVerificationError):
                context.wrap_socket(raw, server_hostname="example.com")

    def test_old_and_new_protocols_and_both_keys(self):
        with serving(self.folder, "--tls-port", "0") as server:
            for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                context = trusting(server)
                context.minimum_version = context.maximum_version = version
                with connected(server.ready["tls_url"]) as raw, context.wrap_socket(raw, server_hostname=HOSTS[0]) as sock:
                    self.assertIn(b"200 OK", ask(sock))
            for ciphers in ("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"):
                context = trusting(server)
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                context.set_ciphers(ciphers)
                with connected(server.ready["tls_url"]) as raw, context.wrap_socket(raw, server_hostname=HOSTS[0]) as sock:
                    self.assertEqual(sock.cipher()[0], ciphers)

    def test_large_bodies_and_many_requests_on_one_connection(self):
        with serving(self.folder, "--tls-port", "0") as server:
            with connected(server.ready["tls_url"]) as raw, trusting(server).wrap_socket(raw, server_hostname="localhost") as sock:
                body = b'{"x":"' + b"y" * 1_000_000 + b'"}'
                request = b"POST /cgi-bin/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body
                last = b"GET /__admin/requests?limit=9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                answer = ask(sock, request * 2 + last)
                self.assertEqual(answer.count(b'"errcode":40066'), 4)  # two answers, and two rows of the journal
                self.assertGreater(len(answer), 2_000_000)

    def test_pipelined_requests_behind_long_answers_are_all_answered(self):
        with serving(self.folder, "--tls-port", "0") as server:
            with connected(server.ready["url"]) as plain:
                ask(plain, b"POST /cgi-bin/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n" + b"x" * 900_000)
            with trusting(server).wrap_socket(connected(server.ready["tls_url"]), server_hostname="localhost") as sock:
                requests = b"".join(b"GET /__admin/%s HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n" % (path, b"x" * 4000) for path in [b"requests", b"version"] * 12)
                last = b"GET /__admin/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                self.assertEqual(ask(sock, requests + last).count(b"HTTP/1.1 200 OK"), 25)

    def test_slow_bytes_are_put_together(self):
        with serving(self.folder, "--tls-port", "0") as server, connected(server.ready["tls_url"]) as raw:
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = trusting(server).wrap_bio(incoming, outgoing, server_hostname="localhost")
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

            def drip():
                for byte in outgoing.read():
                    raw.sendall(bytes([byte]))

            while True:
                try:
                    tls.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    drip()
                    incoming.write(raw.recv(65536))
            tls.write(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            drip()
            answer = b""
            while b"\r\n\r\n" not in answer:
                try:
                    answer += tls.read(65536)
                except ssl.SSLWantReadError:
                    incoming.write(raw.recv(65536))
            self.assertTrue(answer.startswith(b"HTTP/1.1 200"))

    def test_half_open_handshakes_hold_up_nobody(self):
        with serving(self.folder, "--tls-port", "0") as server, contextlib.ExitStack() as stack:
            for _ in range(200):
                half = stack.enter_context(connected(server.ready["tls_url"]))
                half.sendall(b"\x16\x03\x01\x02\x00\x01")
            with connected(server.ready["tls_url"]) as raw, trusting(server).wrap_socket(raw, server_hostname="localhost") as sock:
                self.assertIn(b"200 OK", ask(sock))

    def test_garbage_is_closed_and_the_server_lives(self):
        with serving(self.folder, "--tls-port", "0") as server:
            for garbage in (b"\x00" * 100, b"\x16\x03\x01\xff\xff" + b"z" * 500, b"\x15\x03\x01\x00\x02\x02\x30", b"GET / HTTP/1.1\r\n\r\n"):
                with connected(server.ready["tls_url"]) as raw:
                    self.assertNotIn(b"HTTP/1.1 200", ask(raw, garbage))
            with connected(server.ready["tls_url"]) as raw, trusting(server).wrap_socket(raw, server_hostname="localhost") as sock:
                self.assertIn(b"200 OK", ask(sock))
        self.assertIn("plain HTTP on the TLS port", server.log)

    def test_a_client_that_does_not_trust_the_ca_is_told_of(self):
        with serving(self.folder, "--tls-port", "0") as server:
            for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                context = ssl.create_default_context()
                context.maximum_version = version
                with connected(server.ready["tls_url"]) as raw, self.assertRaises(ssl.SSLCertVerificationError):
                    context.wrap_socket(raw, server_hostname="localhost")
            # Some clients look at the certificate only afterwards.
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with connected(server.ready["tls_url"]) as raw:
                context.wrap_socket(raw, server_hostname="localhost").close()
            with connected(server.ready["tls_url"]) as raw, trusting(server).wrap_socket(raw, server_hostname="localhost") as sock:
                ask(sock)
        self.assertEqual(server.log.count("does not trust the certificate"), 2, server.log)
        self.assertEqual(server.log.count("without a request"), 1, server.log)
        self.assertIn("wxnotice ca export", server.log)

    def test_a_certificate_of_ones_own(self):
        with serving(self.folder, "--tls-port", "0"):
            pass
        pem = str(pathlib.Path(self.folder, "ca", "server-rsa.pem"))
        other = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, other)
        with serving(other, "--tls-port", "0", "--tls-cert", pem, "--tls-key", pem) as server:
            self.assertEqual(os.listdir(other), [])
            with self.assertRaises(urllib.error.HTTPError) as refused:
                trusting(server)
            self.assertEqual(refused.exception.code, 404)
            context = ssl.create_default_context(cafile=str(pathlib.Path(self.folder, "ca", "ca.pem")))
            with connected(server.ready["tls_url"]) as raw, context.wrap_socket(raw, server_hostname=HOSTS[0]) as sock:
                self.assertIn(b"200 OK", ask(sock))
        for cert, key, says in (("/nowhere", pem, "--tls-cert"), (pem, "/nowhere", "--tls-key"), (pem, __file__, "PEM")):
            failed = subprocess.run([WXNOTICE, "serve", "--port", "0", "--tls-port", "0", "--tls-cert", cert, "--tls-key", key], capture_output=True, text=True, timeout=PATIENCE, check=False)
            self.assertIn(failed.returncode, (2, 3))
            self.assertIn(says, failed.stderr)

    def test_a_plain_server_makes_no_ca(self):
        with serving(self.folder):
            self.assertEqual(os.listdir(self.folder), [])

    def test_a_taken_port_is_exit_3(self):
        with serving(self.folder, "--tls-port", "0") as server:
            port = server.ready["tls_url"].rsplit(":", 1)[1]
            second = subprocess.run([WXNOTICE, "serve", "--port", "0", "--data-dir", self.folder, "--tls-port", port], capture_output=True, text=True, timeout=PATIENCE, check=False)
            self.assertEqual(second.returncode, 3)
            self.assertIn(port, second.stderr)


class CaTest(Folder):
    def ca(self, *args):
        return subprocess.run([WXNOTICE, "ca", *args, "--data-dir", self.folder], capture_output=True, text=True, timeout=PATIENCE, check=False)

    def test_what_is_exported_is_what_the_server_shows(self):
        exported = self.ca("export").stdout
        with serving(self.folder, "--tls-port", "0") as server:
            for name in ("ca.pem", "bundle.pem"):
                with urllib.request.urlopen(f"{server.ready['url']}/__admin/certs/{name}", timeout=PATIENCE) as answer:
                    self.assertTrue(answer.read().decode().startswith(exported), name)
        out = pathlib.Path(self.folder, "bundle.pem")
        self.assertEqual(self.ca("export", "--file", "bundle.pem", "--out", str(out)).returncode, 0)
        roots = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")
        if roots.exists():
            self.assertEqual(out.read_text(), exported + roots.read_text())

    def test_the_variables_name_files_that_are_there(self):
        printed = self.ca("print-env").stdout
        script = printed + 'printf "%s\\n" "$SSL_CERT_FILE" "$NODE_EXTRA_CA_CERTS" "$REQUESTS_CA_BUNDLE" "$CURL_CA_BUNDLE"'
        for path in subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout.split("\n")[:4]:
            self.assertIn("BEGIN CERTIFICATE", pathlib.Path(path).read_text())

    def test_removed_is_removed(self):
        first = self.ca("export").stdout
        self.assertIn("removed", self.ca("remove").stdout)
        self.assertEqual(os.listdir(self.folder), [])
        self.assertIn("nothing to remove", self.ca("remove").stdout)
        self.assertNotEqual(self.ca("export").stdout, first)

    def test_two_processes_at_once_make_one(self):
        processes = [subprocess.Popen([WXNOTICE, "ca", "--data-dir", self.folder, "export"], stdout=subprocess.PIPE) for _ in range(4)]
        self.assertEqual(len({process.communicate(timeout=PATIENCE)[0] for process in processes}), 1)

    @unittest.skipUnless(shutil.which("openssl"), "SKIPPED: there is no openssl")
    def test_the_ca_signs_for_no_other_host(self):
        self.ca("export")
        folder = pathlib.Path(self.folder, "ca")
        leaf = pathlib.Path(self.folder, "leaf.pem")
        subprocess.run(["openssl", "req", "-x509", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.pem", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null",
                        "-subj", "/CN=x", "-addext", "subjectAltName=DNS:example.com", "-addext", "basicConstraints=critical,CA:FALSE", "-out", leaf], check=True, capture_output=True)
        verified = subprocess.run(["openssl", "verify", "-CAfile", folder / "ca.pem", leaf], capture_output=True, text=True, check=False)
        self.assertIn("permitted subtree violation", verified.stdout + verified.stderr)

    @unittest.skipUnless(shutil.which("keytool"), "SKIPPED: there is no keytool of Java")
    def test_java_reads_the_trust_store(self):
        out = str(pathlib.Path(self.folder, "store.p12"))
        self.ca("export", "--file", "truststore.p12", "--out", out)
        listed = subprocess.run(["keytool", "-list", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", out], capture_output=True, text=True, timeout=60, check=False)
        self.assertIn("wxnotice", listed.stdout)
        self.assertIn("trustedCertEntry", listed.stdout)


class ProxyTest(Folder):
    def test_wechats_hosts_are_taken_over(self):
        with serving(self.folder, "--proxy-port", "0") as server:
            for host in HOSTS:
                with connected(server.ready["proxy_url"]) as raw:
                    self.assertEqual(granted(raw, f"{host}:443"), "HTTP/1.1 200 Connection Established")
                    with trusting(server).wrap_socket(raw, server_hostname=host) as sock:
                        self.assertIn(b'"errcode":41002', ask(sock, b"GET /cgi-bin/token?grant_type=client_credential HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))

    def test_plain_http_to_them_too(self):
        with serving(self.folder, "--proxy-port", "0") as server:
            with connected(server.ready["proxy_url"]) as raw:
                self.assertIn(b'"errcode":41002', ask(raw, b"GET http://API.weixin.qq.com/cgi-bin/token?grant_type=client_credential HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            with connected(server.ready["proxy_url"]) as raw:
                granted(raw, "api.weixin.qq.com:80")
                self.assertIn(b"200 OK", ask(raw))

    def test_a_client_that_does_not_wait_for_the_grant(self):
        with serving(self.folder, "--proxy-port", "0") as server, connected(server.ready["proxy_url"]) as raw:
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = trusting(server).wrap_bio(incoming, outgoing, server_hostname=HOSTS[0])
            with self.assertRaises(ssl.SSLWantReadError):
                tls.do_handshake()
            self.assertIn("200", granted(raw, "api.weixin.qq.com:443", outgoing.read()))
            incoming.write(raw.recv(65536))
            tls.do_handshake()
            self.assertEqual(tls.version(), "TLSv1.3")

    def test_every_other_host_is_refused_and_journalled(self):
        with serving(self.folder, "--proxy-port", "0") as server:
            for authority in ("example.com:443", "weixin.qq.com:443", "api.weixin.qq.com.evil.test:443", "127.0.0.1:22", "[::1]:443", "evil.test"):
                with connected(server.ready["proxy_url"]) as raw:
                    self.assertIn("403", granted(raw, authority), authority)
            with connected(server.ready["proxy_url"]) as raw:
                answer = ask(raw, b"GET http://user:pw@example.com/a?b=c HTTP/1.1\r\nHost: api.weixin.qq.com\r\nConnection: close\r\n\r\n")
                self.assertIn(b"400", answer.split(b"\r\n")[0])  # RFC 9110 4.2.4
            with connected(server.ready["proxy_url"]) as raw:
                answer = ask(raw, b"GET http://example.com/a?b=c HTTP/1.1\r\nHost: api.weixin.qq.com\r\nConnection: close\r\n\r\n")
                self.assertIn(b"403", answer.split(b"\r\n")[0])
                self.assertIn(b"--allow-host", answer)
            with urllib.request.urlopen(server.ready["url"] + "/__admin/requests?reason=host.foreign", timeout=PATIENCE) as answer:
                leaks = json.load(answer)
            self.assertEqual(leaks["total"], 7)
            self.assertEqual(leaks["requests"][0]["path"], "example.com:443")
            self.assertEqual(leaks["requests"][6]["path"], "http://example.com/a")
            self.assertEqual(leaks["requests"][6]["status"], 403)

    def test_the_port_speaks_of_itself(self):
        with serving(self.folder, "--proxy-port", "0") as server, connected(server.ready["proxy_url"]) as raw:
            self.assertIn(b"this is the port of the proxy", ask(raw))

    def test_the_usual_port_is_no_proxy(self):
        with serving(self.folder, "--proxy-port", "0") as server, connected(server.ready["url"]) as raw:
            self.assertNotIn("200 Connection", granted(raw, "api.weixin.qq.com:443"))


class Upstream:
    """Another host, on this machine: answers each connection with what it was sent first."""

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.authority = f"localhost:{self.listener.getsockname()[1]}"
        self.seen = []
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self.listener.accept()
                data = sock.recv(65536)
                self.seen.append(data)
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi" if b"HTTP/1.1" in data else data[::-1])
                sock.close()

    def __exit__(self, *_):
        self.listener.close()


class AllowTest(Folder):
    def test_named_hosts_are_let_through(self):
        with Upstream() as upstream, serving(self.folder, "--proxy-port", "0", "--allow-host", "localhost") as server:
            with connected(server.ready["proxy_url"]) as raw:
                self.assertIn("200", granted(raw, upstream.authority))
                self.assertEqual(ask(raw, b"hello"), b"olleh")
            with connected(server.ready["proxy_url"]) as raw:
                request = f"POST http://{upstream.authority}/a%20b?c=d HTTP/1.1\r\nHost: {upstream.authority}\r\nProxy-Connection: keep-alive\r\nX-Mine: 1\r\nContent-Length: 3\r\n\r\nabc"
                self.assertTrue(ask(raw, request.encode()).endswith(b"hi"))
            self.assertTrue(upstream.seen[1].startswith(b"POST /a%20b?c=d HTTP/1.1\r\n"), upstream.seen)
            self.assertTrue(upstream.seen[1].endswith(b"\r\n\r\nabc"))
            self.assertIn(b"X-Mine: 1", upstream.seen[1])
            self.assertNotIn(b"Proxy-Connection", upstream.seen[1])

    def test_wildcards_and_the_rest(self):
        with serving(self.folder, "--proxy-port", "0", "--allow-host", "*.invalid") as server:
            for authority, status in (("a.invalid:443", "502"), ("invalid:443", "403"), ("xinvalid:443", "403")):
                with connected(server.ready["proxy_url"]) as raw:
                    self.assertIn(status, granted(raw, authority), authority)

    def test_it_ends_with_a_tunnel_open(self):
        with socket.create_server(("127.0.0.1", 0)) as silent, serving(self.folder, "--proxy-port", "0", "--allow-host", "localhost") as server:
            with connected(server.ready["proxy_url"]) as raw:
                granted(raw, f"localhost:{silent.getsockname()[1]}")
                began = time.monotonic()
                server.terminate()
                self.assertEqual(server.wait(timeout=PATIENCE), 0)
                self.assertLess(time.monotonic() - began, 5)


if __name__ == "__main__":
    unittest.main()

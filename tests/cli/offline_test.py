#!/usr/bin/env python3
"""Nothing of wxnotice tries to leave the machine: server, proxy, CA and linter in a network namespace that has
loopback alone, where the kernel counts each packet for which there is no way out. Usage: offline_test.py WXNOTICE

Ends with 77 (skipped) where no such namespace can be made.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile

WXNOTICE = sys.argv[1]
SIOCSIFFLAGS, IFF_UP = 0x8914, 1

WORK = """
set -e
get() { curl -sS --fail-with-body "$@"; }
token=$(get "https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=$WXNOTICE_APPID&secret=$WXNOTICE_SECRET" | sed 's/.*access_token":"\\([^"]*\\).*/\\1/')
get "https://api.weixin.qq.com/cgi-bin/message/wxopen/template/send?access_token=$token" -d '{"form_id":"wxnotice-ok"}' | grep errcode
get "$WXNOTICE_ADMIN_URL/library" -d '{"title":"购买成功通知","keywords":["购买地点"]}' || true
get "$WXNOTICE_URL/metrics" >/dev/null
! get https://registry.test/ 2>/dev/null
! get https://192.0.2.1/ 2>/dev/null
"""


def no_routes():
    """How many packets of this namespace had nowhere to go."""
    with open("/proc/net/snmp", encoding="ascii") as file:
        names, values = [line.split() for line in file if line.startswith("Ip:")]
    with open("/proc/net/snmp6", encoding="ascii") as file:
        six = sum(int(line.split()[1]) for line in file if line.startswith("Ip6OutNoRoutes"))
    return int(values[names.index("OutNoRoutes")]) + six


def knock():
    with socket.socket() as sock:
        sock.settimeout(2)
        return sock.connect_ex(("192.0.2.1", 80))


def inside():
    with socket.socket() as sock:
        fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))
    subprocess.run([WXNOTICE, "exec", "--intercept", "--", "sh", "-c", WORK], check=True, timeout=60, stdout=subprocess.DEVNULL)
    subprocess.run([WXNOTICE, "lint", "-", "--stdin-format", "txt"], input="购买成功通知\n", text=True, check=False, timeout=60, stdout=subprocess.DEVNULL)
    tried = no_routes()
    knock()
    assert tried == 0, f"{tried} packets tried to leave"
    assert no_routes() > tried, "the counter does not count: this proves nothing"
    print("nothing tried to leave")


def main():
    if os.environ.get("OFFLINE_INSIDE"):
        return inside()
    if subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode != 0:
        print("SKIPPED: no right to make a network namespace (unshare -n)")
        return 77
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "OFFLINE_INSIDE": "1", "XDG_DATA_HOME": data}
        return subprocess.run(["unshare", "-n", sys.executable, __file__, WXNOTICE], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The line that says what a long `lint` is at: on a terminal alone, and wiped at the end.
Usage: progress_test.py WXNOTICE

Standard input is held open until the line is seen, so that no machine is too fast or too slow.
"""

import os
import pty
import select
import subprocess
import sys

WIPE = b"\r\x1b[K"


def lint(stderr):
    return subprocess.Popen([sys.argv[1], "lint", "-", "--lang", "en"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)


def read(terminal):
    assert select.select([terminal], [], [], 60)[0], "nothing is shown"
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other side is closed
        return b""


def check(titles, code, ending):
    """`ending`: what stands on the terminal at the end."""
    terminal, stderr = pty.openpty()
    piped = lint(subprocess.PIPE)  # first, so that it has the time to say what it should not
    shown = lint(stderr)
    os.close(stderr)
    seen = b""
    while b"reading files" not in seen:
        more = read(terminal)
        assert more and seen.count(WIPE) < 100, seen
        seen += more
    out, _ = shown.communicate(titles)
    while more := read(terminal):
        seen += more
    os.close(terminal)
    assert seen.startswith(WIPE), seen
    assert seen.rpartition(WIPE)[2].replace(b"\r\n", b"\n") == ending, seen
    assert piped.communicate(titles) == (out, ending)
    assert (shown.returncode, piped.returncode) == (code, code)
    assert b"reading files" not in out, out


check("停水通告\n".encode(), 1, b"")
check(b"\xff\n", 2, b"wxnotice: -:1:1: not valid UTF-8; save the file as UTF-8\n")
print("the line is shown on a terminal alone, and wiped")

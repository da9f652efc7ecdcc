#!/usr/bin/env python3
"""Runs a document's shell blocks that are marked `<!-- run -->`, in order, in one shell, against a fresh server.

`<!-- run: TEXT -->` also wants TEXT in what the block prints.
`wxnotice` in a block is the binary under test; WX is the server's address.
Usage: readme_test.py WXNOTICE DOCUMENT
"""

import json
import os
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"<!-- run(?:: (?P<wanted>.*?))? -->\n```sh\n(?P<code>.*?)```", re.S)
MARK = "--- end of block ---"


def run(binary, blocks):
    """What each block printed, and the error that ended them, if any."""
    server = subprocess.Popen([binary, "serve", "--port", "0", "--seed", "7", "--log-level", "off"], stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(server.stdout.readline())["url"]
        script = f'wxnotice() {{ "{binary}" "$@"; }}\n' + "".join(f"{block['code']}\necho '{MARK}'\n" for block in blocks)
        env = {**os.environ, "WX": url, "WXNOTICE_URL": url, "LC_ALL": "C.UTF-8"}
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["bash", "-eu", "-c", script], capture_output=True, text=True, timeout=60, env=env, cwd=folder, check=False)
    finally:
        server.terminate()
        server.wait(timeout=10)
    return done.stdout.split(MARK), done.stderr if done.returncode else ""


def main():
    binary, document = os.path.abspath(sys.argv[1]), sys.argv[2]
    blocks = list(BLOCK.finditer(open(document, encoding="utf-8").read()))
    outputs, error = run(binary, blocks)
    failures = [error] if error else []
    for block, output in zip(blocks, outputs):
        if block["wanted"] and block["wanted"] not in output:
            failures.append(f"wanted {block['wanted']}, got {output}\nfrom:\n{block['code']}")
    print("\n".join(failures) if failures else f"{len(blocks)} blocks keep their word")
    return 1 if failures or len(blocks) < 4 else 0


if __name__ == "__main__":
    sys.exit(main())

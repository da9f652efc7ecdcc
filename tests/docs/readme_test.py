#!/usr/bin/env python3
"""Runs the README's shell blocks that are marked `<!-- run -->`, in order, in one shell, against a fresh server.

`<!-- run: TEXT -->` also wants TEXT in what the block prints. Usage: readme_test.py WXNOTICE README
"""

import json
import os
import re
import subprocess
import sys

BLOCK = re.compile(r"<!-- run(?:: (?P<wanted>.*?))? -->\n```sh\n(?P<code>.*?)```", re.S)
MARK = "--- end of block ---"


def main():
    binary, readme = sys.argv[1:]
    blocks = list(BLOCK.finditer(open(readme, encoding="utf-8").read()))
    server = subprocess.Popen([binary, "serve", "--port", "0", "--seed", "7", "--log-level", "off"], stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(server.stdout.readline())["url"]
        script = "".join(f"{block['code']}\necho '{MARK}'\n" for block in blocks)
        run = subprocess.run(["bash", "-eu", "-c", script], capture_output=True, text=True, timeout=60, env={**os.environ, "WX": url}, check=False)
    finally:
        server.terminate()
        server.wait(timeout=10)
    outputs = run.stdout.split(MARK)
    failures = [run.stderr] if run.returncode else []
    for block, output in zip(blocks, outputs):
        wanted = block["wanted"]
        if wanted and wanted not in output:
            failures.append(f"wanted {wanted}, got {output}\nfrom:\n{block['code']}")
    first = outputs[0] if outputs else ""
    if '{"errcode":0,"errmsg":"ok"}' not in first:
        failures.append(f"the first send failed: {first}")
    print(run.stdout if not failures else "\n".join(failures))
    return 1 if failures or len(blocks) < 4 else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The examples of docs/lint.md, run: lint_test.py WXNOTICE docs/lint.md"""

import pathlib
import re
import subprocess
import sys
import tempfile

binary, page = sys.argv[1:]
text = pathlib.Path(page).read_text(encoding="utf-8")
with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    examples = re.findall(r"<!-- example: (\S+) -->\n```\w+\n(.*?)```", text, re.S)
    assert len(examples) == 2, examples
    for name, content in examples:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    (root / "titles.txt").write_text("小通劲省提醒\n", encoding="utf-8")
    done = subprocess.run([binary, "lint", "--quiet", "--lang", "en", root / "titles.txt"],
                          capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 1, done
    for expected in ("title-marketing", "title-house-style no 小通 in a title"):
        assert expected in done.stdout, done
    (root / "titles.txt").write_text("停水通告\n", encoding="utf-8")
    for format_name in re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", text, re.M))):
        done = subprocess.run([binary, "lint", "--no-config", "--format", format_name, root / "titles.txt"],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 1, (format_name, done)

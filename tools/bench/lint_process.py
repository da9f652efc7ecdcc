#!/usr/bin/env python3
"""The linter as a whole process: what its user waits for. Medians of five runs, the fastest and the slowest beside them.

Usage: tools/bench/lint_process.py BUILD_DIR        (of the preset "bench", with lint_titles and wxnotice built)

Bounds: 20 templates within 15 ms; a million JSON lines to SARIF at 300,000 a second, by the rules that look at one title
(near-duplicates, of which three in four of these titles are some, have their own bound in lint_bench). Peers of npm read the same titles and
do what they can (zhlint: marks and spacing; textlint with prh and mint-filter: words); one that is missing is skipped aloud:
    npm install --prefix BUILD_DIR/peers zhlint textlint @textlint/kernel textlint-rule-prh mint-filter
Exits 1 when a bound is missed.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5
MANY = 1_000_000
# Each gets the titles as lines of a file and does with them what it is for; words are those that the rules hold.
PEERS = {
    "zhlint": """const {run} = require('zhlint'); const options = {rules: {preset: 'default'}};
for (const title of titles) run(title, options);""",
    "textlint": """const {TextlintKernel} = require('@textlint/kernel');
const words = rules.map(word => ({expected: '某词', pattern: word}));
fs.writeFileSync(__dirname + '/prh.yml', JSON.stringify({version: 1, rules: words}));
new TextlintKernel().lintText(titles.join('\\n'), {ext: '.txt', filePath: __dirname + '/titles.txt',
  plugins: [{pluginId: 'text', plugin: require('@textlint/textlint-plugin-text').default}],
  rules: [{ruleId: 'prh', rule: require('textlint-rule-prh').default, options: {rulePaths: [__dirname + '/prh.yml']}}],
});""",
    "mint-filter": """const {Mint} = require('mint-filter'); const mint = new Mint(rules);
for (const title of titles) mint.filter(title);""",
}
PACKAGES = "zhlint textlint @textlint/kernel textlint-rule-prh mint-filter"
PEER_TITLES = 20_000


def timed(command, out=None, env=None):
    """Seconds from the start of the process to its end, by what costs least: no fork of this one, no pipes."""
    with tempfile.TemporaryFile() as err, open(os.devnull, "wb") as nowhere:
        files = [(os.POSIX_SPAWN_DUP2, (out or nowhere).fileno(), 1), (os.POSIX_SPAWN_DUP2, err.fileno(), 2)]
        arguments = [os.fspath(word) for word in command]
        began = time.perf_counter()
        _, status = os.waitpid(os.posix_spawnp(arguments[0], arguments, env or os.environ, file_actions=files), 0)
        took = time.perf_counter() - began
        code = os.waitstatus_to_exitcode(status)
        if code not in (0, 1):
            err.seek(0)
            sys.exit(f"{arguments[0]}: exit {code}: {err.read().decode()[-500:]}")
    return took


def median(command, runs=RUNS, **more):
    times = [timed(command, **more) for _ in range(runs)]
    return statistics.median(times), min(times), max(times)


def titles(build, count, dirty=30):
    return subprocess.run([build / "tools/bench/lint_titles", str(count), str(dirty)], capture_output=True, check=True).stdout


def lint(build, *paths, output="sarif"):
    return [build / "wxnotice", "lint", "--no-config", "--format", output, *paths]


def own(build, folder):
    few, many, written = folder / "few.jsonl", folder / "many.jsonl", folder / "out.sarif"
    few.write_bytes(titles(build, 20))
    start = median(lint(build, few, output="text"), runs=21)
    print(f"20 templates                         median {start[0] * 1e3:7.1f} ms ({start[1] * 1e3:.1f}-{start[2] * 1e3:.1f})   bound 15")
    missed = start[0] > 0.015
    for dirty, rules, bound in ((0, "the rules of one title", 300_000), (30, "the rules of one title", 300_000), (0, "every rule", 0)):
        many.write_bytes(titles(build, MANY, dirty))
        command = lint(build, many) + (["--ignore", "title-similar,title-duplicate"] if bound else [])
        times = []
        for _ in range(RUNS):
            with open(written, "wb") as out:
                times.append(timed(command, out=out))
        rate = MANY / statistics.median(times)
        print(f"a million JSON lines to SARIF, {dirty:2} % dirty, {rules:22}  median {rate:9.0f} templates/s "
              f"({MANY / max(times):.0f}-{MANY / min(times):.0f}), {written.stat().st_size / 1e6:.0f} MB written" +
              (f"   bound {bound}" if bound else ""))
        missed |= rate < bound
    return missed


def terms():
    """All terms of marketing, for the peers that look for words."""
    rules = json.loads((pathlib.Path(__file__).parents[2] / "rules/marketing.json").read_text(encoding="utf-8"))["rules"]
    lists = [group["terms"] for group in rules[0]["params"]["groups"].values()]
    return [word for words in lists for word in (words.split() if isinstance(words, str) else words)]


def peers(build, folder):
    lines = folder / "peers.jsonl"
    lines.write_bytes(titles(build, PEER_TITLES))
    base = median(lint(build, lines, output="text"))[0]
    (folder / "terms.json").write_text(json.dumps(terms()), encoding="utf-8")
    env = {"NODE_PATH": str(build / "peers/node_modules"), "PATH": os.environ["PATH"]}
    for name, work in PEERS.items():
        if not (build / "peers/node_modules" / name).exists():
            print(f"SKIPPED: {name} is not installed; npm install --prefix {build}/peers {PACKAGES}")
            continue
        script = folder / f"{name}.cjs"
        script.write_text(f"""const fs = require('fs'); const rules = JSON.parse(fs.readFileSync(__dirname + '/terms.json', 'utf8'));
const titles = fs.readFileSync('{lines}', 'utf8').trim().split('\\n').map(l => JSON.parse(l).title);
{work}""", encoding="utf-8")
        took = median(["node", script], env=env)[0]
        print(f"{PEER_TITLES} titles, every rule, {base * 1e3:.0f} ms: {name} takes {took / base:.1f} times as long")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        missed = own(build, pathlib.Path(folder))
        peers(build, pathlib.Path(folder))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The linter as a whole process: what its user waits for. Medians of five runs, the fastest and the slowest beside them.

Usage: tools/bench/lint_process.py BUILD_DIR        (of the preset "bench", with lint_titles and wxnotice built)

Bounds: 20 templates within 15 ms; a million JSON lines to SARIF at 300,000 a second. Peers of npm read the same titles and
do what they can (zhlint: marks and spacing; mint-filter: a list of words); they are skipped aloud where they are missing:
    npm install --prefix BUILD_DIR/peers zhlint mint-filter
Exits 1 when a bound is missed.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5
MANY = 1_000_000
PEERS = {
    "zhlint": """const {run} = require('zhlint'); const options = {rules: {preset: 'default'}};
for (const title of titles) run(title, options);""",
    "mint-filter": """const {Mint} = require('mint-filter'); const mint = new Mint(words);
for (const title of titles) mint.filter(title);""",
}
PEER_TITLES = 20_000


def timed(command, out=subprocess.DEVNULL, **more):
    began = time.perf_counter()
    done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False, **more)
    took = time.perf_counter() - began
    if done.returncode > 1:
        sys.exit(f"{command[0]}: exit {done.returncode}: {done.stderr.decode()[-500:]}")
    return took


def median(command, runs=RUNS, **more):
    times = [timed(command, **more) for _ in range(runs)]
    return statistics.median(times), min(times), max(times)


def titles(build, count, dirty=30):
    return subprocess.run([build / "tools/bench/lint_titles", str(count), str(dirty)], capture_output=True, check=True).stdout


def lint(build, *paths, output="sarif"):
    return [build / "wxnotice", "lint", "--no-config", "--format", output, *paths]


def own(build, folder):
    few, many = folder / "few.jsonl", folder / "many.jsonl"
    few.write_bytes(titles(build, 20))
    many.write_bytes(titles(build, MANY))
    start = median(lint(build, few, output="text"), runs=21)
    print(f"20 templates               median {start[0] * 1e3:7.1f} ms ({start[1] * 1e3:.1f}-{start[2] * 1e3:.1f})   bound 15")
    missed = start[0] > 0.015
    for dirty in (0, 30):
        many.write_bytes(titles(build, MANY, dirty))
        with open(folder / "out.sarif", "wb") as out:
            took = median(lint(build, many), out=out)
        rate = MANY / took[0]
        print(f"JSON lines to SARIF, {dirty:2} % dirty  median {rate:9.0f} templates/s ({MANY / took[2]:.0f}-{MANY / took[1]:.0f})   bound 300000")
        missed |= rate < 300_000
    return missed


def peers(build, folder):
    lines = folder / "peers.jsonl"
    lines.write_bytes(titles(build, PEER_TITLES))
    base = median(lint(build, lines))[0]
    for name, work in PEERS.items():
        if not (build / "peers/node_modules" / name).exists():
            print(f"SKIPPED: {name} is not installed; npm install --prefix {build}/peers {name}")
            continue
        script = folder / f"{name}.cjs"
        script.write_text(f"""const titles = require('fs').readFileSync('{lines}', 'utf8').trim().split('\\n').map(l => JSON.parse(l).title);
const words = ['优惠', '红包', '积分', '抽奖', '返利', '秒杀']; {work}""", encoding="utf-8")
        env = {"NODE_PATH": str(build.resolve() / "peers/node_modules"), "PATH": "/usr/local/bin:/usr/bin:/bin"}
        took = median(["node", script], env=env)[0]
        print(f"{PEER_TITLES} titles: {name} takes {took / base:.1f} times as long as wxnotice")


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

#!/usr/bin/env python3
"""Measures the linter on labelled corpora: precision, recall and F1 by rule, and every miss.

    tools/corpus/measure.py [--binary build/dev/wxnotice] [--quiet] [DIR...]

DIR holds *.jsonl of titles, keywords, pairs, examples and templates. Without one: tests/lint/corpus, and
../shared/corpus where it exists. Floors: tests/lint/corpus/floors.json. Exit 1 when one is not met.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OWN = ROOT / "tests/lint/corpus"
SHARED = ROOT.parent / "shared/corpus"
COMPARING = {"title-duplicate", "title-similar"}  # rows of a corpus are not one submission
FAMILY = {"official-account-category": "official-account"}


def rows_of(folder):
    rows = []
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("score") is not False:
                rows.append(row)
    return rows


def template_of(row):
    family = FAMILY.get(row["family"], row["family"])
    one = {"family": family, "id": row["id"]}
    if row["kind"] == "title":
        one["title"] = row["text"]
    elif row["kind"] == "keyword":
        one["keywords"] = [row["text"]]
    elif row["kind"] == "example":
        one["keywords"] = [{"name": row["keyword"], "example": row["example"]}]
    else:
        one.update(title=row["title"], keywords=row["keywords"])
    return one


def run(binary, arguments, lines):
    done = subprocess.run([binary, *arguments], input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    if done.returncode > 1 or done.stderr:
        sys.exit(f"{binary} {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def lint(binary, rows):
    """For each row the rules found, each with its severity."""
    out = run(binary, ["lint", "-", "--stdin-format", "jsonl", "--format", "json", "--no-library", "--lang", "zh",
                       "--ignore", ",".join(sorted(COMPARING))],
              [json.dumps(template_of(row), ensure_ascii=False) for row in rows])
    found = [dict() for _ in rows]
    for item in json.loads(out)["diagnostics"]:
        rules = found[item["line"] - 1]
        if rules.get(item["rule"]) != "error":
            rules[item["rule"]] = item["severity"]
    return found


def compare(binary, rows):
    request = [json.dumps({"a": r["a"], "b": r["b"], "scope": r["scope"], "family": r["family"]}, ensure_ascii=False) for r in rows]
    return [json.loads(line) for line in run(binary, ["similar", "--stdin"], request).splitlines()]


def text_of(row):
    if row["kind"] == "pair":
        return f'{row["a"]} | {row["b"]}'
    if row["kind"] == "example":
        return f'{row["keyword"]} = {row["example"]}'
    if row["kind"] == "template":
        return row["title"] + ": " + " ".join(k if isinstance(k, str) else f'{k["name"]}={k.get("example", "")}' for k in row["keywords"])
    return row["text"]


def ratio(part, whole):
    return 1.0 if whole == 0 else part / whole


class Score:
    def __init__(self):
        self.by_rule = collections.defaultdict(lambda: [0, 0, 0])  # found, missed, false
        self.misses = []
        self.real = [0, 0]  # accepted real titles without an error, all
        self.accepted = [0, 0]  # likewise, constructed ones too

    def judge(self, row, found):
        wanted = row.get("rules") or []
        for rule in wanted:
            if rule.startswith("OTHER"):
                continue
            hit = rule in found and (row.get("severity") != "error" or found[rule] == "error")
            self.by_rule[rule][0 if hit else 1] += 1
            if not hit:
                note = f" (only {found[rule]})" if rule in found else ""
                self.misses.append(f"missed   {rule:22} {row['family']:18} {text_of(row)}{note}")
        if row["label"] not in ("accept", "match"):
            return
        errors = [rule for rule, severity in found.items() if severity == "error"]
        for rule in errors:
            self.by_rule[rule][2] += 1
            self.misses.append(f"false    {rule:22} {row['family']:18} {text_of(row)} [{row['origin']}]")
        for rule, severity in found.items():
            if severity == "warning":
                self.misses.append(f"warned   {rule:22} {row['family']:18} {text_of(row)} [{row['origin']}]")
        if row["kind"] == "title":
            for tally in [self.accepted] + [self.real] * (row["origin"] == "real"):
                tally[1] += 1
                tally[0] += not errors


def judge_pairs(rows, answers, score):
    tally = collections.Counter()
    for row, answer in zip(rows, answers):
        duplicate = row["label"] == "duplicate"
        verdict = answer["verdict"]
        tally["duplicate"] += duplicate
        tally["same"] += verdict == "same"
        tally["same right"] += verdict == "same" and duplicate
        tally["alike"] += verdict != "distinct"
        tally["alike right"] += verdict != "distinct" and duplicate
        if duplicate == (verdict == "distinct"):
            score.misses.append(f"{'missed' if duplicate else 'false':8} pair {verdict:17} {row['family']:18} {text_of(row)} ({answer['score']})")
    return {"same_precision": ratio(tally["same right"], tally["same"]),
            "alike_precision": ratio(tally["alike right"], tally["alike"]),
            "alike_recall": ratio(tally["alike right"], tally["duplicate"])}


def measure(binary, folder):
    rows = rows_of(folder)
    score = Score()
    single = [row for row in rows if row["kind"] != "pair"]
    for row, found in zip(single, lint(binary, single)):
        score.judge(row, found)
    pairs = [row for row in rows if row["kind"] == "pair"]
    figures = judge_pairs(pairs, compare(binary, pairs), score) if pairs else {}
    examples = [row for row in rows if row["kind"] == "example"]
    if examples:
        right = 0
        for row, found in zip(examples, lint(binary, examples)):
            right += ("keyword-example" in found) == (row["label"] == "mismatch")
        figures["examples"] = right / len(examples)
    totals = [sum(column) for column in zip(*score.by_rule.values())] or [0, 0, 0]
    recalls = {rule: ratio(c[0], c[0] + c[1]) for rule, c in score.by_rule.items() if c[0] + c[1] > 0}
    figures.update(real_without_error=ratio(*score.real), accepted_without_error=ratio(*score.accepted), violations=ratio(totals[0], totals[0] + totals[1]),
                   worst_rule=min(recalls.values(), default=1.0))
    return score, figures


def report(folder, args, floors):
    """Prints one corpus; whether a floor was missed."""
    score, figures = measure(args.binary, folder)
    print(f"== {folder}")
    if not args.quiet:
        print("\n".join(sorted(score.misses)))
    print(f"{'rule':24}{'found':>6}{'missed':>7}{'false':>6}{'precision':>10}{'recall':>8}{'F1':>7}")
    for rule, (found, missed, false) in sorted(score.by_rule.items()):
        precision, recall = ratio(found, found + false), ratio(found, found + missed)
        f1 = 0 if precision + recall == 0 else 2 * precision * recall / (precision + recall)
        print(f"{rule:24}{found:6}{missed:7}{false:6}{precision:10.3f}{recall:8.3f}{f1:7.3f}")
    failed = False
    for name, value in figures.items():
        floor = floors.get(name, 0)
        failed |= value < floor
        print(f"{name:24}{value:7.3f}  floor {floor:.2f}{'' if value >= floor else '  BELOW'}")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / "build/dev/wxnotice")
    parser.add_argument("--quiet", action="store_true", help="no list of misses")
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    floors = json.loads((OWN / "floors.json").read_text(encoding="utf-8"))
    folders = args.folders or [OWN, SHARED]
    failed = False
    for folder in folders:
        if not args.folders and not folder.exists():
            print(f"SKIPPED: {folder} does not exist")
            continue
        own = folder.resolve() == OWN
        failed |= report(folder, args, floors["own" if own else "other"])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

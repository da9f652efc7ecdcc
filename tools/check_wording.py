#!/usr/bin/env python3
"""Checks texts for the worst patterns that the wording rules in CONTRIBUTING.md name.

  tools/check_wording.py [--root DIR]             documents against all rows, sources against the rows of EVERYWHERE
  tools/check_wording.py [--root DIR] --sources   sources against all rows: what is still to be rewritten

In Markdown, code and the text between `<!-- wording: off -->` and `<!-- wording: on -->` are not checked.
"""

import argparse
import pathlib
import re
import sys
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTS = ["*.md", "docs/**/*.md", "docs/recipes/*"]
SOURCES = ["src/**/*", "fixtures/behaviour/*", "fixtures/scenarios/*", "rules/**/*", "tools/**/*"]
SKIPPED = {"docs/rules.md", "tools/check_wording.py"}  # the first is generated from rules/
SUFFIXES = {"", ".cc", ".cjs", ".css", ".h", ".html", ".js", ".json", ".md", ".mjs", ".php", ".py", ".sh", ".txt", ".yaml", ".yml"}


class Row(NamedTuple):
    pattern: str  # a regular expression, of whole words; a space matches a line break too, also inside a comment
    write: str  # what to write instead
    bad: str  # a text that the pattern finds
    good: str  # a text that it does not find


# No source breaks these.
EVERYWHERE = [
    Row("whatever of", "whether it uses A, B or C", "whatever of curl, Python or PHP it is made of", "whatever it uses"),
    Row("hard-wired", "hard-coded", "the hard-wired URL", "HARD_WIRED"),
    Row("lest|whence|thence|hither|thither|unto|nought|forthwith|whilst", "the usual word", "the host whence it came", "the latest"),
    Row("so often", "at most N times", "strike so often, then no more", "apply at most 3 times"),
    Row("so many(?! that)", "that number of", "200 when so many requests matched", "200 if that number of requests matched"),
    Row("so long(?!,? as)", "for N seconds; up to this long", "wait for them so long, like 2s", "valid so long as the token is"),
    Row("(?!there|where)[a-z]+ is no (?:JSON|UTF-8|PEM|URL|object|array|number|integer|duration|list|map|title|route|file|folder)",
        "is not a ...", "the body is no JSON object", "there is no file at that path"),
    Row("names none", "does not name a ...", "an emphasis_keyword that names none", "the names are empty"),
    Row("put down", "wrote; recorded", "findings put down: 19", "the input downstream"),
    Row("those who (?:shall|should|trust)", "clients that ...", "a file for those who shall trust the CA", "for those who read this"),
    Row("for ever", "permanently", "the API is banned for ever", "for every account"),
    Row("imagined WeChat", "the mock", "brings the imagined WeChat into a state", "brings the mock into a state"),
    Row("(?:is|are) brought to", "routed to", "its calls are brought to the mock", "it was brought to an end"),
    Row("expired? by that(?! [a-z])", "... as a result", "tells what expired by that", "expired by that time"),
    Row("(?:account|owner|user|tab|body|variables|API|header|rules|room|restriction) alone", "only", "of this user alone",
        "leaves the other accounts alone"),
    Row("makes exit code", "causes exit code", "what makes exit code 1", "exit code 1"),
    Row("least severity", "lowest severity", "Least severity that fails the check", "a severity, at least"),
    Row("(?:fault|faults|what it|that) strikes?", "applies to", "what it strikes; left out, everything", "a strike of lightning"),
    Row("mends?", "fixes", "a synonym is missed, and data mends it", "recommended"),
    Row("for want of", "because ... ran out", "503 for want of memory", "what you want of it"),
    Row("will do(?=[.;])", "is accepted", "`bearer` in any case will do.", "it will do this later"),
    Row("answered so", "answered this way", "why a request was answered so", "it answered some calls"),
    Row("one a (?:line|file|row)", "one per line", "prints them one a line", "one per line"),
    Row("anew", "again", "the account is made anew", "a renewed token"),
    Row("faults there are", "active faults", "Faults there are", "how many faults"),
    Row("(?:press|click) again to do it", "click again to confirm", "Press again to do it", "Click again to confirm"),
    Row("commit an offence", "simulate a violation", "Commit an offence", "commit the change"),
    Row("station letters?", "notices (站内信)", "Station letters", "a radio station"),
    Row("the interface is open", "not banned", "The interface is open", "the interface of a class"),
    Row("表单号", "form_id", "过期的表单号", "表单的编号"),
    Row("多大把握|把握：", "可信度", "每个返回码有多大把握", "把握时机"),
    Row("外泄", "外部请求", "外泄 3 次", "外部请求 3 次"),
    Row("试标题", "标题检测", "试标题", "标题检测"),
    Row("同一操作", "等效命令", "同一操作：curl", "等效命令：curl"),
]

# Sources still break these, or contain the words in code. When the last text is rewritten, a row moves to EVERYWHERE.
DOCUMENTS_ONLY = [
    Row("let off", "suppresses the rule; leaves out", "a line that is let off that rule", "let offers pass"),
    Row("of (?:its|their) own(?! accord)", "its own", "a clock of its own", "of its owner"),
    Row("all else", "everything else", "all else is refused", "a call elsewhere"),
    # Stays here: word lists and patterns in rules/ contain such text.
    Row("[\u4e00-\u9fff][,;:!?()][\u4e00-\u9fff]", "full-width punctuation: ，；：！？（）", "已过期,请重新获取", "已过期，请重新获取"),
]

NOT_CHECKED = re.compile(r"<!-- wording: off -->.*?(?:<!-- wording: on -->|\Z)|^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
SPACE = r"(?:[ \t]|\n[ \t]*(?://|#|\*)?[ \t]*)+"


def compiled(row):
    pattern = row.pattern.replace(" ", SPACE)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])" if pattern.isascii() else pattern, re.IGNORECASE)


def problems_in(text, rows, markdown=False):
    """(line, what was found, what to write instead) for each place in `text` that breaks one of `rows`."""
    if markdown:  # keep the lines, so that their numbers stay right
        text = NOT_CHECKED.sub(lambda match: re.sub(r"[^\n]", "\ufffc", match[0]), text)
    for row in rows:
        for match in compiled(row).finditer(text):
            yield text.count("\n", 0, match.start()) + 1, " ".join(match[0].split()), row.write


def files_of(root, patterns):
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        name = str(path.relative_to(root))
        if path.is_file() and path.suffix in SUFFIXES and name not in SKIPPED and "node_modules" not in path.parts and "__pycache__" not in path.parts:
            yield name, path.read_text(encoding="utf-8", errors="replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=ROOT, help="the folder to check (default: the project)")
    parser.add_argument("--sources", action="store_true", help="check only the sources, against all rows")
    options = parser.parse_args()
    both = EVERYWHERE + DOCUMENTS_ONLY
    documents = [] if options.sources else list(files_of(options.root, DOCUMENTS))
    sources = list(files_of(options.root, SOURCES))
    found = [(name, *problem) for name, text in documents for problem in problems_in(text, both, markdown=name.endswith(".md"))]
    found += [(name, *problem) for name, text in sources for problem in problems_in(text, both if options.sources else EVERYWHERE)]
    for name, line, what, write in sorted(found):
        print(f'{name}:{line}: "{what}"; write instead: {write}')
    print(f"{len(documents)} documents, {len(sources)} sources: {len(found)} places to rewrite")
    return 1 if found or not sources else 0


if __name__ == "__main__":
    sys.exit(main())

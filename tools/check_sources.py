#!/usr/bin/env python3
"""Checks that sources lead to docs/fidelity.md.

Every "source" in rules/ and fixtures/ is an anchor of that page, every mention of one of its anchors and every link
in it resolves, and every section that describes a behaviour (###) is cited. `check_sources.py DIR` checks another tree.
"""

import json
import pathlib
import re
import sys

PAGE = "docs/fidelity.md"
TREES = ["src", "tests", "tools", "docs", "rules", "fixtures"]
# node_modules are other people's; the official page is quoted as it is.
SKIPPED = {"node_modules", "__pycache__", "official_page", "img"}
HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.M)
MENTION = re.compile(r"\bfidelity\.md#([\w-]+)")
LINK = re.compile(r"\]\(([^)\s:]*)#([^)\s]+)\)")
# How sources were written before: a paragraph of a file that does not ship, or a name for the official page.
BEFORE = re.compile(r"fidelity" r" ?§|\bseed(?: §|(?:'s)?,? [\u4e00-\u9fff]| \d+\.\d| send\b)|[Ss]ource\W{1,4}seed\b")


def anchor(heading):
    """What GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(path):
    """The anchors of a page: those of behaviours (###), and all of them."""
    headings = [(len(level), anchor(text)) for level, text in HEADING.findall(path.read_text(encoding="utf-8"))]
    return [name for level, name in headings if level == 3], [name for _, name in headings]


def texts(root):
    """Every text of the tree that is ours, with its path."""
    files = [path for name in TREES for path in sorted((root / name).rglob("*")) if path.is_file()]
    for path in sorted(root.glob("*.md")) + files:
        relative = path.relative_to(root)
        if SKIPPED.isdisjoint(relative.parts):
            try:
                yield relative, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                pass  # a picture, or bytes for a test


def sources(node):
    """Every value of a key "source" in JSON."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from [value] if key == "source" else sources(value)
    elif isinstance(node, list):
        for item in node:
            yield from sources(item)


def problems(root):
    behaviours, known = anchors(root / PAGE)
    for name in sorted({name for name in known if known.count(name) > 1}):
        yield f"{PAGE}: two headings have the anchor #{name}"
    cited = set()
    for path, text in texts(root):
        for number, line in enumerate(text.splitlines(), 1):
            for name in MENTION.findall(line):
                cited.add(name)
                if name not in known:
                    yield f"{path}:{number}: {PAGE} has no heading with the anchor #{name}"
            for match in BEFORE.findall(line):
                yield f"{path}:{number}: \"{match}\" is not a source that a reader can open; cite {PAGE}"
        if path.parts[0] in {"rules", "fixtures"} and path.suffix == ".json":
            for source in sources(json.loads(text)):
                if not isinstance(source, str) or not re.fullmatch(re.escape(PAGE) + r"#[\w-]+", source):
                    yield f"{path}: the source {json.dumps(source, ensure_ascii=False)} is not an anchor of {PAGE}"
    for target, name in LINK.findall((root / PAGE).read_text(encoding="utf-8")):
        page = root / "docs" / target if target else root / PAGE
        if not page.is_file() or name not in anchors(page)[1]:
            yield f"{PAGE}: the link {target}#{name} leads nowhere"
    for name in sorted(set(behaviours) - cited):
        yield f"{PAGE}: nothing cites #{name}; cite it, or delete the section"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
    found = list(problems(root))
    print("\n".join(found) or f"every source is a section of {PAGE}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

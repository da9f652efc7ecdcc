#!/usr/bin/env python3
"""Writes the word lists of rules/*.json with one word per line, so that a diff shows the words that changed.

A list of at most 8 words stays one string ("成功 失败"); so does a group of synonyms, which has its own line. Entries of
"variants", and the patterns of a shape that does not fit on one line, get a line each. All other text stays as it is.
`--check` changes nothing and fails when a file would change.
"""

import json
import pathlib
import re
import sys

RULES = pathlib.Path(__file__).resolve().parent.parent / "rules"
MOST_ON_A_LINE = 8
COLUMNS = 100
# What looks like a list of words in "params" and is a text.
TEXTS = {"zh", "en", "like", "pattern", "when", "numerals"}
# The other lists of "lexicon" hold a group of words in each string.
LEXICON_LISTS = {"endings", "function", "future", "past", "succeeded", "names", "implies_name", "states", "words"}
BLANK = re.compile(r"\s*")


class Layout:
    """One file: its text, and the pieces of it that get another layout."""

    def __init__(self, text):
        self.text = text
        self.edits = []  # (begin, end, new text)

    def formatted(self):
        self.value(self.skip(0), ())
        out = self.text
        for begin, end, new in reversed(self.edits):
            out = out[:begin] + new + out[end:]
        return out

    def skip(self, at):
        return BLANK.match(self.text, at).end()

    def value(self, at, path):
        """Reads the value at `at` and notes its edits. Returns its end."""
        if self.is_word_list(at, path):
            return self.words(at)
        if self.text[at] == "{":
            return self.container(at, path, "}")
        if self.text[at] == "[":
            return self.container(at, path, "]")
        return json.JSONDecoder().raw_decode(self.text, at)[1]

    def container(self, at, path, close):
        """An object or a list. Once it has its own lines, the next round looks at what is in it."""
        begin, spans, edits = at, [], len(self.edits)
        at = self.skip(at + 1)
        while self.text[at] != close:
            start, inner = at, path
            if close == "}":
                key, at = json.JSONDecoder().raw_decode(self.text, at)
                at = self.skip(self.skip(at) + 1)
                inner = path + (key,)
            at = self.value(at, inner)
            spans.append((start, at))
            at = self.skip(at)
            at = self.skip(at + 1) if self.text[at] == "," else at
        end = at + 1
        if self.wants_lines(begin, end, path, spans):
            del self.edits[edits:]
            self.lines(begin, end, [self.text[one:other] for one, other in spans], close)
        return end

    def wants_lines(self, begin, end, path, spans):
        if not path or not spans:
            return False
        if path[-1] in {"variants", "shapes"}:
            edges = [begin] + [at for span in spans for at in span] + [end]
            return any("\n" not in self.text[one:other] for one, other in zip(edges[::2], edges[1::2]))
        return "shapes" in path and "\n" not in self.text[begin:end] and end - self.line_start(begin) > COLUMNS

    def is_word_list(self, at, path):
        if not path or path[-1] in TEXTS or "shapes" in path or "variants" in path:
            return False
        if self.text[at] not in '"[':
            return False
        if path[0] == "lexicon":
            return len(path) == 2 and path[1] in LEXICON_LISTS
        if "params" not in path[:-1]:
            return False
        value = json.JSONDecoder().raw_decode(self.text, at)[0]
        return isinstance(value, str) or all(isinstance(item, str) for item in value)

    def words(self, at):
        value, end = json.JSONDecoder().raw_decode(self.text, at)
        words = (value if isinstance(value, str) else " ".join(value)).split()
        if len(words) > MOST_ON_A_LINE:
            self.lines(at, end, [json.dumps(word, ensure_ascii=False) for word in words], "]")
        elif not isinstance(value, str):
            self.edits.append((at, end, json.dumps(" ".join(words), ensure_ascii=False)))
        return end

    def line_start(self, at):
        return self.text.rfind("\n", 0, at) + 1

    def indent(self, at):
        """That of the line, and one more when other keys come before this one on it."""
        line = self.text[self.line_start(at):at]
        blanks = line[:len(line) - len(line.lstrip(" "))]
        return blanks if re.fullmatch(r' *("[^"]*": )?', line) else blanks + " "

    def lines(self, begin, end, items, close):
        """Gives each item a line."""
        indent = self.indent(begin)
        new = self.text[begin] if self.text[begin] != '"' else "["
        new += "".join(f"\n{indent} {item}," for item in items)[:-1] + f"\n{indent}{close}"
        after = re.compile(r", *(?=\")").match(self.text, end)
        if after:  # the next key of the same line
            new, end = new + f",\n{indent}", after.end()
        self.edits.append((begin, end, new))


def settled(text):
    """The text in the layout that formatting does not change any more."""
    while (formatted := Layout(text).formatted()) != text:
        json.loads(formatted)
        text = formatted
    return text


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(f"usage: {sys.argv[0]} [--check]")
    files = sorted(RULES.glob("*.json"))
    changed = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        formatted = settled(text)
        if formatted != text:
            changed.append(path)
            if not check:
                path.write_text(formatted, encoding="utf-8")
    for path in changed:
        print(f"rules/{path.name}: " + ("run tools/format_rules.py" if check else "formatted"))
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""tools/check_wording.py: each row finds its bad text and not its good one. Usage: check_wording_test.py TOOL"""

import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(sys.argv.pop(1)).resolve()
sys.dont_write_bytecode = True
SPEC = importlib.util.spec_from_file_location("check_wording", TOOL)
check_wording = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(check_wording)


def found(text, row):
    return list(check_wording.problems_in(text, [row], markdown=True))


class RowsTest(unittest.TestCase):
    def test_each_row_finds_its_bad_text_and_not_its_good_one(self):
        for row in check_wording.EVERYWHERE + check_wording.DOCUMENTS_ONLY:
            with self.subTest(row.pattern):
                self.assertEqual(len(found(row.bad, row)), 1)
                self.assertEqual(found(row.good, row), [])

    def test_a_phrase_is_found_across_lines_and_comments(self):
        row = check_wording.Row("put down", "wrote", "", "")
        self.assertEqual(found("one\n  // was put\n  // down here", row), [(2, "put // down", "wrote")])

    def test_code_and_quoted_examples_are_not_checked(self):
        row = check_wording.Row("put down", "wrote", "", "")
        self.assertEqual(found("`put down`\n```\nput down\n```\n<!-- wording: off -->\nput down\n<!-- wording: on -->\n", row), [])


class ToolTest(unittest.TestCase):
    def run_on(self, files, *flags):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = subprocess.run([TOOL, "--root", folder, *flags], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout

    def test_a_problem_is_printed_with_its_place_and_advice(self):
        code, output = self.run_on({"docs/a.md": "# A\n\nThe API is banned for\never.\n", "src/a.cc": ""})
        self.assertEqual(code, 1)
        self.assertIn('docs/a.md:3: "for ever"; write instead: permanently\n', output)

    def test_sources_are_checked_against_their_own_rows(self):
        files = {"src/a.cc": "// a clock of its own; the hard-wired URL\n"}
        code, output = self.run_on(files)
        self.assertEqual((code, output.count("src/a.cc:1")), (1, 1))
        code, output = self.run_on(files, "--sources")
        self.assertEqual((code, output.count("src/a.cc:1")), (1, 2))

    def test_plain_texts_pass(self):
        self.assertEqual(self.run_on({"README.md": "The API is banned permanently.\n", "src/a.cc": "// ok\n"})[0], 0)


if __name__ == "__main__":
    unittest.main()

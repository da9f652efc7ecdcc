#include "cli/diff.h"

#include <gtest/gtest.h>

namespace wxnotice::cli {
namespace {

TEST(DiffTest, IsWhatPatchReads) {
  const struct {
    const char* name;
    const char* before;
    const char* after;
    const char* diff;
  } cases[] = {
      {"equal", "a\n", "a\n", ""},
      {"one line", "1\n2\n3\n4\na\n6\n7\n8\n9\n", "1\n2\n3\n4\nb\n6\n7\n8\n9\n",
       "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-a\n+b\n 6\n 7\n 8\n"},
      {"no newline", "a", "b",
       "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of "
       "file\n"},
      {"line less", "a\nb\nc\n", "a\nc\n", "--- f\n+++ f\n@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
      {"line more", "a\nc\n", "a\nb\nc\n", "--- f\n+++ f\n@@ -1,2 +1,3 @@\n a\n+b\n c\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(UnifiedDiff("f", c.before, c.after), c.diff) << c.name;
}

}  // namespace
}  // namespace wxnotice::cli

#include "cli/diff.h"

#include <algorithm>
#include <vector>

namespace wxnotice::cli {
namespace {

constexpr size_t kContext = 3;
// If no equal lines are found within this number of lines, all of them count as changed: the cost
// of the search is the square of this limit.
constexpr size_t kMostApart = 400;

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Lines [a, a_end) of the old text are replaced by lines [b, b_end) of the new one.
struct Change {
  size_t a, a_end, b, b_end;
};

// Ends `change` at the first pair of equal lines whose distances from its start add up to `sum`.
bool Join(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b,
          size_t sum, Change& change) {
  for (size_t k = 0; k <= sum + 1; ++k) {
    // From the middle outwards, so that one line for one is tried first.
    const size_t x = change.a + (k % 2 == 0 ? sum / 2 + k / 2 : sum / 2 - (k + 1) / 2);
    if (x < change.a || x - change.a > sum) continue;
    const size_t y = change.b + sum - (x - change.a);
    if (x >= a.size() || y >= b.size() || a[x] != b[y]) continue;
    change.a_end = x;
    change.b_end = y;
    return true;
  }
  return false;
}

// Fixes change few lines, mostly one for one. So walk both texts together; where they differ,
// continue at the nearest pair of equal lines. The diff is correct, but not always the shortest.
std::vector<Change> ChangesOf(const std::vector<std::string_view>& a,
                              const std::vector<std::string_view>& b) {
  std::vector<Change> changes;
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
      continue;
    }
    const size_t most = (a.size() - i) + (b.size() - j);
    Change change{i, a.size(), j, b.size()};
    bool joined = false;
    for (size_t sum = 1; sum <= std::min(most, kMostApart) && !joined; ++sum)
      joined = Join(a, b, sum, change);
    if (!joined && most > kMostApart) {
      change.a_end = std::min(a.size(), i + kMostApart / 2);
      change.b_end = std::min(b.size(), j + kMostApart / 2);
    }
    changes.push_back(change);
    i = change.a_end;
    j = change.b_end;
  }
  return changes;
}

void AppendLine(char mark, std::string_view line, std::string& out) {
  out += mark;
  out += line;
  if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

std::string RangeOf(size_t begin, size_t end) {
  const size_t count = end - begin;
  return std::to_string(count == 0 ? begin : begin + 1) +
         (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::string UnifiedDiff(const std::string& path, std::string_view before, std::string_view after) {
  if (before == after) return "";
  const auto a = LinesOf(before);
  const auto b = LinesOf(after);
  const std::vector<Change> changes = ChangesOf(a, b);
  std::string out = "--- " + path + "\n+++ " + path + "\n";
  for (size_t first = 0; first < changes.size();) {
    size_t last = first;
    while (last + 1 < changes.size() && changes[last + 1].a - changes[last].a_end <= 2 * kContext)
      ++last;
    const size_t head = std::min(kContext, changes[first].a);
    const size_t tail = std::min(kContext, a.size() - changes[last].a_end);
    out += "@@ -" + RangeOf(changes[first].a - head, changes[last].a_end + tail) + " +" +
           RangeOf(changes[first].b - head, changes[last].b_end + tail) + " @@\n";
    size_t at = changes[first].a - head;
    for (size_t i = first; i <= last; ++i) {
      for (; at < changes[i].a; ++at) AppendLine(' ', a[at], out);
      for (; at < changes[i].a_end; ++at) AppendLine('-', a[at], out);
      for (size_t k = changes[i].b; k < changes[i].b_end; ++k) AppendLine('+', b[k], out);
    }
    for (const size_t end = at + tail; at < end; ++at) AppendLine(' ', a[at], out);
    first = last + 1;
  }
  return out;
}

}  // namespace wxnotice::cli

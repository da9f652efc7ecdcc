// Whether the self-join of titles finds what a comparison of all with all finds: for each title the
// first that it equals, else the first that means the same, else the first that is alike.
// Usage: lint_join_check TITLES [ROWS]: of TITLES titles, ROWS rows (all, if left out) are checked
// against all before them; says how many times as long that took as the join, one thread each.
// Exits 1 at a difference.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "lint/rules/rule_files.h"
#include "lint/similarity/lexicon.h"
#include "lint_titles.h"
#include "text/char_table.h"
#include "wxnotice.h"

namespace {

using wxnotice::Document;
using wxnotice::Finding;
using wxnotice::Linter;
using wxnotice::Options;
using wxnotice::Verdict;
namespace lint = wxnotice::lint;

std::vector<lint::Canonical> MeaningsOf(const std::vector<std::string>& titles) {
  lint::RuleBook book;
  if (!lint::LoadRules({}, book)) std::exit(2);
  const wxnotice::text::CharTable characters(book.variants);
  lint::Lexicon lexicon;
  for (const auto& [path, node] : book.lexica) {
    if (!lexicon.Add(node, path, characters)) std::exit(2);
  }
  lexicon.Finish();
  std::vector<lint::Canonical> meanings(titles.size());
  wxnotice::text::Folded folded;
  for (size_t i = 0; i < titles.size(); ++i) {
    wxnotice::text::Fold(characters, titles[i], folded);
    lexicon.Canonicalise(folded, wxnotice::Scope::kTitle, meanings[i]);
  }
  return meanings;
}

// The title that row `i` doubles; its own number when there is none.
size_t Doubled(const std::vector<std::string>& titles, const std::vector<lint::Canonical>& meanings,
               size_t i) {
  size_t same = i;
  size_t alike = i;
  for (size_t j = 0; j < i; ++j) {
    if (titles[i] == titles[j]) return j;
    const Verdict verdict = CompareCanonical(meanings[i], meanings[j]).verdict;
    if (verdict == Verdict::kSame && same == i) same = j;
    if (verdict == Verdict::kSimilar && alike == i) alike = j;
  }
  return same != i ? same : alike;
}

std::vector<std::string> Join(const std::vector<std::string>& titles) {
  Options options;
  options.select = {"title-duplicate", "title-similar"};
  options.use_library = false;
  options.threads = 1;
  const auto linter = Linter::Builtin(options, nullptr);
  Document document;
  document.path = "bench";
  for (const std::string& title : titles) document.templates.emplace_back().title = {title};
  std::vector<std::string> joined = titles;
  for (const Finding& finding : linter->Lint(document))
    joined[finding.template_index] = finding.related.front().text;
  return joined;
}

double Seconds(const auto& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

int main(int argc, char** argv) {
  const size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
  const size_t rows = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : count;
  const std::vector<std::string> titles = wxnotice::bench::MakeTitles(count, 30);
  const std::vector<lint::Canonical> meanings = MeaningsOf(titles);
  std::vector<std::string> joined;
  const double join_seconds = Seconds([&] { joined = Join(titles); });
  const size_t step = std::max<size_t>(titles.size() / std::max<size_t>(rows, 1), 1);
  size_t checked = 0;
  size_t doubles = 0;
  size_t wrong = 0;
  double brute_seconds = 0;
  for (size_t i = titles.size() - 1; checked < rows && i < titles.size(); i -= step, ++checked) {
    size_t at = i;
    brute_seconds += Seconds([&] { at = Doubled(titles, meanings, i); });
    const std::string& doubled = titles[at];
    doubles += doubled != titles[i];
    if (doubled == joined[i]) continue;
    ++wrong;
    std::printf("%s: joined with %s, but %s\n", titles[i].c_str(), joined[i].c_str(),
                doubled.c_str());
  }
  brute_seconds *= static_cast<double>(titles.size()) / static_cast<double>(checked);
  std::printf("%zu titles, %zu rows checked, %zu double another, %zu differ\n", titles.size(),
              checked, doubles, wrong);
  std::printf("all with all takes %.0f s%s, %.0f times as long as the join with its findings\n",
              brute_seconds, checked < titles.size() ? " (by these rows)" : "",
              brute_seconds / join_seconds);
  return wrong == 0 ? 0 : 1;
}

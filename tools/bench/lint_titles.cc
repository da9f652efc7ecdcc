#include "lint_titles.h"

#include <fstream>
#include <sstream>

namespace wxnotice::bench {
namespace {

std::vector<std::vector<std::string>> ReadWords() {
  std::ifstream in(WXNOTICE_BENCH_DIR "/lint_words.txt");
  std::vector<std::vector<std::string>> columns;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::vector<std::string>& column = columns.emplace_back();
    for (std::string word; words >> word;) column.push_back(word);
  }
  return columns;
}

// One fault in turn: a lost ending, a blank, an invisible character, marketing, a disguise.
std::string Spoil(std::string title, size_t which) {
  switch (which % 5) {
    case 0:
      return title.substr(0, title.size() - 6);
    case 1:
      return title.insert(6, " ");
    case 2:
      return title.insert(6, "\u200b");
    case 3:
      return "优惠券" + title;
    default:
      return "hong包领取" + title;
  }
}

}  // namespace

std::vector<std::string> MakeTitles(size_t count, size_t dirty_percent) {
  const auto columns = ReadWords();
  size_t all = 1;
  for (const auto& column : columns) all *= column.size();
  std::vector<std::string> titles;
  titles.reserve(count);
  for (size_t i = 0; i < count && i < all; ++i) {
    // A prime step visits each combination once, neighbours apart.
    size_t at = i * 700'001 % all;
    std::string title;
    for (const auto& column : columns) {
      title += column[at % column.size()];
      at /= column.size();
    }
    titles.push_back(i % 100 < dirty_percent ? Spoil(std::move(title), i) : std::move(title));
  }
  return titles;
}

}  // namespace wxnotice::bench

// Titles for the benchmarks, made of the words in lint_words.txt: all distinct, in a fixed order
// that mixes the words. Synthetic: they show speed, not quality.
#ifndef WXNOTICE_TOOLS_BENCH_LINT_TITLES_H_
#define WXNOTICE_TOOLS_BENCH_LINT_TITLES_H_

#include <cstddef>
#include <string>
#include <vector>

namespace wxnotice::bench {

// `count` titles, at most about a million; of each hundred the first `dirty_percent` break a rule.
std::vector<std::string> MakeTitles(size_t count, size_t dirty_percent);

}  // namespace wxnotice::bench

#endif  // WXNOTICE_TOOLS_BENCH_LINT_TITLES_H_

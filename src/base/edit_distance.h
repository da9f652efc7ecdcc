// How far apart two words are: for "did you mean". Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_EDIT_DISTANCE_H_
#define WXNOTICE_BASE_EDIT_DISTANCE_H_

#include <string>
#include <string_view>
#include <vector>

namespace wxnotice::base {

// Levenshtein's, over bytes. Time and memory grow with the product and the sum of the sizes.
size_t EditDistance(std::string_view a, std::string_view b);

// The candidate nearest to `word`; empty when none is near enough to be meant.
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_EDIT_DISTANCE_H_

// Edit distance of words, for "did you mean". Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_EDIT_DISTANCE_H_
#define WXNOTICE_BASE_EDIT_DISTANCE_H_

#include <string>
#include <string_view>
#include <vector>

namespace wxnotice::base {

// Levenshtein distance, in bytes. Time grows with the product of the sizes, memory with their sum.
size_t EditDistance(std::string_view a, std::string_view b);

// The candidate nearest to `word`; empty if none is similar enough.
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_EDIT_DISTANCE_H_

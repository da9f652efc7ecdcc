// Maps words to numbers, and finds words at any position of a text. A trie in one flat hash table:
// a step costs one probe, and a position where no word starts costs one bit. After the last Add()
// it is immutable: thread-safe.
#ifndef WXNOTICE_TEXT_DICTIONARY_H_
#define WXNOTICE_TEXT_DICTIONARY_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/char_set.h"

namespace wxnotice::text {

class Dictionary {
 public:
  static constexpr int32_t kNone = -1;
  static constexpr uint32_t kRoot = 0;

  struct Hit {
    size_t size = 0;  // in code points; 0: no hit
    int32_t value = kNone;
    explicit operator bool() const { return size != 0; }
  };

  // Reserves space for `edges`, about two per word. REQUIRES: a power of two.
  explicit Dictionary(size_t edges = 64) : edges_(edges), values_(1, kNone) {}

  // Adds `word` with `value` >= 0. Returns the previous value, which is kept, or kNone. REQUIRES:
  // not empty.
  int32_t Add(std::u32string_view word, int32_t value);

  // The longest word that starts at `at`.
  Hit LongestAt(std::u32string_view text, size_t at) const;
  // Calls `visit(hit)` for each word that starts at `at`, shortest first.
  template <typename Visit>
  void ForEachAt(std::u32string_view text, size_t at, Visit visit) const {
    if (!begins_.MayHave(text[at])) return;
    uint32_t node = kRoot;
    for (size_t i = at; i < text.size(); ++i) {
      node = Step(node, text[i]);
      if (node == kRoot) return;
      if (values_[node] != kNone) visit(Hit{i + 1 - at, values_[node]});
    }
  }
  // The longest word at the end of `text`, for a dictionary whose words were added reversed.
  Hit LongestBefore(std::u32string_view text) const;
  // The value of exactly `word`.
  int32_t Find(std::u32string_view word) const;
  bool Contains(std::u32string_view word) const { return Find(word) != kNone; }
  bool empty() const { return values_.size() == 1; }

  // For custom walks: the child of `node` for `c`, or kRoot if there is none; the value of the word
  // that ends at a node.
  uint32_t Step(uint32_t node, char32_t c) const;
  int32_t ValueAt(uint32_t node) const { return values_[node]; }

 private:
  struct Edge {
    uint32_t node = 0;
    char32_t character = 0;
    uint32_t target = kRoot;  // kRoot: the slot is free
  };

  size_t SlotOf(uint32_t node, char32_t c) const;
  void Grow();
  std::vector<Edge> edges_;      // the size is a power of two
  std::vector<int32_t> values_;  // by node
  CharSet begins_;
  size_t used_ = 0;
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_DICTIONARY_H_

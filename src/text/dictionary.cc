#include "text/dictionary.h"

namespace wxnotice::text {

size_t Dictionary::SlotOf(uint32_t node, char32_t c) const {
  const size_t mask = edges_.size() - 1;
  const uint64_t key = (uint64_t{node} << 21) | c;
  size_t slot = static_cast<size_t>((key * 0x9E3779B97F4A7C15ull) >> 32) & mask;
  while (edges_[slot].target != kRoot &&
         (edges_[slot].node != node || edges_[slot].character != c)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

void Dictionary::Grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  for (const Edge& edge : old) {
    if (edge.target != kRoot) edges_[SlotOf(edge.node, edge.character)] = edge;
  }
}

int32_t Dictionary::Add(std::u32string_view word, int32_t value) {
  begins_.Add(word.front());
  uint32_t node = kRoot;
  for (const char32_t c : word) {
    if (used_ * 2 >= edges_.size()) Grow();
    Edge& edge = edges_[SlotOf(node, c)];
    if (edge.target == kRoot) {
      edge = {node, c, static_cast<uint32_t>(values_.size())};
      values_.push_back(kNone);
      ++used_;
    }
    node = edge.target;
  }
  const int32_t before = values_[node];
  if (before == kNone) values_[node] = value;
  return before;
}

uint32_t Dictionary::Step(uint32_t node, char32_t c) const {
  return edges_[SlotOf(node, c)].target;
}

Dictionary::Hit Dictionary::LongestAt(std::u32string_view text, size_t at) const {
  Hit best;
  ForEachAt(text, at, [&](const Hit& hit) { best = hit; });
  return best;
}

Dictionary::Hit Dictionary::LongestBefore(std::u32string_view text) const {
  Hit best;
  uint32_t node = kRoot;
  for (size_t i = text.size(); i > 0; --i) {
    node = Step(node, text[i - 1]);
    if (node == kRoot) break;
    if (values_[node] != kNone) best = {text.size() - i + 1, values_[node]};
  }
  return best;
}

int32_t Dictionary::Find(std::u32string_view word) const {
  uint32_t node = kRoot;
  for (const char32_t c : word) {
    node = Step(node, c);
    if (node == kRoot) return kNone;
  }
  return word.empty() ? kNone : values_[node];
}

}  // namespace wxnotice::text

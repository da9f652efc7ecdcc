// A set of characters, used as a fast filter before expensive searches. It may report a character
// that it does not contain, but never misses one that it contains. Thread-safe when filled.
#ifndef WXNOTICE_TEXT_CHAR_SET_H_
#define WXNOTICE_TEXT_CHAR_SET_H_

#include <bitset>
#include <string_view>

namespace wxnotice::text {

class CharSet {
 public:
  void Add(char32_t c) { bits_.set(c % kBits); }
  bool MayHave(char32_t c) const { return bits_.test(c % kBits); }
  bool MayHaveAnyOf(std::u32string_view text) const {
    for (const char32_t c : text) {
      if (MayHave(c)) return true;
    }
    return false;
  }

 private:
  // Small enough that the sets of all rules stay in the cache: there are 20,992 Han characters.
  static constexpr size_t kBits = 1 << 14;
  std::bitset<kBits> bits_;
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_CHAR_SET_H_

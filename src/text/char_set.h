// A set of characters, asked at every place of a text before anything dearer is. It may say that it
// has one that it has not, never the reverse. Thread-safe once filled.
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
  // Few enough that the sets of all rules stay in the cache: Han have 20,992 places.
  static constexpr size_t kBits = 1 << 14;
  std::bitset<kBits> bits_;
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_CHAR_SET_H_

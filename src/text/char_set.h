// A set of characters, asked at every place of a text. Beyond the BMP all are taken to be in it:
// whoever asks looks closer. Thread-safe once filled.
#ifndef WXNOTICE_TEXT_CHAR_SET_H_
#define WXNOTICE_TEXT_CHAR_SET_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace wxnotice::text {

class CharSet {
 public:
  void Add(char32_t c) {
    if (c < kSize) bits_[c >> 6] |= uint64_t{1} << (c & 63);
  }
  bool MayHave(char32_t c) const { return c >= kSize || (bits_[c >> 6] >> (c & 63) & 1) != 0; }
  bool MayHaveAnyOf(std::u32string_view text) const {
    for (const char32_t c : text) {
      if (MayHave(c)) return true;
    }
    return false;
  }

 private:
  static constexpr char32_t kSize = 0x10000;
  std::vector<uint64_t> bits_ = std::vector<uint64_t>(kSize / 64, 0);
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_CHAR_SET_H_

// The class of each character and its folded form: NFKC case folding and Simplified forms from ICU,
// Han look-alikes from data. Most characters of a title are answered from an array, others by ICU.
// Immutable: thread-safe. Source: documentation of ICU 72; Han look-alikes: rules/characters.json.
#ifndef WXNOTICE_TEXT_CHAR_TABLE_H_
#define WXNOTICE_TEXT_CHAR_TABLE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wxnotice::text {

enum class CharKind : uint8_t {
  kHan,
  kLetter,       // a-z, A-Z
  kDigit,        // 0-9
  kSpace,        // spaces of any width
  kInvisible,    // zero-width characters, controls, direction marks, fillers
  kPunctuation,  // and symbols
  kEmoji,
  kForeign,  // a letter or digit of another script, or another form of one: full-width, enclosed,
             // Kangxi radical
};

class CharTable {
 public:
  // `variants` are pairs (look-alike, intended character), applied after NFKC and Simplified forms.
  explicit CharTable(const std::vector<std::pair<char32_t, char32_t>>& variants = {});

  CharKind KindOf(char32_t c) const;
  // Appends the folded form of `c`: nothing for zero-width characters, else one or more characters.
  void AppendFolded(char32_t c, std::u32string& out) const;
  // The single character that `c` folds to, or 0 if AppendFolded must be called.
  char32_t FoldedOne(char32_t c) const { return c < kSize ? folded_[c] : 0; }
  // The plain form of `c`, if only the form differs: full-width to ASCII, Traditional to
  // Simplified. Empty for zero-width characters, which can be dropped.
  std::u32string PlainForm(char32_t c) const;

 private:
  static constexpr size_t kSize = 0x10000;
  static constexpr uint8_t kUnknownKind = 0xFF;

  char32_t Simplified(char32_t c) const;

  std::vector<uint16_t> folded_;
  std::vector<uint8_t> kinds_;
};

// The width of `c` on a terminal, in columns: 0, 1 or 2.
int WidthColumns(char32_t c);

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_CHAR_TABLE_H_

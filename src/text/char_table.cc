#include "text/char_table.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace wxnotice::text {
namespace {

struct HanForm {
  uint16_t traditional;
  uint16_t simplified;
};
constexpr HanForm kHanForms[] = {
#include "text/han_forms.inc"
};

constexpr char32_t kBrailleBlank = 0x2800;  // invisible, but a symbol in Unicode

bool IsHanRange(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

bool DrawsNothing(UChar32 c) {
  if (c == kBrailleBlank || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return true;
  const int8_t type = u_charType(c);
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_LINE_SEPARATOR ||
         type == U_PARAGRAPH_SEPARATOR;
}

bool IsEmoji(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) ||
         u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER) ||
         u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR) ||
         (c > 0xFF && u_hasBinaryProperty(c, UCHAR_EMOJI));
}

// Uses the properties of ICU, for characters that are not in the array.
CharKind ClassifyByProperties(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (c < 0x80) {
    if (u_isdigit(c)) return CharKind::kDigit;
    if (u_isalpha(c)) return CharKind::kLetter;
  }
  if (c == '\t' || u_isUWhiteSpace(c)) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0x0B ||
                   c == 0x0C
               ? CharKind::kInvisible
               : CharKind::kSpace;
  }
  if (DrawsNothing(c)) return CharKind::kInvisible;
  if (IsEmoji(c)) return CharKind::kEmoji;
  if (u_hasBinaryProperty(c, UCHAR_UNIFIED_IDEOGRAPH) || c == 0x3007) return CharKind::kHan;
  const uint32_t type = U_GET_GC_MASK(c);
  return (type & (U_GC_L_MASK | U_GC_N_MASK)) != 0 || (type & U_GC_M_MASK) != 0
             ? CharKind::kForeign
             : CharKind::kPunctuation;
}

// ICU creates these on first use. Null if that fails.
const icu::Normalizer2* Instance(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = get(status);
  return U_FAILURE(status) ? nullptr : instance;
}
const icu::Normalizer2* NfkcFolder() {
  static const icu::Normalizer2* const instance =
      Instance(icu::Normalizer2::getNFKCCasefoldInstance);
  return instance;
}
const icu::Normalizer2* Nfkc() {
  static const icu::Normalizer2* const instance = Instance(icu::Normalizer2::getNFKCInstance);
  return instance;
}

// NFKC case folding of one character, before Simplified forms.
std::u32string NfkcFolded(char32_t c) {
  std::u32string out;
  if (NfkcFolder() == nullptr) return std::u32string(1, c);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded =
      NfkcFolder()->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
  if (U_FAILURE(status)) return std::u32string(1, c);
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(folded.char32At(i)));
  }
  return out;
}

}  // namespace

CharTable::CharTable(const std::vector<std::pair<char32_t, char32_t>>& variants)
    : folded_(kSize, 0), kinds_(kSize, kUnknownKind) {
  const auto fill = [this](char32_t first, char32_t last, CharKind kind) {
    for (char32_t c = first; c <= last; ++c) {
      folded_[c] = static_cast<uint16_t>(c);
      kinds_[c] = static_cast<uint8_t>(kind);
    }
  };
  fill(0x3400, 0x4DBF, CharKind::kHan);
  fill(0x4E00, 0x9FFF, CharKind::kHan);
  fill('0', '9', CharKind::kDigit);
  fill('A', 'Z', CharKind::kLetter);
  fill('a', 'z', CharKind::kLetter);
  for (char32_t c = 'A'; c <= 'Z'; ++c) folded_[c] = static_cast<uint16_t>(c - 'A' + 'a');
  for (const HanForm& form : kHanForms) {
    if (IsHanRange(form.traditional)) folded_[form.traditional] = form.simplified;
  }
  for (const auto& [seen, meant] : variants) {
    if (seen < kSize && meant < kSize && IsHanRange(seen)) {
      folded_[seen] = folded_[meant] != 0 ? folded_[meant] : static_cast<uint16_t>(meant);
    }
  }
  // The array also contains full-width forms and word separators, because they are common.
  for (const auto& [first, last] :
       {std::pair<char32_t, char32_t>{0x20, 0x2F}, {0x3000, 0x303F}, {0xFF01, 0xFF5E}}) {
    for (char32_t c = first; c <= last; ++c) {
      kinds_[c] = static_cast<uint8_t>(ClassifyByProperties(c));
      const std::u32string one = NfkcFolded(c);
      if (one.size() == 1 && one[0] < kSize) folded_[c] = static_cast<uint16_t>(one[0]);
    }
  }
}

CharKind CharTable::KindOf(char32_t c) const {
  if (c < kSize && kinds_[c] != kUnknownKind) return static_cast<CharKind>(kinds_[c]);
  return ClassifyByProperties(c);
}

char32_t CharTable::Simplified(char32_t c) const {
  return c < kSize && IsHanRange(c) ? folded_[c] : c;
}

void CharTable::AppendFolded(char32_t c, std::u32string& out) const {
  if (c < kSize && folded_[c] != 0) {
    out.push_back(folded_[c]);
    return;
  }
  if (c == kBrailleBlank || KindOf(c) == CharKind::kInvisible) return;
  for (const char32_t part : NfkcFolded(c)) out.push_back(Simplified(part));
}

std::u32string CharTable::PlainForm(char32_t c) const {
  switch (KindOf(c)) {
    case CharKind::kSpace:
    case CharKind::kInvisible:
      return {};
    case CharKind::kForeign:
    case CharKind::kPunctuation: {
      // A capital must stay a capital, so this is NFKC without case folding.
      if (Nfkc() == nullptr) return std::u32string(1, c);
      UErrorCode status = U_ZERO_ERROR;
      const icu::UnicodeString plain =
          Nfkc()->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
      if (U_FAILURE(status) || plain.countChar32() != 1) return std::u32string(1, c);
      return std::u32string(1, static_cast<char32_t>(plain.char32At(0)));
    }
    default:
      return std::u32string(1, c);
  }
}

int WidthColumns(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (DrawsNothing(c) || u_charType(c) == U_NON_SPACING_MARK) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace wxnotice::text

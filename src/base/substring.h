// Substring search in linear time for any input. std::string_view::find needs the product of the
// sizes for texts like "aaaa..". The functions are pure and thread-safe; the class is not.
#ifndef WXNOTICE_BASE_SUBSTRING_H_
#define WXNOTICE_BASE_SUBSTRING_H_

#include <string>
#include <string_view>

namespace wxnotice::base {

// The position of `part` in `text`; npos if it does not occur. An empty part is at 0.
size_t FindPart(std::string_view text, std::string_view part);
inline bool HoldsPart(std::string_view text, std::string_view part) {
  return FindPart(text, part) != std::string_view::npos;
}

// Searches many texts for one text, ignoring the case of ASCII letters. Not thread-safe: it has a
// buffer.
class FreeTextSearch {
 public:
  explicit FreeTextSearch(std::string_view part);

  // The part is empty: every text contains it.
  bool empty() const { return part_.empty(); }
  bool IsIn(std::string_view text);

 private:
  std::string part_;  // lower case
  bool has_letters_;
  std::string lowered_;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_SUBSTRING_H_

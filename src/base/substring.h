// Looking for a text in a text in time linear in both, whatever they hold: std::string_view::find
// takes the product of the sizes for texts like "aaaa..". Pure functions, thread-safe but for the
// class.
#ifndef WXNOTICE_BASE_SUBSTRING_H_
#define WXNOTICE_BASE_SUBSTRING_H_

#include <string>
#include <string_view>

namespace wxnotice::base {

// Where `part` begins in `text`; npos when it does not occur. An empty part is at 0.
size_t FindPart(std::string_view text, std::string_view part);
inline bool HoldsPart(std::string_view text, std::string_view part) {
  return FindPart(text, part) != std::string_view::npos;
}

// ASCII letters only; other bytes stay as they are.
std::string LowerAscii(std::string_view text);

// A search for one text in many, ASCII letters without regard to case. Not thread-safe: it keeps a
// buffer.
class FreeTextSearch {
 public:
  explicit FreeTextSearch(std::string_view part);

  // Nothing is looked for: everything holds it.
  bool empty() const { return part_.empty(); }
  bool IsIn(std::string_view text);

 private:
  std::string part_;  // in lower case
  bool has_letters_;
  std::string lowered_;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_SUBSTRING_H_

// Where each code point of a long text begins, found without walking there: a file of templates may
// be one line. Immutable, thread-safe. The text must outlive it.
#ifndef WXNOTICE_TEXT_CODE_POINT_INDEX_H_
#define WXNOTICE_TEXT_CODE_POINT_INDEX_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace wxnotice::text {

class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view utf8);

  // How many code points begin before byte `offset`; past the end, all of them.
  size_t CountBefore(size_t offset) const;
  // The byte at which code point `number`, counted from 0, begins; past the last, the end.
  size_t OffsetOf(size_t number) const;

 private:
  std::string_view bytes_;
  std::vector<size_t> counts_;  // before each block of bytes
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_CODE_POINT_INDEX_H_

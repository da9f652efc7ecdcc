// Finds the offset of each code point of a long text without scanning to it: a template file may be
// one line. Immutable, thread-safe. The text must outlive it.
#ifndef WXNOTICE_TEXT_CODE_POINT_INDEX_H_
#define WXNOTICE_TEXT_CODE_POINT_INDEX_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace wxnotice::text {

class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view utf8);

  // The number of code points that start before byte `offset`; past the end, all of them.
  size_t CountBefore(size_t offset) const;
  // The offset in bytes of code point `number`, counted from 0; past the last, the size of the
  // text.
  size_t OffsetOf(size_t number) const;

 private:
  std::string_view bytes_;
  std::vector<size_t> counts_;  // of the code points before each block of bytes
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_CODE_POINT_INDEX_H_

#include "text/code_point_index.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/utf8.h"

namespace wxnotice::text {
namespace {

constexpr size_t kBlockBytes = 1024;

}  // namespace

CodePointIndex::CodePointIndex(std::string_view utf8) : bytes_(utf8) {
  counts_.reserve(utf8.size() / kBlockBytes + 1);
  size_t count = 0;
  for (size_t begin = 0; begin <= utf8.size(); begin += kBlockBytes) {
    counts_.push_back(count);
    count += CountCodePoints(utf8.substr(begin, kBlockBytes));
  }
}

size_t CodePointIndex::CountBefore(size_t offset) const {
  offset = std::min(offset, bytes_.size());
  const size_t block = offset / kBlockBytes;
  const size_t begin = block * kBlockBytes;
  return counts_[block] + CountCodePoints(bytes_.substr(begin, offset - begin));
}

size_t CodePointIndex::OffsetOf(size_t number) const {
  // It is in the last block with at most `number` code points before it.
  const auto after = std::upper_bound(counts_.begin(), counts_.end(), number);
  const auto block = static_cast<size_t>(after - counts_.begin()) - 1;
  size_t count = counts_[block];
  for (size_t at = block * kBlockBytes; at < bytes_.size(); ++at) {
    if (!base::ContinuesCharacter(bytes_[at]) && count++ == number) return at;
  }
  return bytes_.size();
}

}  // namespace wxnotice::text

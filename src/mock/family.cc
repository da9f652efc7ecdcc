#include "mock/family.h"

#include <algorithm>
#include <cassert>

namespace wxnotice::mock {

size_t PlaceOf(const Family& family) {
  const auto all = Families();
  const auto place = std::find(all.begin(), all.end(), &family);
  assert(place != all.end());
  return static_cast<size_t>(place - all.begin());
}

const Family* FindFamily(std::string_view name) {
  const auto all = Families();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Family* f) { return f->name == name; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace wxnotice::mock

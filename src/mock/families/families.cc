#include <array>

#include "mock/families/template_message/state.h"
#include "mock/family.h"

namespace wxnotice::mock {

std::span<const Family* const> Families() {
  static constexpr std::array kFamilies = {&kTemplateMessage};
  return kFamilies;
}

}  // namespace wxnotice::mock

#include <array>

#include "mock/families/template_message/state.h"
#include "mock/family.h"
#include "protocol/schema.h"

namespace wxnotice::mock {

std::span<const Family* const> Families() {
  static constexpr std::array kFamilies = {&kTemplateMessage};
  return kFamilies;
}

std::vector<protocol::schema::Member> MembersOf(
    std::vector<protocol::schema::Member> (*StateMembers::*place)()) {
  std::vector<protocol::schema::Member> members;
  for (const Family* family : Families())
    members = protocol::schema::Join(std::move(members), (family->members.*place)());
  return members;
}

}  // namespace wxnotice::mock

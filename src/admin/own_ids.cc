// Ids that a test chooses itself.
#include <algorithm>

#include "admin/resource.h"
#include "base/utf8.h"
#include "mock/control/magic.h"
#include "mock/shared_state.h"

namespace wxnotice::admin {

std::string OwnIdProblem(const Context& context, std::string_view id) {
  if (id.empty()) return "must not be empty; leave it out for a new id";
  if (id.size() > kMostNameBytes)
    return "must be a text of at most " + std::to_string(kMostNameBytes) + " bytes";
  if (std::any_of(id.begin(), id.end(), [](char c) { return static_cast<uint8_t>(c) < 0x20; }))
    return "has a control character";
  if (context.mock.shared().magic && id.starts_with(mock::kMagicPrefix)) {
    return "\"" + base::Fold(id, 80) +
           "\" is a magic value, which needs no setup; take an id that does not start with " +
           std::string(mock::kMagicPrefix);
  }
  return {};
}

std::string ReadOwnId(Context& context, std::string_view key) {
  if (!context.fields.Has(key)) return {};
  std::string id = context.fields.Text(key).value_or("");
  const std::string problem = OwnIdProblem(context, id);
  if (!problem.empty()) context.fields.Fail("\"" + std::string(key) + "\" " + problem);
  return id;
}

}  // namespace wxnotice::admin

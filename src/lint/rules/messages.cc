#include "lint/rules/messages.h"

#include <cassert>
#include <map>

#include "base/embedded.h"

namespace wxnotice::lint {
namespace {

using Messages = std::map<std::string, Localised, std::less<>>;

Messages Load() {
  Messages all;
  const auto root = ParseJson(embedded::Messages().front().bytes);
  for (const auto& [name, both] : root->fields)
    all[name.value] = {std::string(both.StringOf("zh")), std::string(both.StringOf("en"))};
  return all;
}

}  // namespace

std::string Say(std::string_view name, Language language, const Args& args) {
  static const Messages all = Load();
  const auto found = all.find(name);
  assert(found != all.end());
  return Fill(found->second.In(language), args, language);
}

}  // namespace wxnotice::lint

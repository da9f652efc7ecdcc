#include "lint/rules/localize.h"

#include <cassert>
#include <map>

#include "base/embedded.h"

namespace wxnotice::lint {
namespace {

using ReportTexts = std::map<std::string, base::LocalizedText, std::less<>>;

ReportTexts Load() {
  ReportTexts all;
  const auto root = ParseJson(embedded::ReportTexts().front().bytes);
  for (const auto& [name, both] : root->fields)
    all[name.value] = {std::string(both.StringOf("zh")), std::string(both.StringOf("en"))};
  return all;
}

}  // namespace

std::string Localize(std::string_view name, Language language, const Args& args) {
  static const ReportTexts all = Load();
  const auto found = all.find(name);
  assert(found != all.end());
  return Fill(Localize(found->second, language), args, language);
}

}  // namespace wxnotice::lint

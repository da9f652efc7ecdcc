#include "mock/library.h"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/embedded.h"
#include "mock/family.h"

namespace wxnotice::mock {
namespace {

base::Error HasNoTitles(const std::string& name) {
  return {name + R"(: has no list of titles; expected {"titles":[..]} or a saved response)"};
}

}  // namespace

Libraries::Libraries() {
  for (const Family* family : Families()) all_.push_back(family->make_library());
}

base::Result<Libraries> Libraries::Builtin() {
  Libraries libraries;
  for (const embedded::File& file : embedded::Library()) {
    const Family* family = FindFamily(file.name.substr(0, file.name.rfind('.')));
    if (family == nullptr) continue;  // of a family that only the linter knows
    Library& library = *libraries.all_[PlaceOf(*family)];
    const std::string name = "fixtures/library/" + std::string(file.name);
    const auto json = protocol::ParseJson(file.bytes);
    if (!json || !library.Reads(*json)) return HasNoTitles(name);
    const auto added = library.Add(*json, name);
    if (!added) return base::Error{added.error()};
  }
  return libraries;
}

base::Result<const Family*> Libraries::Add(std::string_view json, const std::string& name) {
  const auto file = protocol::ParseJson(json);
  if (!file)
    return base::Error{name + ": is no JSON; give a library file or a saved library/list response"};
  std::optional<base::Error> refusal;
  for (size_t place = 0; place < all_.size(); ++place) {
    if (!all_[place]->Reads(*file)) continue;
    const auto added = all_[place]->Add(*file, name);
    if (added) return Families()[place];
    if (!refusal) refusal = base::Error{added.error()};
  }
  return refusal ? *refusal : HasNoTitles(name);
}

const Library& Libraries::Of(const Family& family) const {
  return *all_[PlaceOf(family)];
}

}  // namespace wxnotice::mock

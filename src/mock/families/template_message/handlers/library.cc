// library/list and library/get. Source: docs/fidelity.md#template-library.
#include <algorithm>

#include "mock/call.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

constexpr int64_t kMostTitles = 20;

std::optional<int64_t> BodyInteger(const Call& call, std::string_view key) {
  if (!call.HasObject() || !call.body->contains(key)) return std::nullopt;
  return protocol::IntegerOf((*call.body)[std::string(key)]);
}

}  // namespace

Outcome ListLibrary(Call& call) {
  const auto count = BodyInteger(call, "count");
  if (!count || *count < 1 || *count > kMostTitles)
    return call.Refuse("count.invalid", {{"allowed", "1 to 20"}});
  call.Pass("count");
  const bool has_offset = call.body->contains("offset") && !(*call.body)["offset"].is_null();
  const auto offset = has_offset ? BodyInteger(call, "offset") : 0;
  if (!offset || *offset < 0) return call.Refuse("offset.invalid");
  call.Pass("offset");

  const auto& shared = call.world.library.titles();
  const auto& own = call.state.own_titles.titles();  // their ids are above all shared ones
  const auto total = static_cast<int64_t>(shared.size() + own.size());
  Outcome outcome;
  outcome.fields["list"] = protocol::Json::array();
  for (int64_t i = *offset; i < std::min(*offset + *count, total) && i < total; ++i) {
    const auto at = static_cast<size_t>(i);
    const LibraryTitle& title = at < shared.size() ? shared[at] : own[at - shared.size()];
    outcome.fields["list"].push_back({{"id", title.id}, {"title", title.title}});
  }
  outcome.fields["total_count"] = total;
  return outcome;
}

Outcome GetLibraryTitle(Call& call) {
  const std::string id = call.BodyText("id");
  if (id.empty()) return call.Refuse("title.missing");
  const LibraryTitle* title = call.FindTitle(id);
  if (title == nullptr) return call.Refuse("title.unknown", {{"id", id}});
  call.Pass("id");
  Outcome outcome;
  outcome.fields["id"] = title->id;
  outcome.fields["title"] = title->title;
  outcome.fields["keyword_list"] = protocol::Json::array();
  for (const LibraryKeyword& keyword : title->keywords) {
    outcome.fields["keyword_list"].push_back(
        {{"keyword_id", keyword.keyword_id}, {"name", keyword.name}, {"example", keyword.example}});
  }
  return outcome;
}

}  // namespace wxnotice::mock

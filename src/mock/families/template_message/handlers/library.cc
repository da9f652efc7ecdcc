// library/list and library/get. Source: docs/fidelity.md#template-library.
#include <algorithm>

#include "mock/call.h"
#include "mock/families/template_message/handlers/handlers.h"
#include "mock/families/template_message/lookup.h"

namespace wxnotice::mock {
namespace {

constexpr int64_t kMostTitles = 20;

}  // namespace

CallResult ListLibrary(Call& call) {
  const auto count = call.Integer("count");
  if (!count || *count < 1 || *count > kMostTitles)
    return call.Refuse("count.invalid", {{"allowed", "1 to 20"}});
  call.Pass("count");
  const protocol::Json* given = call.Value("offset");
  const bool has_offset = given != nullptr && !given->is_null();
  const auto offset = has_offset ? call.Integer("offset") : 0;
  if (!offset || *offset < 0) return call.Refuse("offset.invalid");
  call.Pass("offset");

  const auto& shared = LibraryOf(call.shared).titles();
  const auto& own =
      TemplateMessagesOf(call.state).own_titles.titles();  // ids above those of the library
  const auto total = static_cast<int64_t>(shared.size() + own.size());
  CallResult result;
  result.fields["list"] = protocol::Json::array();
  for (int64_t i = *offset; i < std::min(*offset + *count, total) && i < total; ++i) {
    const auto at = static_cast<size_t>(i);
    const LibraryTitle& title = at < shared.size() ? shared[at] : own[at - shared.size()];
    result.fields["list"].push_back({{"id", title.id}, {"title", title.title}});
  }
  result.fields["total_count"] = total;
  return result;
}

CallResult GetLibraryTitle(Call& call) {
  const std::string id = call.Text("id");
  if (id.empty()) return call.RefuseMissing("title.missing", "id");
  const LibraryTitle* title = FindTitle(call, id);
  if (title == nullptr) return call.Refuse("title.unknown", {{"id", id}});
  call.Pass("id");
  CallResult result;
  result.fields["id"] = title->id;
  result.fields["title"] = title->title;
  result.fields["keyword_list"] = protocol::Json::array();
  for (const LibraryKeyword& keyword : title->keywords) {
    result.fields["keyword_list"].push_back(
        {{"keyword_id", keyword.keyword_id}, {"name", keyword.name}, {"example", keyword.example}});
  }
  return result;
}

}  // namespace wxnotice::mock

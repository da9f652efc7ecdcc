#include "mock/families/template_message/library.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include <nlohmann/json.hpp>

#include "protocol/json.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

// The number in an id: 2 in "AT0002". Ids without a number come last, sorted by text.
int64_t NumberOf(std::string_view id) {
  const size_t start = id.find_first_of("0123456789");
  int64_t number = INT64_MAX;
  if (start != std::string_view::npos)
    std::from_chars(id.data() + start, id.data() + id.size(), number);
  return number;
}

bool Before(const LibraryTitle& a, const LibraryTitle& b) {
  return std::pair(NumberOf(a.id), std::string_view(a.id)) <
         std::pair(NumberOf(b.id), std::string_view(b.id));
}

// The highest number in an id: 2233 for "AT2233"; 0 if there are no titles.
int64_t HighestNumber(const Library& library) {
  int64_t highest = 0;
  library.Each([&](const LibraryTitle& title) {
    if (const int64_t number = NumberOf(title.id); number < 1'000'000'000)
      highest = std::max(highest, number);
  });
  return highest;
}

// The id with that number: "AT0002".
std::string IdOf(int64_t number) {
  const std::string digits = std::to_string(number);
  return "AT" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

using JsonRows = std::span<const Json>;

std::optional<JsonRows> ElementsOf(const Json& list) {
  if (!list.is_array()) return std::nullopt;
  return JsonRows(list.get_ref<const Json::array_t&>());
}

// The rows of a file; none if it has no list of titles.
std::optional<JsonRows> RowsOf(const Json& file) {
  if (!file.is_object()) return ElementsOf(file);
  for (const char* list : {"titles", "list"}) {
    if (file.contains(list)) return ElementsOf(file[list]);
  }
  return file.contains("keyword_list") ? std::optional(JsonRows(&file, 1)) : std::nullopt;
}

base::Result<LibraryTitle> ReadTitle(const Json& row, const std::string& where) {
  const auto id = protocol::TextOf(row, "id");
  const auto text = protocol::TextOf(row, "title");
  if (!id || !text || id->empty() || text->empty()) {
    return base::Error{where + R"(: needs "id" and "title", like {"id":"AT0002","title":"..."})"};
  }
  LibraryTitle title{*id, *text, {}};
  const char* list = row.contains("keywords") ? "keywords" : "keyword_list";
  if (!row.contains(list)) return title;
  if (!row[list].is_array()) return base::Error{where + ": \"" + list + "\" must be a list"};
  int highest = 0;
  for (const Json& keyword : row[list]) {
    const auto name = protocol::TextOf(keyword, "name");
    if (!name || name->empty()) return base::Error{where + ": a keyword needs \"name\""};
    const auto number =
        keyword.contains("keyword_id") ? protocol::IntegerOf(keyword["keyword_id"]) : 0;
    if (!number || *number < 0 || *number > INT32_MAX)
      return base::Error{where + ": bad keyword_id of " + *name};
    title.keywords.push_back(
        {static_cast<int>(*number), *name, protocol::TextOf(keyword, "example").value_or("")});
    highest = std::max(highest, title.keywords.back().keyword_id);
  }
  // If no source gives a number, the API still needs one.
  for (LibraryKeyword& keyword : title.keywords) {
    if (keyword.keyword_id != 0) continue;
    keyword.keyword_id = ++highest;
    keyword.assigned = true;
  }
  return title;
}

}  // namespace

bool TemplateMessageLibrary::Reads(const Json& file) const {
  return RowsOf(file).has_value();
}

base::Result<int> TemplateMessageLibrary::Add(const Json& file, const std::string& name) {
  const JsonRows rows = RowsOf(file).value_or(JsonRows());
  std::vector<LibraryTitle> read;
  for (size_t i = 0; i < rows.size(); ++i) {
    auto title = ReadTitle(rows[i], name + ": title " + std::to_string(i + 1));
    if (!title) return base::Error{title.error()};
    read.push_back(std::move(*title));
  }
  for (LibraryTitle& title : read) Put(std::move(title));
  return static_cast<int>(read.size());
}

void TemplateMessageLibrary::Put(LibraryTitle title) {
  const auto place = std::lower_bound(titles_.begin(), titles_.end(), title, Before);
  if (place == titles_.end() || place->id != title.id) {
    titles_.insert(place, std::move(title));
    return;
  }
  if (title.keywords.empty()) title.keywords = std::move(place->keywords);
  *place = std::move(title);
}

const LibraryTitle* TemplateMessageLibrary::Find(std::string_view id) const {
  const LibraryTitle probe{std::string(id), "", {}};
  const auto place = std::lower_bound(titles_.begin(), titles_.end(), probe, Before);
  return place == titles_.end() || place->id != id ? nullptr : &*place;
}

void TemplateMessageLibrary::Each(const std::function<void(const LibraryTitle&)>& visit) const {
  for (const LibraryTitle& title : titles_) visit(title);
}

std::string NewTitleId(const Library& shared, const Library& own) {
  int64_t number = std::max(HighestNumber(shared), HighestNumber(own));
  std::string id;
  do {
    id = IdOf(++number);
  } while (shared.Find(id) != nullptr || own.Find(id) != nullptr);
  return id;
}

Json SavePart(const TemplateMessageLibrary& titles) {
  Json list = Json::array();
  for (const LibraryTitle& title : titles.titles()) list.push_back(SaveRow(title));
  return list;
}

}  // namespace wxnotice::mock

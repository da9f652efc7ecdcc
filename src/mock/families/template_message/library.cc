#include "mock/families/template_message/library.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "base/embedded.h"
#include "mock/account/snapshot_values.h"
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

const LibraryKeyword* LibraryTitle::FindKeyword(int keyword_id) const {
  const auto found = std::find_if(keywords.begin(), keywords.end(), [&](const LibraryKeyword& k) {
    return k.keyword_id == keyword_id;
  });
  return found == keywords.end() ? nullptr : &*found;
}

base::Result<Library> Library::Builtin() {
  Library library;
  for (const embedded::File& file : embedded::Library()) {
    const auto added = library.Add(file.bytes, "fixtures/library/" + std::string(file.name));
    if (!added) return base::Error{added.error()};
  }
  return library;
}

base::Result<int> Library::Add(std::string_view json, const std::string& name) {
  const auto root = protocol::ParseJson(json);
  if (!root)
    return base::Error{name + ": is no JSON; give a library file or a saved library/list response"};
  Json single = Json::array();
  const Json* rows = nullptr;
  if (root->is_object() && root->contains("titles")) {
    rows = &(*root)["titles"];
  } else if (root->is_object() && root->contains("list")) {
    rows = &(*root)["list"];
  } else if (root->is_object() && root->contains("keyword_list")) {
    single.push_back(*root);
    rows = &single;
  } else if (root->is_array()) {
    rows = &*root;
  }
  if (rows == nullptr || !rows->is_array()) {
    return base::Error{name +
                       R"(: has no list of titles; expected {"titles":[..]} or a saved response)"};
  }
  std::vector<LibraryTitle> read;
  for (size_t i = 0; i < rows->size(); ++i) {
    auto title = ReadTitle((*rows)[i], name + ": title " + std::to_string(i + 1));
    if (!title) return base::Error{title.error()};
    read.push_back(std::move(*title));
  }
  for (LibraryTitle& title : read) Put(std::move(title));
  return static_cast<int>(read.size());
}

void Library::Put(LibraryTitle title) {
  const auto place = std::lower_bound(titles_.begin(), titles_.end(), title, Before);
  if (place == titles_.end() || place->id != title.id) {
    titles_.insert(place, std::move(title));
    return;
  }
  if (title.keywords.empty()) title.keywords = std::move(place->keywords);
  *place = std::move(title);
}

const LibraryTitle* Library::Find(std::string_view id) const {
  const LibraryTitle probe{std::string(id), "", {}};
  const auto place = std::lower_bound(titles_.begin(), titles_.end(), probe, Before);
  return place == titles_.end() || place->id != id ? nullptr : &*place;
}

int64_t Library::HighestNumber() const {
  int64_t highest = 0;
  for (const LibraryTitle& title : titles_) {
    if (const int64_t number = NumberOf(title.id); number < 1'000'000'000)
      highest = std::max(highest, number);
  }
  return highest;
}

std::string Library::IdOf(int64_t number) {
  const std::string digits = std::to_string(number);
  return "AT" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

protocol::Json SaveKeywords(const std::vector<LibraryKeyword>& keywords) {
  protocol::Json list = protocol::Json::array();
  for (const LibraryKeyword& k : keywords) {
    list.push_back({{"keyword_id", k.keyword_id},
                    {"name", k.name},
                    {"example", k.example},
                    {"assigned", k.assigned}});
  }
  return list;
}

std::vector<LibraryKeyword> KeywordsOf(const protocol::Json& list) {
  std::vector<LibraryKeyword> keywords;
  for (const protocol::Json& k : list) {
    keywords.push_back({static_cast<int>(IntegerOf(k.at("keyword_id"), 0, INT32_MAX)), k.at("name"),
                        k.at("example"), k.at("assigned")});
  }
  return keywords;
}

protocol::Json SavePart(const Library& titles) {
  protocol::Json list = protocol::Json::array();
  for (const LibraryTitle& t : titles.titles()) {
    list.push_back({{"id", t.id}, {"title", t.title}, {"keywords", SaveKeywords(t.keywords)}});
  }
  return list;
}

LibraryTitle LibraryTitleOf(const protocol::Json& row) {
  return {row.at("id"), row.at("title"), KeywordsOf(row.at("keywords"))};
}

}  // namespace wxnotice::mock

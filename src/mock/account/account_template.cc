#include "mock/account/account_template.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"

namespace wxnotice::mock {
namespace {

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

}  // namespace

const LibraryKeyword* LibraryTitle::FindKeyword(int keyword_id) const {
  const auto found = std::find_if(keywords.begin(), keywords.end(), [&](const LibraryKeyword& k) {
    return k.keyword_id == keyword_id;
  });
  return found == keywords.end() ? nullptr : &*found;
}

protocol::Json SaveRow(const LibraryTitle& title) {
  return {{"id", title.id}, {"title", title.title}, {"keywords", SaveKeywords(title.keywords)}};
}

LibraryTitle LibraryTitleOf(const protocol::Json& row) {
  return {row.at("id"), row.at("title"), KeywordsOf(row.at("keywords"))};
}

protocol::Json SaveRow(const AccountTemplate& item) {
  return {{"template_id", item.template_id},
          {"title_id", item.title_id},
          {"title", item.title},
          {"keywords", SaveKeywords(item.keywords)}};
}

AccountTemplate TemplateOf(const protocol::Json& saved) {
  return {saved.at("template_id"), saved.at("title_id"), saved.at("title"),
          KeywordsOf(saved.at("keywords"))};
}

}  // namespace wxnotice::mock

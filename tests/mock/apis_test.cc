#include "mock/apis.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(ApisTest, NamesAndPathsAreUnique) {
  std::set<std::string_view> seen;
  for (const mock::Api& api : mock::Apis()) {
    EXPECT_TRUE(seen.insert(api.path).second) << api.path;
    EXPECT_TRUE(seen.insert(api.name).second) << api.name;
    EXPECT_EQ(mock::FindApi(api.name), &api);
    EXPECT_EQ(mock::FindApi(api.path), &api);
    EXPECT_EQ(mock::FindPath(api.path), &api);
  }
}

// The journal and faults know a field by its subject whatever API it comes with.
TEST(ApisTest, AFieldHasOneSubjectInAllRows) {
  std::map<std::string_view, mock::Subject> subjects;
  for (const mock::Api& api : mock::Apis()) {
    std::set<std::string_view> names;
    for (const mock::Field& field : api.fields) {
      EXPECT_TRUE(names.insert(field.name).second) << api.name << ": " << field.name;
      EXPECT_FALSE(field.what.empty()) << api.name << ": " << field.name;
      if (!field.subject) continue;
      EXPECT_EQ(subjects.emplace(field.name, *field.subject).first->second, *field.subject)
          << field.name;
    }
  }
}

// A field that is there under a similar name is what most "missing" ones are.
TEST(ApisTest, AMissingFieldIsFoundUnderASimilarName) {
  struct {
    const char* api;
    const char* field;
    const char* had;
    bool remedied;
  } const rows[] = {
      {"send", "form_id", "formId", true},         {"send", "form_id", "FormID", true},
      {"send", "form_id", "from_id", true},        {"send", "form_id", "fromid", true},
      {"send", "form_id", "form_ids", true},       {"send", "form_id", "prepay_id", false},
      {"send", "touser", "toUser", true},          {"send", "touser", "to_user", true},
      {"send", "touser", "tousers", true},         {"send", "touser", "openid", false},
      {"send", "template_id", "templateId", true}, {"send", "template_id", "tempalte_id", true},
      {"send", "template_id", "page", false},      {"del", "template_id", "templateId", true},
      {"library/get", "id", "ID", true},           {"library/get", "id", "ad", false},
  };
  for (const auto& row : rows) {
    SendBench bench;
    Json body = bench.Body();
    body["id"] = "AT0002";
    body[row.had] = body[row.field];
    body.erase(row.field);
    const std::string path(mock::FindApi(row.api)->path);
    const Answer answer = bench.Call("POST", path + "?access_token=" + bench.token, body.dump());
    const Json why = bench.Admin("GET", "explain/" + answer.Header("X-Wxnotice-Request-Id")).json;
    const std::string remedy =
        std::string("the body has ") + row.had + "; the API wants " + row.field;
    EXPECT_EQ(why["detail"].value("remedy", ""), row.remedied ? remedy : "")
        << row.api << ": " << row.had;
  }
}

}  // namespace
}  // namespace wxnotice

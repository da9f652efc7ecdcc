#include "mock/families/template_message/library.h"

#include <set>

#include <gtest/gtest.h>

#include "mock/families/template_message/state.h"

namespace wxnotice::mock {
namespace {

TEST(LibraryTest, TheBuiltinRowsAreWhole) {
  const auto libraries = Libraries::Builtin();
  ASSERT_TRUE(libraries) << libraries.error();
  const Library& library = libraries->Of(kTemplateMessage);
  EXPECT_GE(library.size(), 20u);
  std::set<std::string> ids;
  library.Each([&](const LibraryTitle& title) {
    EXPECT_TRUE(ids.insert(title.id).second) << title.id;
    std::set<int> numbers;
    for (const LibraryKeyword& keyword : title.keywords) {
      EXPECT_GT(keyword.keyword_id, 0);
      EXPECT_TRUE(numbers.insert(keyword.keyword_id).second) << title.id;
    }
  });
}

TEST(LibraryTest, TakesItsOwnFormAndSavedResponses) {
  Libraries libraries;
  EXPECT_TRUE(libraries.Add(
      R"({"titles":[{"id":"AT0010","title":"a","keywords":[{"name":"k"},{"keyword_id":7,"name":"l"}]}]})",
      "f"));
  EXPECT_TRUE(libraries.Add(
      R"({"errcode":0,"errmsg":"ok","list":[{"id":"AT0009","title":"b"},{"id":"AT0010","title":"c"}],"total_count":2})",
      "f"));
  EXPECT_TRUE(libraries.Add(
      R"({"errcode":0,"id":"AT0100","title":"d","keyword_list":[{"keyword_id":3,"name":"m","example":"e"}]})",
      "f"));
  const auto& library = static_cast<const TemplateMessageLibrary&>(libraries.Of(kTemplateMessage));
  ASSERT_EQ(library.titles().size(), 3u);
  EXPECT_EQ(library.titles()[0].id, "AT0009");
  EXPECT_EQ(library.titles()[1].title, "c") << "the later row wins";
  ASSERT_EQ(library.titles()[1].keywords.size(), 2u) << "keywords stay when the later row has none";
  EXPECT_EQ(library.titles()[1].keywords[0].keyword_id, 8) << "numbered above the known ones";
  EXPECT_TRUE(library.titles()[1].keywords[0].assigned);
  EXPECT_EQ(library.Find("AT0100")->FindKeyword(3)->example, "e");
  EXPECT_EQ(library.Find("AT1"), nullptr);
  EXPECT_EQ(NewTitleId(library, TemplateMessageLibrary()), "AT0101");
}

TEST(LibraryTest, BrokenFilesAreRefusedWholeWithPlaceAndRemedy) {
  struct {
    const char* json;
    const char* says;
  } const rows[] = {
      {"", "f: is no JSON"},
      {"3", "f: has no list of titles"},
      {R"({"titles":3})", "f: has no list of titles"},
      {R"({"titles":[{"id":"AT1","title":"ok"},{"id":"AT2"}]})",
       "f: title 2: needs \"id\" and \"title\""},
      {R"({"titles":[{"id":"AT1","title":"t","keywords":[{}]}]})",
       "f: title 1: a keyword needs \"name\""},
      {R"({"titles":[{"id":"AT1","title":"t","keywords":[{"keyword_id":"x","name":"n"}]}]})",
       "bad keyword_id of n"},
  };
  for (const auto& row : rows) {
    Libraries libraries;
    const auto added = libraries.Add(row.json, "f");
    ASSERT_FALSE(added) << row.json;
    EXPECT_NE(added.error().find(row.says), std::string::npos) << added.error();
    EXPECT_EQ(libraries.Of(kTemplateMessage).size(), 0u);
  }
}

}  // namespace
}  // namespace wxnotice::mock

// Templates that exist elsewhere, as a saved answer of WeChat or a test's own list describes them.
// The families decide what they become. Pure functions, thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_SAVED_TEMPLATES_H_
#define WXNOTICE_MOCK_ACCOUNT_SAVED_TEMPLATES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// A part of a template's content: "购买地点{{keyword1.DATA}}".
struct SavedLine {
  std::string text;
  std::string key;      // "keyword1"; empty: text without a placeholder
  std::string name;     // "购买地点"; the key if there is no other text
  std::string example;  // may be empty
};

struct SavedTemplate {
  std::string template_id;  // empty: none, only in a test's own list
  std::string title;
  std::vector<SavedLine> lines;
};

// Where a list of templates comes from: the short name of an API of WeChat.
inline constexpr std::string_view kOwnList = "own list";

struct SavedTemplates {
  std::string_view source;               // kOwnList, "template/list", "newtmpl/gettemplate", ...
  std::vector<SavedTemplate> templates;  // at least one
};

// The short names of the sources.
std::vector<std::string_view> TemplateSources();

// Reads a saved answer of template/list, newtmpl/gettemplate or get_all_private_template, a list of
// {template_id?, title, keywords}, or an object with such a list in "templates". Members that
// nothing reads are an error only in a test's own list. An error names the element: "list[2]: ...".
// Source: docs/fidelity.md#saved-templates.
base::Result<SavedTemplates> ReadSavedTemplates(const protocol::Json& document);

// Reads one {template_id?, title, keywords}; `keywords` are names or {name, example?}.
base::Result<SavedTemplate> ReadOwnTemplate(const protocol::Json& row);

// The lines of a content such as "购买地点{{keyword1.DATA}}\n", with their examples from
// "购买地点：TIT造舰厂\n". Also reads placeholders with spaces, "{ {result.DATA} }".
std::vector<SavedLine> ReadContent(std::string_view content, std::string_view example);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SAVED_TEMPLATES_H_

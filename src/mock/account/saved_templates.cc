#include "mock/account/saved_templates.h"

#include <algorithm>
#include <optional>
#include <span>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "protocol/fields.h"

namespace wxnotice::mock {
namespace {

using protocol::Fields;
using protocol::Json;

// How an answer of WeChat lists templates.
struct Shape {
  std::string_view source;
  const char* list;
  const char* id;
};
constexpr Shape kShapes[] = {{"template/list", "list", "template_id"},
                             {"newtmpl/gettemplate", "data", "priTmplId"},
                             {"get_all_private_template", "template_list", "template_id"}};

constexpr std::string_view kExpected =
    "expected a saved answer of template/list, newtmpl/gettemplate or get_all_private_template, or "
    "a list of {template_id, title, keywords}";

constexpr std::string_view kBlanks = " \t\r";

size_t SkipBlanks(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(kBlanks, at), text.size());
}

// The position after `expected` and the blanks before it; npos if something else is there.
size_t Past(std::string_view text, size_t at, std::string_view expected) {
  if (at == std::string_view::npos) return at;
  at = SkipBlanks(text, at);
  return text.substr(at).starts_with(expected) ? at + expected.size() : std::string_view::npos;
}

// Without blanks around it, and without the colon after a label.
std::string_view Trimmed(std::string_view text) {
  text.remove_prefix(SkipBlanks(text, 0));
  for (bool shorter = true; shorter;) {
    shorter = false;
    for (const std::string_view end : {" ", "\t", "\r", ":", "\uff1a", "\u3000"}) {
      if (!text.ends_with(end)) continue;
      text.remove_suffix(end.size());
      shorter = true;
    }
  }
  return text;
}

struct Placeholder {
  size_t begin;
  size_t end;
  std::string_view key;
};

// The next placeholder from `from`.
std::optional<Placeholder> FindPlaceholder(std::string_view text, size_t from) {
  for (size_t begin = text.find('{', from); begin != std::string_view::npos;
       begin = text.find('{', begin + 1)) {
    const size_t open = Past(text, begin + 1, "{");
    if (open == std::string_view::npos) continue;
    const size_t name = SkipBlanks(text, open);
    const size_t dot = std::min(text.find('.', name), text.size());
    const size_t end = Past(text, Past(text, Past(text, dot, ".DATA"), "}"), "}");
    if (end == std::string_view::npos) continue;
    const std::string_view key = Trimmed(text.substr(name, dot - name));
    if (!key.empty() && key.find_first_of("{}") == std::string_view::npos)
      return Placeholder{begin, end, key};
  }
  return std::nullopt;
}

// Calls visit(line) for each line without its end.
template <typename Visit>
void EachLine(std::string_view text, Visit visit) {
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    visit(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

// The value of the line that starts with `name` and a colon; empty if there is none.
std::string ExampleOf(std::string_view name, std::string_view examples) {
  std::string found;
  EachLine(examples, [&](std::string_view line) {
    if (!found.empty() || !line.starts_with(name)) return;
    line.remove_prefix(name.size());
    for (const std::string_view colon : {":", "\uff1a"}) {
      if (line.starts_with(colon)) found = Trimmed(line.substr(colon.size()));
    }
  });
  return found;
}

base::Result<SavedTemplate> ReadRow(const Json& row, const Shape& shape) {
  SavedTemplate read;
  read.template_id = protocol::TextOf(row, shape.id).value_or("");
  if (read.template_id.empty()) {
    return base::Error{
        std::string("has no \"") + shape.id + "\"; a template of " + std::string(shape.source) +
        " has one" +
        (row.is_object() && row.contains("id") ? " (titles of the library go to --library)" : "")};
  }
  read.title = protocol::TextOf(row, "title").value_or("");
  if (read.title.empty()) return base::Error{"has no \"title\""};
  constexpr size_t kMostBytes = 4 * protocol::kMostTextBytes;
  const auto content = protocol::TextOf(row, "content");
  const std::string example = protocol::TextOf(row, "example").value_or("");
  if (!content) return base::Error{R"(has no "content", which names the keywords)"};
  if (content->size() > kMostBytes || example.size() > kMostBytes) {
    return base::Error{"\"content\" and \"example\" have at most " + std::to_string(kMostBytes) +
                       " bytes each"};
  }
  read.lines = ReadContent(*content, example);
  return read;
}

// An answer that has no templates: why.
std::string NothingIn(const Json& document) {
  const std::string errcode = protocol::TextOf(document, "errcode").value_or("0");
  if (errcode == "0") return "no template; " + std::string(kExpected);
  return "no template: it is an error of WeChat, " + base::Fold(errcode, 20) + " " +
         base::Fold(protocol::TextOf(document, "errmsg").value_or(""), 80) + "; save a good answer";
}

std::string KeyOf(size_t number) {
  return "keyword" + std::to_string(number);
}

}  // namespace

std::vector<std::string_view> TemplateSources() {
  std::vector<std::string_view> sources = {kOwnList};
  for (const Shape& shape : kShapes) sources.push_back(shape.source);
  return sources;
}

std::vector<SavedLine> ReadContent(std::string_view content, std::string_view example) {
  std::vector<SavedLine> lines;
  EachLine(content, [&](std::string_view line) {
    size_t at = 0;
    while (const auto found = FindPlaceholder(line, at)) {
      const std::string_view name = Trimmed(line.substr(at, found->begin - at));
      lines.push_back({std::string(line.substr(at, found->end - at)), std::string(found->key),
                       std::string(name.empty() ? found->key : name),
                       name.empty() ? "" : ExampleOf(name, example)});
      at = found->end;
    }
    if (const auto rest = Trimmed(line.substr(at)); !rest.empty())
      lines.push_back({std::string(rest), "", "", ""});
  });
  return lines;
}

base::Result<SavedTemplate> ReadOwnTemplate(const Json& row) {
  if (!row.is_object()) return base::Error{"is not an object like {template_id, title, keywords}"};
  Fields fields(row);
  SavedTemplate read;
  read.template_id = fields.Text("template_id").value_or("");
  (void)fields.Raw("id");  // as GET /__admin/templates writes it
  read.title = fields.Text("title").value_or("");
  const Json& keywords = fields.Raw("keywords");
  for (const Json& item : keywords.is_array() ? keywords : Json::array()) {
    Fields keyword(item.is_object() ? item : Json{{"name", item}});
    (void)keyword.Raw("keyword_id");
    const std::string key = KeyOf(read.lines.size() + 1);
    read.lines.push_back({"", key, keyword.RequiredText("name", protocol::kMostNameBytes),
                          keyword.Text("example").value_or("")});
    if (!keyword.Error().empty()) fields.Fail(key + ": " + keyword.Error());
  }
  if (const std::string error = fields.Error(); !error.empty()) return base::Error{error};
  // After the above, which names a misspelt key.
  if (read.title.empty()) return base::Error{R"("title" is missing)"};
  if (read.lines.empty()) {
    return base::Error{
        R"("keywords" must be a list of names, or of {name, example}, with at least one)"};
  }
  return read;
}

base::Result<SavedTemplates> ReadSavedTemplates(const Json& document) {
  // Also a list that was taken out of its answer.
  const Json& first = document.is_array() && !document.empty() ? document.front() : Json();
  const auto shape = std::find_if(std::begin(kShapes), std::end(kShapes), [&](const Shape& one) {
    if (document.is_object()) return document.contains(one.list) && document[one.list].is_array();
    return first.is_object() && first.contains("content") && first.contains(one.id);
  });
  const bool own = shape == std::end(kShapes);
  const char* name = own ? "templates" : shape->list;
  const Json& list = document.is_object() && document.contains(name) ? document[name] : document;
  if (!list.is_array() || list.empty()) return base::Error{NothingIn(document)};
  SavedTemplates read{own ? kOwnList : shape->source, {}};
  for (const Json& row : list) {
    auto one = own ? ReadOwnTemplate(row) : ReadRow(row, *shape);
    if (!one)
      return base::Error{std::string(name) + "[" + std::to_string(read.templates.size()) +
                         "]: " + one.error()};
    read.templates.push_back(std::move(*one));
  }
  return read;
}

}  // namespace wxnotice::mock

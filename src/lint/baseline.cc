// Baselines: known findings that are ignored. The key is the rule and the folded text, because line
// numbers change with the next edit. Source: https://github.com/eslint/rfcs/pull/119.
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <tuple>

#include "base/edit_distance.h"
#include "lint/node.h"
#include "lint/reports/report.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace wxnotice {
namespace {

using Key = std::tuple<std::string, std::string, std::string, std::string>;

Key KeyOf(const BaselineEntry& entry) {
  return {entry.rule, entry.title, entry.keyword, entry.text};
}

class Keyer {
 public:
  BaselineEntry EntryOf(const Document& document, const Finding& finding) const {
    const Template& one = document.templates[finding.template_index];
    BaselineEntry entry;
    entry.rule = finding.rule;
    if (one.title) entry.title = Folded(one.title->value);
    if (finding.keyword_index)
      entry.keyword = Folded(one.keywords[*finding.keyword_index].name.value);
    entry.text = Folded(finding.text);
    return entry;
  }

 private:
  // A text that folds to nothing, such as a single symbol, is its own key.
  std::string Folded(const std::string& utf8) const {
    const std::u32string packed = text::Pack(characters_, utf8);
    return packed.empty() ? Spelled(utf8) : text::ToUtf8(packed);
  }

  // Writes controls and invisible characters as numbers. Does not use base::Printable: the content
  // of a version 1 baseline must not depend on how a terminal is protected.
  static std::string Spelled(const std::string& utf8) {
    std::string out;
    for (const char32_t c : text::ToCodePoints(utf8)) {
      const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
      const bool unseen = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                          (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
      if (control || unseen) {
        std::array<char, 16> name{};
        std::snprintf(name.data(), name.size(), c < 0x100 ? "\\x%02X" : "\\u%04X",
                      static_cast<unsigned>(c));
        out += name.data();
      } else {
        text::AppendUtf8(c, out);
      }
    }
    return out;
  }

  text::CharTable characters_;
};

// Reads {"version": 1, "findings": [{"rule", "title", "keyword", "text", "count"}]}.
class BaselineReader {
 public:
  BaselineReader(const std::string& path, std::string* error) : path_(path), error_(error) {}

  std::optional<std::vector<BaselineEntry>> Read(std::string_view bytes) {
    if (text::FirstInvalid(bytes)) return Fail(1, "not valid UTF-8");
    const auto root = lint::ParseJson(bytes);
    if (!root) {
      *error_ = path_ + ":" + root.error();
      return std::nullopt;
    }
    const lint::Node* list = root->Find("findings");
    if (list == nullptr || !list->IsList())
      return Fail(root->line(),
                  "a baseline is {\"version\": 1, \"findings\": [...]}; "
                  "`wxnotice lint --write-baseline FILE` makes one");
    if (root->StringOf("version") != "1")
      return Fail(root->line(), "unknown version of a baseline; write it again");
    std::vector<BaselineEntry> entries;
    for (const lint::Node& node : list->items) {
      const auto entry = Entry(node);
      if (!entry) return std::nullopt;
      entries.push_back(*entry);
    }
    return entries;
  }

 private:
  std::nullopt_t Fail(uint32_t line, const std::string& why) {
    *error_ = path_ + ":" + std::to_string(line) + ": " + why;
    return std::nullopt;
  }

  std::optional<BaselineEntry> Entry(const lint::Node& node) {
    if (!node.IsMap()) return Fail(node.line(), "an entry is {\"rule\", \"title\", \"text\"}");
    BaselineEntry entry;
    entry.line = node.line();
    for (const auto& [key, value] : node.fields) {
      const std::string& text = value.scalar.value;
      if (key.value == "rule") {
        entry.rule = text;
      } else if (key.value == "title") {
        entry.title = text;
      } else if (key.value == "keyword") {
        entry.keyword = text;
      } else if (key.value == "text") {
        entry.text = text;
      } else if (key.value == "count") {
        const auto [end, failed] =
            std::from_chars(text.data(), text.data() + text.size(), entry.count);
        if (failed != std::errc() || entry.count == 0 || end != text.data() + text.size())
          return Fail(value.line(), "\"count\" must be a number over 0");
      } else {
        const std::string near =
            base::Nearest(key.value, {"rule", "title", "keyword", "text", "count"});
        return Fail(key.begin.line, "unknown key \"" + key.value + "\"" +
                                        (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
      }
    }
    if (entry.rule.empty()) return Fail(node.line(), "an entry needs a \"rule\"");
    return entry;
  }

  const std::string& path_;
  std::string* error_;
};

}  // namespace

std::optional<std::vector<BaselineEntry>> ReadBaseline(std::string_view bytes,
                                                       const std::string& path,
                                                       std::string* error) {
  return BaselineReader(path, error).Read(bytes);
}

std::string WriteBaseline(const std::vector<Document>& documents,
                          const std::vector<std::vector<Finding>>& findings) {
  const Keyer keyer;
  std::map<Key, size_t> counts;  // sorted, so that the diff of a baseline shows the change
  for (size_t i = 0; i < documents.size(); ++i) {
    for (const Finding& finding : findings[i])
      ++counts[KeyOf(keyer.EntryOf(documents[i], finding))];
  }
  std::string out = "{\"version\": 1, \"findings\": [";
  const char* separator = "\n";
  for (const auto& [key, count] : counts) {
    out += separator;
    separator = ",\n";
    lint::AppendField("  {\"rule\": ", std::get<0>(key), out);
    lint::AppendField(", \"title\": ", std::get<1>(key), out);
    if (!std::get<2>(key).empty()) lint::AppendField(", \"keyword\": ", std::get<2>(key), out);
    lint::AppendField(", \"text\": ", std::get<3>(key), out);
    if (count > 1) lint::AppendNumber(", \"count\": ", count, out);
    out += '}';
  }
  return out + (counts.empty() ? "]}\n" : "\n]}\n");
}

std::vector<BaselineEntry> ApplyBaseline(const std::vector<BaselineEntry>& baseline,
                                         const std::vector<Document>& documents,
                                         std::vector<std::vector<Finding>>& findings) {
  const Keyer keyer;
  std::map<Key, size_t> left;
  for (const BaselineEntry& entry : baseline) left[KeyOf(entry)] += entry.count;
  for (size_t i = 0; i < documents.size(); ++i) {
    std::vector<Finding> kept;
    for (Finding& finding : findings[i]) {
      const auto known = left.find(KeyOf(keyer.EntryOf(documents[i], finding)));
      if (known == left.end() || known->second == 0) {
        kept.push_back(std::move(finding));
      } else {
        --known->second;
      }
    }
    findings[i] = std::move(kept);
  }
  std::vector<BaselineEntry> stale;
  for (const BaselineEntry& entry : baseline) {
    size_t& unused = left[KeyOf(entry)];
    if (unused == 0) continue;
    stale.push_back(entry);
    stale.back().count = unused;
    unused = 0;
  }
  return stale;
}

}  // namespace wxnotice

#include "lint/rules/rule_loader.h"

#include <algorithm>

#include "base/edit_distance.h"
#include "lint/rules/kinds/kinds.h"
#include "lint/rules/rule_limits.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

class FileLoader {
 public:
  FileLoader(const std::string& path, Origin origin, RuleBook& book)
      : path_(path), origin_(origin), book_(book) {}

  // Moves the parts that it keeps out of `root`.
  bool Load(Node& root) {
    if (!root.IsMap())
      return Fail(root, "a rule file is an object with \"rules\", \"lexicon\" or \"variants\"");
    for (auto& [key, value] : root.fields) {
      bool loaded = false;
      if (key.value == "rules") {
        loaded = Rules(value);
      } else if (key.value == "lexicon") {
        book_.lexica.emplace_back(path_, std::move(value));
        loaded = true;
      } else if (key.value == "variants") {
        loaded = Variants(value);
      } else {
        loaded = UnknownKey(key, {"rules", "lexicon", "variants"});
      }
      if (!loaded) return false;
    }
    return true;
  }

  const std::string& error() const { return error_; }

 private:
  bool FailAt(uint32_t line, const std::string& why) {
    if (error_.empty()) error_ = path_ + ":" + std::to_string(line) + ": " + why;
    return false;
  }
  bool Fail(const Node& at, const std::string& why) { return FailAt(at.line(), why); }

  bool UnknownKey(const Text& key, const std::vector<std::string>& known) {
    return FailAt(key.begin.line, lint::UnknownKey(key.value, known));
  }

  // {"券": "劵"}: each character on the right is read as the one on the left.
  bool Variants(const Node& node) {
    for (const auto& [meant, seen] : node.fields) {
      const std::u32string to = text::ToCodePoints(meant.value);
      if (to.size() != 1)
        return FailAt(meant.begin.line, "\"" + meant.value + "\" must be one character");
      for (const char32_t from : text::ToCodePoints(seen.scalar.value)) {
        if (from != U' ') book_.variants.emplace_back(from, to[0]);
      }
    }
    return true;
  }

  bool Rules(Node& list) {
    if (!list.IsList()) return Fail(list, "\"rules\" must be a list");
    for (Node& node : list.items) {
      if (!OneRule(node)) return false;
    }
    return true;
  }

  bool OneRule(Node& node) {
    const std::string id(node.StringOf("id"));
    if (id.empty()) return Fail(node, "a rule needs an \"id\" like \"title-ending\"");
    static const std::vector<std::string> keys = {"id",       "clause",  "kind", "applies_to",
                                                  "outcomes", "summary", "why",  "source",
                                                  "params",   "good",    "bad",  "severity"};
    for (const auto& [key, unused] : node.fields) {
      if (std::find(keys.begin(), keys.end(), key.value) == keys.end())
        return UnknownKey(key, keys);
    }
    if (Rule* known = book_.Find(id)) return Override(node, *known);
    auto rule = std::make_unique<Rule>();
    rule->id = id;
    rule->path = path_;
    rule->builtin = origin_ == Origin::kBuiltin;
    rule->clause = node.StringOf("clause");
    rule->source = node.StringOf("source");
    if (!Kind(node, *rule) || !Scoped(node, *rule) || !Outcomes(node, *rule)) return false;
    if (!Words(node, "summary", rule->summary) || !Words(node, "why", rule->why)) return false;
    if (Node* params = node.Find("params")) rule->params = std::move(*params);
    if (rule->params.line() <= 1) rule->params.scalar.begin = node.scalar.begin;
    if (!Examples(node, "good", rule->good) || !Examples(node, "bad", rule->bad)) return false;
    book_.rules.push_back(std::move(rule));
    return true;
  }

  bool Kind(const Node& node, Rule& rule) {
    rule.kind = node.StringOf("kind");
    std::vector<std::string> known = kinds::Names();
    const bool exists = std::find(known.begin(), known.end(), rule.kind) != known.end();
    if (origin_ == Origin::kUser) std::erase_if(known, kinds::IsBuiltinOnly);
    if (std::find(known.begin(), known.end(), rule.kind) != known.end()) return true;
    if (rule.kind.empty()) return Fail(node, NoKind(rule));
    std::string all;
    for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
    const std::string name = "rule \"" + rule.id + "\": ";
    if (exists) {
      return Fail(node, name + "only the built-in rule can be of kind \"" + rule.kind +
                            "\"; yours can be of " + all);
    }
    const std::string near = base::Nearest(rule.kind, known);
    return Fail(node, name + "unknown kind \"" + rule.kind + "\"; " +
                          (near.empty() ? "known: " + all : "did you mean \"" + near + "\"?"));
  }

  // A new rule needs a kind; the id may be a misspelt built-in one.
  std::string NoKind(const Rule& rule) const {
    std::vector<std::string> ids;
    for (const auto& one : book_.rules) ids.push_back(one->id);
    const std::string near = base::Nearest(rule.id, ids);
    return "rule \"" + rule.id + "\": no \"kind\"; " +
           (near.empty() ? "a rule of your own needs one" : "did you mean \"" + near + "\"?");
  }

  bool Scoped(const Node& node, Rule& rule) {
    const std::string_view scope = node.StringOf("applies_to");
    rule.scope = scope == "keyword" ? Scope::kKeyword : Scope::kTitle;
    // Rules about send bodies have no scope.
    const bool payload = scope == "payload" && rule.kind == "payload";
    return scope == "keyword" || scope == "title" || payload ||
           Fail(node, "rule \"" + rule.id + "\": \"applies_to\" must be \"title\" or \"keyword\"");
  }

  // {"zh", "en"}; one text may serve both languages.
  bool Words(const Node& node, std::string_view key, base::LocalizedText& out) {
    const Node* found = node.Find(key);
    if (found == nullptr) return true;
    if (found->IsScalar()) {
      out.zh = out.en = found->scalar.value;
      return true;
    }
    out.zh = found->StringOf("zh");
    out.en = found->StringOf("en");
    if (out.zh.empty()) out.zh = out.en;
    if (out.en.empty()) out.en = out.zh;
    return !out.zh.empty() || Fail(*found, "\"" + std::string(key) + "\" needs \"zh\" or \"en\"");
  }

  bool OneSeverity(const Node& node, std::optional<Severity>& out) {
    const std::string& name = node.scalar.value;
    out = ParseSeverity(name);
    if (out || name == "off") return true;
    const std::string near = base::Nearest(name, {"error", "warning", "info", "off"});
    return Fail(node, "unknown severity \"" + name + "\"; " +
                          (near.empty() ? "known: error, warning, info, off"
                                        : "did you mean \"" + near + "\"?"));
  }

  // "error", or {"default": "error", "official-account": "warning"}.
  bool Severities(const Node& node, std::array<std::optional<Severity>, kFamilies>& out) {
    if (node.IsScalar()) {
      std::optional<Severity> all;
      if (!OneSeverity(node, all)) return false;
      out.fill(all);
      return true;
    }
    if (const Node* base = node.Find("default")) {
      if (!Severities(*base, out)) return false;
    }
    for (const auto& [name, value] : node.fields) {
      if (name.value == "default") continue;
      const auto family = ParseFamily(name.value);
      if (!family)
        return UnknownKey(name, {"default", "template-message", "subscribe", "official-account"});
      if (!OneSeverity(value, out[static_cast<size_t>(*family)])) return false;
    }
    return true;
  }

  bool Outcomes(const Node& node, Rule& rule) {
    const Node* list = node.Find("outcomes");
    if (list == nullptr || !list->IsMap() || list->fields.empty()) {
      return Fail(node, "rule \"" + rule.id + "\" needs \"outcomes\": {name: {severity, message}}");
    }
    for (const auto& [name, value] : list->fields) {
      Outcome outcome;
      outcome.name = name.value;
      const Node* severity = value.Find("severity");
      if (severity == nullptr)
        return Fail(value, "the outcome \"" + name.value + "\" needs a \"severity\"");
      if (!Severities(*severity, outcome.severity) || !Words(value, "message", outcome.message))
        return false;
      rule.outcomes.push_back(std::move(outcome));
    }
    for (const std::string& needed : kinds::OutcomesOf(rule.kind)) {
      const bool there =
          std::any_of(rule.outcomes.begin(), rule.outcomes.end(),
                      [&](const Outcome& outcome) { return outcome.name == needed; });
      if (!there)
        return Fail(*list, "rule \"" + rule.id + "\": kind \"" + rule.kind +
                               "\" needs the outcome \"" + needed + "\"");
    }
    return true;
  }

  bool Examples(const Node& node, std::string_view key, std::vector<Node>& out) {
    const Node* list = node.Find(key);
    if (list == nullptr || list->items.empty()) {
      return Fail(node, "rule \"" + std::string(node.StringOf("id")) + "\" needs \"" +
                            std::string(key) + "\": at least one example, which is its test");
    }
    out = list->items;
    return true;
  }

  // A known rule: the file of the user changes what it names.
  bool Override(const Node& node, Rule& rule) {
    rule.params.scalar.begin = node.scalar.begin;  // errors name a line in the file of the user
    for (const auto& [key, value] : node.fields) {
      if (key.value == "severity") {
        for (Outcome& outcome : rule.outcomes) {
          if (!Severities(value, outcome.severity)) return false;
        }
      } else if (key.value == "params") {
        Merge(value, rule.params);
        rule.params.scalar.begin = value.scalar.begin;
      } else if (key.value == "outcomes") {
        rule.outcomes.clear();
        if (!Outcomes(node, rule)) return false;
      } else if (key.value != "id" && key.value != "good" && key.value != "bad") {
        return FailAt(
            key.begin.line,
            "\"" + rule.id +
                "\" is a built-in rule; only its severity, params and outcomes can be changed");
      }
    }
    if (const Node* good = node.Find("good"))
      rule.good.insert(rule.good.end(), good->items.begin(), good->items.end());
    if (const Node* bad = node.Find("bad"))
      rule.bad.insert(rule.bad.end(), bad->items.begin(), bad->items.end());
    rule.path = path_;
    rule.builtin = false;
    return true;
  }

  static void Merge(const Node& from, Node& into) {
    if (from.IsMap() && into.IsMap()) {
      for (const auto& [key, value] : from.fields) {
        const auto& name = key.value;
        const auto known =
            std::find_if(into.fields.begin(), into.fields.end(),
                         [&](const auto& field) { return field.first.value == name; });
        if (known == into.fields.end()) {
          into.fields.push_back({key, value});
        } else {
          Merge(value, known->second);
        }
      }
      return;
    }
    const bool number =
        from.IsScalar() && from.scalar.value.find_first_not_of("0123456789.-") == std::string::npos;
    if (!number && !into.IsMap() && (from.IsList() || from.IsScalar())) {
      // Word lists are lists or one string of words: the new words are added.
      if (!into.IsList()) into = Node{Node::Kind::kList, false, {into.scalar}, {into}, {}};
      if (from.IsList()) {
        into.items.insert(into.items.end(), from.items.begin(), from.items.end());
      } else {
        into.items.push_back(from);
      }
      return;
    }
    into = from;
  }

  const std::string& path_;
  Origin origin_;
  RuleBook& book_;
  std::string error_;
};

}  // namespace

base::Result<bool> LoadRuleFile(std::string_view bytes, const std::string& path, Origin origin,
                                RuleBook& book) {
  if (origin == Origin::kUser && text::FirstInvalid(bytes))
    return base::Error{path + ": not valid UTF-8; save the file as UTF-8"};
  auto root = path.ends_with(".json") ? ParseJson(bytes) : ParseYaml(bytes);
  if (!root) return base::Error{path + ":" + root.error()};
  if (origin == Origin::kUser) {
    if (auto error = FindTooLong(*root, path)) return *error;
  }
  FileLoader loader(path, origin, book);
  if (!loader.Load(*root)) return base::Error{loader.error()};
  return true;
}

}  // namespace wxnotice::lint

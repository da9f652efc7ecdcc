// An example must match its keyword (clause 2.4). Shapes are patterns (a date, an amount, a phone
// number). Types define which keywords they apply to, and which shapes they need or reject. All of
// it is data: rules/examples.json.
#include <algorithm>

#include "lint/rules/kinds/kinds.h"
#include "text/dictionary.h"
#include "text/pattern_set.h"
#include "text/utf8.h"

namespace wxnotice::lint::kinds {
namespace {

constexpr size_t kMaxShapes = 64;

struct Type {
  base::LocalizedText name;
  base::LocalizedText like = {};  // an example that matches
  uint64_t needs = 0;             // one of these shapes; 0: any
  uint64_t refuses = 0;
};

class ExampleCheck final : public Check {
 public:
  explicit ExampleCheck(const Rule& rule)
      : rule_(rule),
        placeholder_(rule.Get("placeholder")),
        type_(rule.Get("type")),
        repeats_(rule.Get("repeats")) {}

  std::optional<base::Error> Load(const Tables& tables) {
    characters_ = &tables.characters;
    if (auto error = LoadShapes()) return error;
    return LoadTypes(tables);
  }

  void Run(const Subject& subject, Sink& sink) const override {
    for (size_t i = 0; i < subject.keyword_count; ++i) {
      const auto& example = subject.proposed->keywords[i].example;
      if (example && !example->value.empty()) CheckOne(subject.names[i], *example, sink);
    }
  }

 private:
  std::optional<base::Error> LoadShapes() {
    const Node* shapes = rule_.params.Find("shapes");
    if (shapes == nullptr || !shapes->IsMap())
      return RuleError(rule_, rule_.params, "\"params\" needs \"shapes\"");
    std::vector<std::string> patterns;
    for (const auto& [name, node] : shapes->fields) {
      if (shape_names_.size() == kMaxShapes) return RuleError(rule_, node, "at most 64 shapes");
      const size_t shape = shape_names_.size();
      shape_names_.push_back(name.value);
      for (const Node& pattern : node.items) {
        patterns.push_back(pattern.scalar.value);
        shape_of_pattern_.push_back(shape);
      }
    }
    patterns_.emplace(patterns, true);
    if (rule_.builtin) return std::nullopt;
    const auto compiled = patterns_->Compile();
    return compiled ? std::nullopt : std::optional(BadShape(*shapes, compiled.error()));
  }

  // The pattern that is invalid, or why the set of all patterns is.
  base::Error BadShape(const Node& shapes, const std::string& why) const {
    for (const auto& [name, node] : shapes.fields) {
      for (const Node& pattern : node.items) {
        const auto alone = text::PatternSet({pattern.scalar.value}, true).Compile();
        if (!alone) return RuleError(rule_, pattern, alone.error());
      }
    }
    return RuleError(rule_, shapes, why);
  }

  // The set of the shapes listed under `key`.
  std::optional<base::Error> ReadShapes(const Node& node, std::string_view key,
                                        uint64_t& out) const {
    for (const Text& word : Words(node, key)) {
      const auto found = std::find(shape_names_.begin(), shape_names_.end(), word.value);
      if (found == shape_names_.end())
        return RuleError(rule_, node, "unknown shape \"" + word.value + "\"");
      out |= uint64_t{1} << (found - shape_names_.begin());
    }
    return std::nullopt;
  }

  std::optional<base::Error> LoadTypes(const Tables& tables) {
    const Node* types = rule_.params.Find("types");
    if (types == nullptr || !types->IsMap())
      return RuleError(rule_, rule_.params, "\"params\" needs \"types\"");
    if (const Node* any = rule_.params.Find("any")) any_ = Named(*any, "");
    // A word of two types belongs to the last one: that of the user before the built-in one.
    for (auto field = types->fields.rbegin(); field != types->fields.rend(); ++field) {
      const auto& [name, node] = *field;
      if (auto error = UnknownKeyOf(rule_, node, {"name", "like", "keywords", "needs", "refuses"}))
        return error;
      Type type = Named(node, name.value);
      if (auto error = ReadShapes(node, "needs", type.needs)) return error;
      if (auto error = ReadShapes(node, "refuses", type.refuses)) return error;
      const auto index = static_cast<int32_t>(types_.size());
      for (const Text& word : Words(node, "keywords")) {
        std::u32string packed = text::Pack(tables.characters, word.value);
        std::reverse(packed.begin(), packed.end());
        if (!packed.empty()) heads_.Add(packed, index);
      }
      types_.push_back(std::move(type));
    }
    for (const Text& word : Words(rule_.params, "placeholders")) {
      const std::u32string packed = text::Pack(tables.characters, word.value);
      if (!packed.empty()) placeholder_words_.Add(packed, 0);
    }
    if (auto error = ReadShapes(rule_.params, "neutral_shapes", neutral_shape_)) return error;
    return ReadShapes(rule_.params, "placeholder_shapes", placeholder_shape_);
  }

  static Type Named(const Node& node, const std::string& otherwise) {
    return {Both(node.Find("name"), otherwise), Both(node.Find("like"), "")};
  }

  static base::LocalizedText Both(const Node* node, const std::string& otherwise) {
    if (node == nullptr) return {otherwise, otherwise};
    if (node->IsScalar()) return {node->scalar.value, node->scalar.value};
    return {std::string(node->StringOf("zh")), std::string(node->StringOf("en"))};
  }

  uint64_t ShapesOf(const text::Folded& folded) const {
    std::vector<int> matched;
    patterns_->Match(text::ToUtf8(folded.loose), matched);
    uint64_t shapes = 0;
    for (const int index : matched)
      shapes |= uint64_t{1} << shape_of_pattern_[static_cast<size_t>(index)];
    return shapes;
  }

  // By the longest known ending of the name: 确认收货时间 is a time.
  const Type& TypeOf(const Field& name) const {
    const auto hit = heads_.LongestBefore(name.folded.packed);
    return hit ? types_[static_cast<size_t>(hit.value)] : any_;
  }

  void CheckOne(const Field& name, const Text& example, Sink& sink) const {
    text::Folded folded;
    text::FoldLoosely(*characters_, example.value, folded);
    const uint64_t shapes = ShapesOf(folded);
    const Type& type = TypeOf(name);
    const Outcome* outcome = nullptr;
    if ((shapes & placeholder_shape_) != 0 || folded.packed.empty() ||
        placeholder_words_.Contains(folded.packed)) {
      outcome = &placeholder_;
    } else if (folded.packed == name.folded.packed) {
      outcome = &repeats_;
    } else if ((shapes & neutral_shape_) != 0) {
      return;  // 待定 matches any keyword
    } else if ((type.needs != 0 && (shapes & type.needs) == 0) || (shapes & type.refuses) != 0) {
      outcome = &type_;
    }
    if (outcome == nullptr) return;
    Hit hit = HitOnAll(rule_, *outcome, name);
    hit.text = &example;
    hit.end = folded.original.size();
    hit.args = {{"keyword", name.text->value}};
    hit.args.insert(hit.args.end(), {{"expected", type.name.zh},
                                     {"expected_en", type.name.en},
                                     {"like", type.like.zh},
                                     {"like_en", type.like.en}});
    sink.Add(std::move(hit));
  }

  const Rule& rule_;
  const Outcome& placeholder_;
  const Outcome& type_;
  const Outcome& repeats_;
  const text::CharTable* characters_ = nullptr;
  std::vector<std::string> shape_names_;
  std::vector<size_t> shape_of_pattern_;
  std::optional<text::PatternSet> patterns_;
  std::vector<Type> types_;
  Type any_;                // of a keyword without the ending of a type
  text::Dictionary heads_;  // reversed endings of keywords -> type
  text::Dictionary placeholder_words_;
  uint64_t placeholder_shape_ = 0;
  uint64_t neutral_shape_ = 0;
};

}  // namespace

CheckResult MakeExample(const Rule& rule, const Tables& tables) {
  auto check = std::make_unique<ExampleCheck>(rule);
  if (auto error = check->Load(tables)) return *error;
  return std::unique_ptr<Check>(std::move(check));
}

}  // namespace wxnotice::lint::kinds

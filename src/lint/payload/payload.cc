#include "lint/payload/payload.h"

#include <algorithm>
#include <charconv>

#include "base/edit_distance.h"
#include "lint/rules/localize.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

// What the phone shows without folding. Source: docs/fidelity.md#message-data.
constexpr size_t kUnfoldedCodePoints = 20;
constexpr std::string_view kPrepayPrefix = "prepay_id=";
constexpr std::string_view kKeyword = "keyword";
constexpr std::string_view kData = ".DATA";

// N of "keywordN", or 0.
size_t NumberOf(std::string_view key) {
  if (key.substr(0, kKeyword.size()) != kKeyword) return 0;
  key.remove_prefix(kKeyword.size());
  size_t number = 0;
  const auto [end, failed] = std::from_chars(key.data(), key.data() + key.size(), number);
  const bool whole = failed == std::errc() && end == key.data() + key.size() && key[0] != '0';
  return whole ? number : 0;
}

bool HoldsJsonObject(const Node& node) {
  if (!node.IsScalar() || !node.quoted) return false;
  const auto inner = ParseJson(node.scalar.value);
  return inner && (inner->IsMap() || HoldsJsonObject(*inner));
}

class PayloadCheck {
 public:
  PayloadCheck(const Node& root, const PayloadContext& context, PayloadSink& sink)
      : root_(root), context_(context), template_(TemplateOf(root, context.known)), sink_(sink) {}

  void Run() {
    if (HoldsJsonObject(root_))
      return All("payload-double-encoded", root_.scalar,
                 {{"field", Localize("body", context_.language)}});
    if (!root_.IsMap()) return All("payload-shape", root_.scalar, {{"field", Needed()}});
    CheckFields();
    CheckTemplateId();
    CheckFormId();
    CheckPage();
    CheckData();
    CheckEmphasis();
  }

 private:
  static std::string Needed() { return "touser, template_id, form_id"; }

  void All(std::string_view rule, const Text& text, Args args, std::string fix = {}) {
    sink_.Add(rule, text, {0, text::CountCodePoints(text.value)}, std::move(args), std::move(fix));
  }

  // `near` is the intended value, or "".
  Args NearArgs(const std::string& near) const {
    return {{"near",
             near.empty() ? "" : Localize("did_you_mean", context_.language, {{"near", near}})}};
  }

  const Text* KeyOf(std::string_view name) const {
    for (const auto& [key, value] : root_.fields) {
      if (key.value == name) return &key;
    }
    return nullptr;
  }

  void CheckFields() {
    for (const char* field : {"touser", "template_id", "form_id"}) {
      const Node* value = root_.Find(field);
      const bool there = value != nullptr && value->kind != Node::Kind::kNull &&
                         !(value->IsScalar() && value->scalar.value.empty());
      const bool misnamed =
          std::string_view(field) == "form_id" && value == nullptr && KeyOf("formId") != nullptr;
      if (!there && !misnamed)
        All("payload-shape", value != nullptr ? value->scalar : root_.scalar, {{"field", field}});
    }
    if (const Text* key = KeyOf("formId"); key != nullptr && root_.Find("form_id") == nullptr)
      All("payload-form-id", *key, {}, "form_id");
  }

  void CheckTemplateId() {
    const Node* id = root_.Find("template_id");
    if (context_.known.empty() || template_ != nullptr || id == nullptr || !id->IsScalar()) return;
    if (id->scalar.value.empty()) return;
    std::vector<std::string> known;
    for (const Template& one : context_.known) known.push_back(one.id);
    All("payload-template-unknown", id->scalar, NearArgs(base::Nearest(id->scalar.value, known)));
  }

  void CheckFormId() {
    for (const char* field : {"form_id", "formId"}) {
      const Node* id = root_.Find(field);
      if (id == nullptr || id->scalar.value.compare(0, kPrepayPrefix.size(), kPrepayPrefix) != 0)
        continue;
      sink_.Add("payload-prepay", id->scalar, {0, kPrepayPrefix.size()}, {},
                id->scalar.value.substr(kPrepayPrefix.size()));
    }
  }

  void CheckPage() {
    const Node* page = root_.Find("page");
    if (page == nullptr || !page->IsScalar() || page->scalar.value.substr(0, 1) != "/") return;
    const size_t first = page->scalar.value.find_first_not_of('/');
    All("payload-page", page->scalar, {},
        first == std::string::npos ? "" : page->scalar.value.substr(first));
  }

  void CheckData() {
    const Node* data = root_.Find("data");
    // PHP clients send an empty map as []: a template without values, not an error.
    const bool blank = data == nullptr || data->kind == Node::Kind::kNull ||
                       (data->IsList() && data->items.empty()) ||
                       (data->IsScalar() && data->scalar.value.empty());
    if (blank) return CheckMissing(nullptr);
    if (HoldsJsonObject(*data))
      return All("payload-double-encoded", data->scalar, {{"field", "data "}});
    if (!data->IsMap()) return All("payload-value-shape", *KeyOf("data"), {});
    for (const auto& [key, value] : data->fields) CheckKeyword(key, value);
    CheckMissing(data);
  }

  void CheckMissing(const Node* data) {
    if (template_ == nullptr) return;
    const Text* at = KeyOf("data");
    for (size_t i = 0; i < template_->keywords.size(); ++i) {
      const std::string key = std::string(kKeyword) + std::to_string(i + 1);
      if (data == nullptr || data->Find(key) == nullptr)
        All("payload-keyword-missing", at != nullptr ? *at : root_.scalar,
            {{"keyword", key}, {"name", template_->keywords[i].name.value}});
    }
  }

  bool Has(size_t number) const {
    if (number == 0) return false;
    if (template_ != nullptr) return number <= template_->keywords.size();
    const Node* data = root_.Find("data");
    return data != nullptr && data->Find(std::string(kKeyword) + std::to_string(number)) != nullptr;
  }

  // A key that is the name of a keyword of the template, or similar to a keywordN.
  std::string NearestKeyword(const std::string& key) const {
    if (template_ == nullptr) return base::Nearest(key, {"keyword1"});
    std::vector<std::string> known;
    for (size_t i = 0; i < template_->keywords.size(); ++i) {
      known.push_back(std::string(kKeyword) + std::to_string(i + 1));
      if (template_->keywords[i].name.value == key) return known.back();
    }
    return NumberOf(key) > 0 ? "" : base::Nearest(key, known);
  }

  void CheckKeyword(const Text& key, const Node& value) {
    if (!Has(NumberOf(key.value)))
      All("payload-keyword-unknown", key, NearArgs(NearestKeyword(key.value)));
    const Node* text = value.Find("value");
    if (!value.IsMap() || text == nullptr || !text->IsScalar())
      return All("payload-value-shape", key, {});
    const size_t count = text::CountCodePoints(text->scalar.value);
    if (count > kUnfoldedCodePoints) {
      sink_.Add("payload-value-long", text->scalar, {kUnfoldedCodePoints, count},
                {{"count", std::to_string(count)}}, {});
    }
    CheckMarketing(text->scalar);
  }

  void CheckMarketing(const Text& value) {
    Template as_title;
    as_title.title = value;
    size_t begin = 0;  // findings are in text order
    for (const Finding& finding : context_.marketing.Lint(as_title)) {
      const size_t count = text::CountCodePoints(value.value);
      const auto is_at = [&](size_t i) {
        const Position at = value.At(i);
        return at.line == finding.begin.line && at.column == finding.begin.column;
      };
      while (begin < count && !is_at(begin)) ++begin;
      sink_.Add("payload-marketing", value, {begin, begin + text::CountCodePoints(finding.text)},
                {{"word", finding.text}}, {});
    }
  }

  void CheckEmphasis() {
    const Node* emphasis = root_.Find("emphasis_keyword");
    if (emphasis == nullptr || !emphasis->IsScalar() || emphasis->scalar.value.empty()) return;
    std::string_view name = emphasis->scalar.value;
    const bool suffixed =
        name.size() > kData.size() && name.substr(name.size() - kData.size()) == kData;
    if (suffixed) name.remove_suffix(kData.size());
    const bool there = Has(NumberOf(name));
    if (suffixed && there) return;
    const std::string meant = there ? std::string(name) + std::string(kData) : "";
    All("payload-emphasis", emphasis->scalar, NearArgs(meant), meant);
  }

  const Node& root_;
  const PayloadContext& context_;
  const Template* template_;
  PayloadSink& sink_;
};

}  // namespace

const Template* TemplateOf(const Node& root, const std::vector<Template>& known) {
  const std::string_view id = root.StringOf("template_id");
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Template& one) { return !id.empty() && one.id == id; });
  return found == known.end() ? nullptr : &*found;
}

bool IsFormEncoded(std::string_view bytes) {
  if (bytes.substr(0, 3) == "%7B" || bytes.substr(0, 3) == "%7b") return true;
  const size_t name = bytes.find_first_not_of(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789%[].");
  return name != 0 && name != std::string_view::npos && bytes[name] == '=';
}

void CheckPayload(const Node& root, const PayloadContext& context, PayloadSink& sink) {
  PayloadCheck(root, context, sink).Run();
}

}  // namespace wxnotice::lint

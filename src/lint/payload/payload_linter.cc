// PayloadLinter: reads bodies, filters hits by the options, and formats them as findings.
#include <algorithm>
#include <tuple>

#include "lint/payload/payload.h"
#include "lint/rules/rule_files.h"
#include "text/utf8.h"
#include "wxnotice.h"

namespace wxnotice {
namespace {

using lint::Node;

// Turns the hits in one body into findings.
class Collector final : public lint::PayloadSink {
 public:
  Collector(const lint::RuleBook& book, const Options& options, CheckedPayloads& out)
      : book_(book), options_(options), out_(out) {}

  void Add(std::string_view id, const Text& text, std::pair<size_t, size_t> span, lint::Args args,
           std::string fix) override {
    const lint::Rule* rule = book_.Find(id);
    if (rule == nullptr || !Wanted(*rule)) return;
    const lint::Outcome& outcome = rule->Get("hit");
    const auto severity = outcome.severity[static_cast<size_t>(options_.family)];
    if (!severity) return;
    Finding finding;
    finding.rule = rule->id;
    finding.clause = rule->clause;
    finding.severity = *severity;
    finding.template_index = out_.document.templates.size() - 1;
    finding.keyword_index = KeywordAt(text);
    finding.begin = text.At(span.first);
    finding.end = text.At(span.second);
    finding.text = text::ToUtf8(std::u32string_view(text::ToCodePoints(text.value))
                                    .substr(span.first, span.second - span.first));
    args.emplace_back("text", finding.text);
    finding.message =
        lint::Fill(lint::Localize(outcome.message, options_.language), args, options_.language);
    finding.fix = std::move(fix);
    out_.findings.push_back(std::move(finding));
  }

 private:
  bool Wanted(const lint::Rule& rule) const {
    return (options_.select.empty() || lint::AnyNames(options_.select, rule)) &&
           !lint::AnyNames(options_.ignore, rule);
  }

  // The key of data that `text` is, or whose value it is.
  std::optional<size_t> KeywordAt(const Text& text) const {
    const auto same = [&](const Text& other) {
      return other.begin.line == text.begin.line && other.begin.column == text.begin.column;
    };
    const std::vector<Keyword>& keywords = out_.document.templates.back().keywords;
    for (size_t i = 0; i < keywords.size(); ++i) {
      if (same(keywords[i].name) || (keywords[i].example && same(*keywords[i].example))) return i;
    }
    return std::nullopt;
  }

  const lint::RuleBook& book_;
  const Options& options_;
  CheckedPayloads& out_;
};

// More keywords than any template has; each key is compared with the others.
constexpr size_t kMaxDataKeys = 1'000;

// The description of a body in reports: the title of its template, and its data.
Template Summary(const Node& root, const Template* known) {
  Template one;
  one.begin = root.scalar.begin;
  one.id = root.StringOf("template_id");
  if (known != nullptr) one.title = known->title;
  const Node* data = root.Find("data");
  if (data == nullptr) return one;
  for (const auto& [key, value] : data->fields) {
    const Node* text = value.Find("value");
    one.keywords.push_back({key, {}});
    if (text != nullptr && text->IsScalar()) one.keywords.back().example = text->scalar;
  }
  return one;
}

Problem ProblemOf(const std::string& error) {
  Problem problem;
  const size_t first = error.find(':');
  const size_t second = error.find(':', first + 1);
  problem.at.line = static_cast<uint32_t>(std::strtoul(error.c_str(), nullptr, 10));
  problem.at.column = static_cast<uint32_t>(std::strtoul(error.c_str() + first + 1, nullptr, 10));
  problem.message = error.substr(second + 2);
  return problem;
}

}  // namespace

class PayloadLinter::Impl {
 public:
  Impl(Options options, Linter marketing)
      : options_(std::move(options)), marketing_(std::move(marketing)) {}

  base::Result<bool> Load(const std::vector<Document>& templates) {
    for (const Document& document : templates) {
      for (const Template& one : document.templates) {
        if (!one.id.empty()) known_.push_back(one);
      }
      if (!document.templates.empty() && known_.empty())
        return base::Error{document.path + ": no template here has a \"template_id\""};
    }
    return lint::LoadRules(options_, book_);
  }

  void LintOne(std::string_view bytes, uint32_t line, CheckedPayloads& out) const {
    Document& document = out.document;
    if (const auto bad = text::FirstInvalid(bytes)) {
      const auto newlines =
          std::count(bytes.begin(), bytes.begin() + static_cast<long>(*bad), '\n');
      document.problems.push_back(
          {{line + static_cast<uint32_t>(newlines), 1}, "not valid UTF-8; send UTF-8"});
      return;
    }
    Collector collector(book_, options_, out);
    const size_t first = out.findings.size();
    const auto root = lint::ParseJson(bytes, line);
    const Node* data = root ? root->Find("data") : nullptr;
    if (data != nullptr && data->fields.size() > kMaxDataKeys) {
      document.problems.push_back(
          {data->scalar.begin,
           "\"data\" has more than " + std::to_string(kMaxDataKeys) + " keys; a template has 10"});
    } else if (root) {
      document.templates.push_back(Summary(*root, lint::TemplateOf(*root, known_)));
      lint::CheckPayload(*root, {known_, marketing_, options_.language}, collector);
    } else if (lint::IsFormEncoded(bytes)) {
      document.templates.emplace_back().begin = {line, 1};
      const std::string_view shown = bytes.substr(0, bytes.find_first_of("&\r\n"));
      collector.Add("payload-form-encoded", Text{std::string(shown), {line, 1}},
                    {0, text::CountCodePoints(shown)}, {}, {});
    } else {
      document.problems.push_back(ProblemOf(root.error()));
    }
    std::stable_sort(out.findings.begin() + static_cast<std::ptrdiff_t>(first), out.findings.end(),
                     [](const Finding& a, const Finding& b) {
                       return std::tie(a.begin.line, a.begin.column) <
                              std::tie(b.begin.line, b.begin.column);
                     });
  }

 private:
  Options options_;
  Linter marketing_;
  std::vector<Template> known_;
  lint::RuleBook book_;
};

PayloadLinter::PayloadLinter(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
PayloadLinter::PayloadLinter(PayloadLinter&&) noexcept = default;
PayloadLinter& PayloadLinter::operator=(PayloadLinter&&) noexcept = default;
PayloadLinter::~PayloadLinter() = default;

std::optional<PayloadLinter> PayloadLinter::Builtin(const Options& options,
                                                    const std::vector<Document>& templates,
                                                    std::string* error) {
  // Validates the complete options first, so that an unknown rule is rejected here too.
  Options all = options;
  all.use_library = false;
  if (!Linter::Builtin(all, error)) return std::nullopt;
  all.select = {"title-marketing"};
  all.ignore.clear();
  all.severity.clear();
  auto marketing = Linter::Builtin(all, error);
  if (!marketing) return std::nullopt;
  auto impl = std::make_unique<Impl>(options, std::move(*marketing));
  if (const auto loaded = impl->Load(templates); !loaded) {
    if (error != nullptr) *error = loaded.error();
    return std::nullopt;
  }
  return PayloadLinter(std::move(impl));
}

CheckedPayloads PayloadLinter::Lint(std::string path, std::string_view bytes,
                                    InputFormat format) const {
  CheckedPayloads out;
  out.document.path = std::move(path);
  out.document.source = bytes;
  out.document.format = format;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (format != InputFormat::kJsonLines) {
    impl_->LintOne(bytes, 1, out);
    return out;
  }
  uint32_t line = 0;
  while (!bytes.empty()) {
    ++line;
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view body = bytes.substr(0, end);
    if (body.find_first_not_of(" \t\r") != std::string_view::npos) impl_->LintOne(body, line, out);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return out;
}

}  // namespace wxnotice

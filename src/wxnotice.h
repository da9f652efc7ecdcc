// The linter of WeChat template messages, as a library. The one public header of wxnotice; C++17,
// std only.
//
//   std::string error;
//   auto linter = wxnotice::Linter::Builtin({}, &error);
//   wxnotice::Template proposed;
//   proposed.title = wxnotice::Text{"购买成功"};
//   for (const wxnotice::Finding& finding : linter->Lint(proposed)) std::cout << finding.message <<
//   '\n';
//
// A Linter is immutable once loaded: any number of threads may use one at a time. All text is
// UTF-8. Source of the rules: the audit rules of 模板消息 (审核说明), clauses 1.1 to 2.5.
#ifndef WXNOTICE_H_
#define WXNOTICE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wxnotice {

enum class Severity { kInfo, kWarning, kError };
enum class Family { kTemplateMessage, kSubscribe, kOfficialAccount };
enum class Language { kChinese, kEnglish };
enum class Scope { kTitle, kKeyword };

// "error" and so on, as on the command line and in reports.
std::string_view NameOf(Severity severity);
std::string_view NameOf(Family family);
std::optional<Severity> ParseSeverity(std::string_view name);
std::optional<Family> ParseFamily(std::string_view name);

// A position in a file. Both numbers count from 1; columns are code points of the original text.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
};

// A text and its position.
struct Text {
  std::string value;
  Position begin = {};
  // The position of every code point and of the end, if the text is not written plainly on one line
  // (escapes, folded YAML); otherwise empty, and code point i is at column `begin.column + i`.
  std::vector<Position> positions = {};

  Position At(size_t code_point) const;
};

struct Keyword {
  Text name;
  std::optional<Text> example = {};
};

// A proposed template, or an approved one.
struct Template {
  std::optional<Text> title = {};
  std::vector<Keyword> keywords = {};
  bool lists_keywords = false;  // true if a list was given, even an empty one
  Position begin = {};          // of the whole template, for findings without a text
  std::string id = {};  // of the library or of the account (template_id): approved, so not compared
                        // with the library
  std::optional<Family> family = {};     // default: that of the options
  std::vector<std::string> ignore = {};  // rules suppressed for this template
};

// A record that could not be read. `message` says why, and what to do.
struct Problem {
  Position at;
  std::string message;
};

enum class InputFormat { kText, kYaml, kJson, kJsonLines, kCsv };

// A template file.
struct Document {
  std::string path;
  std::vector<Template> templates = {};
  std::vector<Problem> problems = {};  // each one causes exit code 2
  std::map<uint32_t, std::vector<std::string>> ignored =
      {};                   // line -> rules, from `# wxnotice: ignore RULE`
  std::string source = {};  // the bytes of the file: reports quote them, fixes edit them
  InputFormat format = InputFormat::kText;
};

std::optional<InputFormat> FormatOfPath(std::string_view path);
std::optional<InputFormat> ParseInputFormat(std::string_view name);

// Reads templates. Never fails as a whole: `problems` lists what could not be read.
Document Read(std::string path, std::string_view bytes, InputFormat format);
// As Read, for bytes that the document can own: a large file is not copied.
Document ReadOwned(std::string path, std::string bytes, InputFormat format);

// A similar title, or the title to use instead.
struct Related {
  std::string text;
  std::string id = {};  // in the library; empty for a title of the input
  double score = 0;     // 1: the same
  std::vector<int> keyword_ids =
      {};  // of the library title: those that match the proposed keywords, in their order
};

// One thing that is wrong with a template: where, why, and what to write instead.
struct Finding {
  std::string rule;    // "title-ending"
  std::string clause;  // "1.3"; empty if it is not a rule of WeChat
  Severity severity = Severity::kError;
  std::string message;
  size_t template_index = 0;  // in the linted list
  std::optional<size_t> keyword_index = {};
  Position begin = {};
  Position end = {};      // one past
  std::string text = {};  // the offending span, as written
  std::vector<Related> related = {};
  std::string fix = {};  // the whole title, keyword or example to write instead; empty if unknown
  bool fix_is_safe = false;  // it cannot change the meaning
};

using TakeFinding = std::function<void(size_t document, Finding finding)>;

struct Options {
  Family family = Family::kTemplateMessage;  // of templates that do not name a family
  Language language = Language::kChinese;
  std::vector<std::string> select = {};  // rules or prefixes ("title-"); empty: all
  std::vector<std::string> ignore = {};
  std::string rules_dir = {};  // adds to or overrides the built-in rules
  std::string library_file =
      {};  // adds to the built-in library; may be a saved answer of library/list or library/get
  bool use_library = true;
  std::vector<std::pair<std::string, std::string>> severity =
      {};              // rule id, and "error", "warning", "info" or "off"
  size_t threads = 0;  // for documents of many thousand templates; 0: one per core
};

// A rule and its explanation.
struct RuleInfo {
  std::string id;
  std::string clause;
  std::map<Family, Severity> severity;  // the highest severity that it can have
  std::string summary;
  std::string why;
  std::string source;
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

enum class Verdict { kSame, kSimilar, kDistinct };
std::string_view NameOf(Verdict verdict);

struct Similarity {
  double score = 0;
  Verdict verdict = Verdict::kDistinct;
};

class Linter {
 public:
  // The built-in rules with the additions of `options`. Returns nullopt, with file, line and remedy
  // in `error`, if a rule or library file is broken, or an option names an unknown rule.
  static std::optional<Linter> Builtin(const Options& options, std::string* error);

  Linter(Linter&&) noexcept;
  Linter& operator=(Linter&&) noexcept;
  ~Linter();

  // Checks all rules on one template, including comparison with the library.
  std::vector<Finding> Lint(const Template& proposed) const;
  // Checks all rules, and compares each template with the others. Findings are in the order of the
  // templates, then of the text. Respects `ignored` of the document.
  std::vector<Finding> Lint(const Document& document) const;
  std::vector<std::vector<Finding>> Lint(const std::vector<Document>& documents) const;
  // The same findings one by one, each with the number of its document, so that those of a million
  // templates need not be stored. `take` is called by one thread at a time, in order; an exception
  // of `take` ends the run.
  void Lint(const std::vector<Document>& documents, const TakeFinding& take) const;

  // The unknown rules in the suppressions of `document`, each with the nearest known rule: a
  // misspelt rule suppresses nothing.
  std::vector<Problem> UnknownIgnores(const Document& document) const;

  // The similarity of two names. Source: docs/fidelity.md#similar-titles and
  // docs/fidelity.md#similar-keywords.
  Similarity Compare(std::string_view a, std::string_view b, Scope scope) const;
  // The titles of the library nearest to `title`, best first.
  std::vector<Related> Nearest(std::string_view title, size_t limit) const;

  std::vector<RuleInfo> Rules() const;

 private:
  class Impl;
  explicit Linter(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// --- Payloads: the bodies of `send` ---

// The bodies in a file and their findings. Each body is a template of `document`: its title is that
// of the template that it names, if known, and its keywords are the keys of `data`.
struct CheckedPayloads {
  Document document;
  std::vector<Finding> findings;
};

// Checks the bodies of 发送模板消息 against the templates of the account. Immutable: thread-safe.
class PayloadLinter {
 public:
  // `templates`: saved answers of template/list, or lists of {template_id, title, content}, as
  // returned by Read(). Without any, checks that need them are skipped. Fails like Linter::Builtin.
  static std::optional<PayloadLinter> Builtin(const Options& options,
                                              const std::vector<Document>& templates,
                                              std::string* error);
  PayloadLinter(PayloadLinter&&) noexcept;
  PayloadLinter& operator=(PayloadLinter&&) noexcept;
  ~PayloadLinter();

  // One body, or one per line for kJsonLines.
  CheckedPayloads Lint(std::string path, std::string_view bytes, InputFormat format) const;

 private:
  class Impl;
  explicit PayloadLinter(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// --- Fixes ---

struct Fixed {
  std::string bytes;                  // of the file, with every safe fix applied
  size_t applied = 0;                 // number of changed titles and keywords
  std::vector<Problem> refused = {};  // fixes whose position in the file is uncertain
};

// Applies the safe fixes of `document` until none is left. Everything else stays the same, byte for
// byte: the result is read again, and a fix that changes anything except its own text is refused.
// REQUIRES: `document` comes from Read().
Fixed ApplySafeFixes(const Linter& linter, const Document& document);

// --- Baselines: known findings that are ignored ---

// The key is the content of the finding, not its line, so an edit elsewhere changes nothing. Texts
// are folded: width, case and spaces are ignored.
struct BaselineEntry {
  std::string rule;
  std::string title;
  std::string keyword;
  std::string text;
  size_t count = 1;
  uint32_t line = 0;  // in the baseline file
};

// Returns nullopt, with path, line and cause in `error`, if the file is broken.
std::optional<std::vector<BaselineEntry>> ReadBaseline(std::string_view bytes,
                                                       const std::string& path, std::string* error);
std::string WriteBaseline(const std::vector<Document>& documents,
                          const std::vector<std::vector<Finding>>& findings);
// Removes known findings from `findings`. Returns the stale entries, whose findings no longer
// occur.
std::vector<BaselineEntry> ApplyBaseline(const std::vector<BaselineEntry>& baseline,
                                         const std::vector<Document>& documents,
                                         std::vector<std::vector<Finding>>& findings);

// --- Reports ---

enum class OutputFormat {
  kText,
  kJson,
  kJsonLines,
  kSarif,
  kGithub,
  kGitlab,
  kJunit,
  kCheckstyle,
  kRdjson
};
std::optional<OutputFormat> ParseOutputFormat(std::string_view name);
std::vector<std::string> OutputFormatNames();

struct ReportOptions {
  OutputFormat format = OutputFormat::kText;
  Language language = Language::kChinese;
  bool quiet = false;                // text: one line per finding and nothing else
  bool color = false;                // text: with terminal colours
  std::vector<RuleInfo> rules = {};  // for SARIF
  std::string version = {};          // of the program, for SARIF
  // JUnit: the lowest severity that is a failure; none: no finding is.
  std::optional<Severity> fail_on = Severity::kError;
};

// Writes the findings of all documents; `findings[i]` belong to `documents[i]`.
void WriteReport(std::ostream& out, const std::vector<Document>& documents,
                 const std::vector<std::vector<Finding>>& findings, const ReportOptions& options);
// Writes the number of findings of each rule, highest first. REQUIRES: the format is kText or
// kJson.
void WriteStatistics(std::ostream& out, const std::vector<std::vector<Finding>>& findings,
                     const ReportOptions& options);

}  // namespace wxnotice

#endif  // WXNOTICE_H_

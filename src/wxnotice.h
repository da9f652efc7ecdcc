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

// "error" and so on. The names are those of the command line and of reports.
std::string_view NameOf(Severity severity);
std::string_view NameOf(Family family);
std::optional<Severity> ParseSeverity(std::string_view name);
std::optional<Family> ParseFamily(std::string_view name);

// A place in a file. Both count from 1; columns are code points of the original text.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
};

// A piece of text and where it stands.
struct Text {
  std::string value;
  Position begin = {};
  // Of every code point and of the end, where the text is not written plainly on one line (escapes,
  // folded YAML); else empty, and code point i stands at column `begin.column + i`.
  std::vector<Position> positions = {};

  Position At(size_t code_point) const;
};

struct Keyword {
  Text name;
  std::optional<Text> example = {};
};

// A template that someone proposes, or one that is approved already.
struct Template {
  std::optional<Text> title = {};
  std::vector<Keyword> keywords = {};
  bool lists_keywords = false;  // true where a list was given, be it empty
  Position begin = {};          // of the whole, for findings about no single text
  std::string id = {};  // of the library or of the account (template_id): approved, so not compared
                        // with the library
  std::optional<Family> family = {};     // else that of the options
  std::vector<std::string> ignore = {};  // rules it is let off
};

// A record that could not be read. `message` says why and what to do.
struct Problem {
  Position at;
  std::string message;
};

enum class InputFormat { kText, kYaml, kJson, kJsonLines, kCsv };

// A file of templates.
struct Document {
  std::string path;
  std::vector<Template> templates = {};
  std::vector<Problem> problems = {};  // each is a reason for exit 2
  std::map<uint32_t, std::vector<std::string>> ignored =
      {};                   // line -> rules, from `# wxnotice: ignore RULE`
  std::string source = {};  // the bytes as they were read: reports quote them, fixes edit them
  InputFormat format = InputFormat::kText;
};

std::optional<InputFormat> FormatOfPath(std::string_view path);
std::optional<InputFormat> ParseInputFormat(std::string_view name);

// Reads templates. Never fails as a whole: what cannot be read stands in `problems`.
Document Read(std::string path, std::string_view bytes, InputFormat format);
// The same, for bytes that the document can own: a large file is not copied.
Document ReadOwned(std::string path, std::string bytes, InputFormat format);

// A title that is like another, or the one to use instead.
struct Related {
  std::string text;
  std::string id = {};  // of the library; empty for a title of the input
  double score = 0;     // 1 is the same
  std::vector<int> keyword_ids =
      {};  // of the library title, those that fit the proposed keywords, in their order
};

// What is wrong with a template, where, why and what to write instead.
struct Finding {
  std::string rule;    // "title-ending"
  std::string clause;  // "1.3"; empty where WeChat's rules have none
  Severity severity = Severity::kError;
  std::string message;
  size_t template_index = 0;  // in the list that was linted
  std::optional<size_t> keyword_index = {};
  Position begin = {};
  Position end = {};      // one past
  std::string text = {};  // the offending span, as written
  std::vector<Related> related = {};
  std::string fix =
      {};  // the whole title, keyword or example to write instead; empty when none is known
  bool fix_is_safe = false;  // it cannot change the meaning
};

using TakeFinding = std::function<void(size_t document, Finding finding)>;

struct Options {
  Family family = Family::kTemplateMessage;  // of templates that name none
  Language language = Language::kChinese;
  std::vector<std::string> select = {};  // rules or their beginnings ("title-"); empty is all
  std::vector<std::string> ignore = {};
  std::string rules_dir = {};  // adds to or overrides the built-in rules
  std::string library_file =
      {};  // adds to the built-in library; a saved answer of library/list or library/get will do
  bool use_library = true;
  std::vector<std::pair<std::string, std::string>> severity =
      {};              // rule id, and "error", "warning", "info" or "off"
  size_t threads = 0;  // for documents of many thousand templates; 0: one a core
};

// A rule, as it is explained.
struct RuleInfo {
  std::string id;
  std::string clause;
  std::map<Family, Severity> severity;  // the highest it can have
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
  // The built-in rules with what `options` adds. Returns nullopt, with the file, line and remedy in
  // `error`, when a rule or library file is broken or an option names a rule that does not exist.
  static std::optional<Linter> Builtin(const Options& options, std::string* error);

  Linter(Linter&&) noexcept;
  Linter& operator=(Linter&&) noexcept;
  ~Linter();

  // Every rule, on one template alone and against the library.
  std::vector<Finding> Lint(const Template& proposed) const;
  // Every rule, each template also against the others. Findings are in the order of the templates
  // and, in one, of the text. `ignored` of the document is respected.
  std::vector<Finding> Lint(const Document& document) const;
  std::vector<std::vector<Finding>> Lint(const std::vector<Document>& documents) const;
  // The same findings one by one, each with the number of its document, so that those of a million
  // templates need not be kept: `take` is called by one thread at a time, in their order; what it
  // throws ends the run.
  void Lint(const std::vector<Document>& documents, const TakeFinding& take) const;

  // What `document` lets off that is no rule, each with the nearest that is: a rule that is
  // misspelt there would be let off in vain.
  std::vector<Problem> UnknownIgnores(const Document& document) const;

  // How alike two names are. Source: docs/fidelity.md#similar-titles and
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

// The bodies of a file and what is wrong with them. Each body is a template of `document`: its
// title is that of the template it names, where that is known, its keywords are the keys of `data`.
struct CheckedPayloads {
  Document document;
  std::vector<Finding> findings;
};

// Checks the bodies of 发送模板消息 against the templates of the account. Immutable: thread-safe.
class PayloadLinter {
 public:
  // `templates`: saved answers of template/list, or lists of {template_id, title, content}, as
  // Read() gives them; without any, what needs them is not checked. Fails as Linter::Builtin does.
  static std::optional<PayloadLinter> Builtin(const Options& options,
                                              const std::vector<Document>& templates,
                                              std::string* error);
  PayloadLinter(PayloadLinter&&) noexcept;
  PayloadLinter& operator=(PayloadLinter&&) noexcept;
  ~PayloadLinter();

  // One body, or with kJsonLines one a line.
  CheckedPayloads Lint(std::string path, std::string_view bytes, InputFormat format) const;

 private:
  class Impl;
  explicit PayloadLinter(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// --- Fixes ---

struct Fixed {
  std::string bytes;                  // of the file, with every safe fix made
  size_t applied = 0;                 // how many titles and keywords were changed
  std::vector<Problem> refused = {};  // fixes whose place in the file is not certain
};

// Makes the safe fixes of `document` until none is left. All else stays as it is, byte for byte:
// the result is read again, and a fix that changes anything but its own text is refused.
// REQUIRES: `document` comes from Read().
Fixed ApplySafeFixes(const Linter& linter, const Document& document);

// --- Baselines: findings that are known and let pass ---

// Keyed on what the finding is about, never on lines, so that an edit elsewhere changes nothing.
// Texts are folded: width, case and blanks do not count.
struct BaselineEntry {
  std::string rule;
  std::string title;
  std::string keyword;
  std::string text;
  size_t count = 1;
  uint32_t line = 0;  // in the baseline's file
};

// Returns nullopt, with path, line and cause in `error`, for a broken file.
std::optional<std::vector<BaselineEntry>> ReadBaseline(std::string_view bytes,
                                                       const std::string& path, std::string* error);
std::string WriteBaseline(const std::vector<Document>& documents,
                          const std::vector<std::vector<Finding>>& findings);
// Takes the known ones out of `findings`. Returns the stale entries: what they let pass is gone.
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
  bool quiet = false;                // text: a line for each finding and no more
  bool color = false;                // text: with the escapes of a terminal
  std::vector<RuleInfo> rules = {};  // SARIF describes them
  std::string version = {};          // of the program, for SARIF
};

// Writes the findings of each document; `findings[i]` are those of `documents[i]`.
void WriteReport(std::ostream& out, const std::vector<Document>& documents,
                 const std::vector<std::vector<Finding>>& findings, const ReportOptions& options);
// Writes how many findings each rule has, most first. REQUIRES: the format is kText or kJson.
void WriteStatistics(std::ostream& out, const std::vector<std::vector<Finding>>& findings,
                     const ReportOptions& options);

}  // namespace wxnotice

#endif  // WXNOTICE_H_

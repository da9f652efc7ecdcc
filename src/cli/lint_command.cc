// wxnotice lint [PATH|-]...: checks proposed templates, or request bodies of send, against the
// rules.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "base/read_file.h"
#include "base/replace_file.h"
#include "base/utf8.h"
#include "cli/checks.h"
#include "cli/command.h"
#include "cli/diff.h"
#include "cli/exit_codes.h"
#include "cli/lint_inputs.h"
#include "cli/linter_options.h"
#include "cli/print_message.h"
#include "cli/progress.h"
#include "protocol/json.h"
#include "wxnotice.h"

namespace wxnotice::cli {
namespace {

struct LintFlags {
  std::vector<std::string> paths;
  std::string title;                  // one proposal instead of files
  std::vector<std::string> keywords;  // of it: NAME or NAME=EXAMPLE
  LinterFlags linter;
  std::string format = "text";
  std::string stdin_format;
  std::string fail_on = "error";
  std::string color = "auto";
  size_t max_file_size = size_t{1} << 30;
  std::string baseline;
  std::string write_baseline;
  std::vector<std::string> templates;
  bool payload = false;
  bool fix = false;
  bool diff = false;
  bool statistics = false;
  bool quiet = false;

  bool IsProposal() const { return !title.empty() || !keywords.empty(); }
};

class LintRun {
 public:
  LintRun(const LintFlags& flags, Session& session)
      : flags_(flags),
        session_(session),
        options_(ToOptions(flags.linter, session)),
        progress_(session) {}

  int Run() {
    if (const std::string clash = Clash(); !clash.empty()) return Refuse(clash);
    std::string error;
    const auto linter = Linter::Builtin(options_, &error);
    if (!linter) return Refuse(error);
    progress_.Show(Localize("读取文件", "reading files"));
    if (flags_.payload ? !LintPayloads() : !LintTemplates(*linter)) return kExitUsage;
    if (!flags_.write_baseline.empty()) return SaveBaseline();
    if (!flags_.baseline.empty() && !ReadAndApplyBaseline()) return kExitUsage;
    progress_.End();
    if (!flags_.diff) Report(*linter);
    ReportProblems();
    return failed_ != kExitOk ? failed_ : AnyAtThreshold() ? kExitFindings : kExitOk;
  }

 private:
  bool Chinese() const { return options_.language == Language::kChinese; }
  std::string Localize(const char* chinese, const char* english) const {
    return Chinese() ? chinese : english;
  }

  int Refuse(const std::string& message) { return Fail(kExitUsage, message); }

  // The run ends with the highest code of its failures.
  int Fail(ExitCode code, const std::string& message) {
    progress_.End();
    failed_ = std::max(failed_, code);
    return cli::Fail(session_.streams.err, code, message);
  }

  std::string Clash() const {
    if (flags_.IsProposal() &&
        (!flags_.paths.empty() || flags_.payload || flags_.fix || flags_.diff))
      return "--title and --keyword check one proposal; they do not go with PATH, --payload, --fix "
             "or --diff";
    const bool is_text = base::IsUtf8(flags_.title) &&
                         std::all_of(flags_.keywords.begin(), flags_.keywords.end(),
                                     [](const auto& text) { return base::IsUtf8(text); });
    if (!is_text) return "--title and --keyword must be UTF-8";
    if (flags_.paths.empty() && !flags_.IsProposal()) {
      return "no PATH given; pass files, folders, or - for standard input; or --title for one "
             "proposal";
    }
    if (flags_.statistics && flags_.format != "text" && flags_.format != "json")
      return "--statistics supports only --format text and json";
    if (flags_.payload && (flags_.fix || flags_.diff))
      return "--fix and --diff do not work with --payload; change the code that builds the body";
    if (!flags_.payload && !flags_.templates.empty())
      return "--templates needs --payload; did you mean --library?";
    return "";
  }

  // The proposal of --title and --keyword, as a file would have it.
  Document Proposal() const {
    nlohmann::ordered_json proposal;
    if (!flags_.title.empty()) proposal["title"] = flags_.title;
    for (const std::string& text : flags_.keywords) {
      const size_t equals = text.find('=');
      nlohmann::ordered_json keyword = {{"name", text.substr(0, equals)}};
      if (equals != std::string::npos) keyword["example"] = text.substr(equals + 1);
      proposal["keywords"].push_back(std::move(keyword));
    }
    return ReadOwned("--title", protocol::Dump(proposal) + "\n", InputFormat::kJsonLines);
  }

  bool LintTemplates(const Linter& linter) {
    if (flags_.IsProposal()) documents_.push_back(Proposal());
    LintInputs inputs(session_, flags_.stdin_format, false, flags_.max_file_size);
    const auto refused = inputs.ForEach(flags_.paths, [&](Input input) {
      Document document = ReadOwned(std::move(input.path), std::move(input.bytes), input.format);
      // A folder contains other files too: skip a file without templates.
      if (input.found_by_walking && document.templates.empty()) return;
      documents_.push_back(std::move(document));
      progress_.Show(Localize("读取文件", "reading files"), documents_.size());
    });
    for (const std::string& why : refused) Refuse(why);
    if (flags_.fix || flags_.diff) Fix(linter);
    progress_.Show(Localize("检查", "checking"));
    findings_ = linter.Lint(documents_);
    return true;
  }

  bool LintPayloads() {
    std::vector<Document> templates;
    LintInputs saved(session_, "json", false, flags_.max_file_size);
    auto refused = saved.ForEach(flags_.templates, [&](Input input) {
      templates.push_back(ReadOwned(std::move(input.path), std::move(input.bytes), input.format));
    });
    for (const Document& document : templates) AddProblems(document, refused);
    for (const std::string& why : refused) Refuse(why);
    if (!refused.empty()) return false;
    std::string error;
    const auto linter = PayloadLinter::Builtin(options_, templates, &error);
    if (!linter) {
      Refuse(error);
      return false;
    }
    LintInputs inputs(session_, flags_.stdin_format, true, flags_.max_file_size);
    refused = inputs.ForEach(flags_.paths, [&](Input input) {
      CheckedPayloads checked = linter->Lint(std::move(input.path), input.bytes, input.format);
      documents_.push_back(std::move(checked.document));
      findings_.push_back(std::move(checked.findings));
      progress_.Show(Localize("检查", "checking"), documents_.size());
    });
    for (const std::string& why : refused) Refuse(why);
    return true;
  }

  void Fix(const Linter& linter) {
    size_t applied = 0;
    for (Document& document : documents_) {
      const Fixed fixed = ApplySafeFixes(linter, document);
      for (const Problem& problem : fixed.refused) {
        PrintMessage(session_.streams.err,
                     Place(document,
                           {problem.at, Localize("此处无法确定位置，请手工改为 ",
                                                 "cannot locate this fix; change it by hand to: ") +
                                            problem.message}));
      }
      applied += fixed.applied;
      if (flags_.diff) {
        const std::string diff =
            UnifiedDiff(base::Printable(document.path), document.source, fixed.bytes);
        // Only a terminal gets escaped text: a diff in a file must stay exact, so that it applies.
        session_.streams.out << (IsTerminal(session_.streams.out) ? base::PrintableLines(diff)
                                                                  : diff);
      } else if (document.path == "-") {
        Refuse("--fix cannot change standard input; use --diff");
      } else if (fixed.bytes != document.source && Write(document.path, fixed.bytes)) {
        document = Read(document.path, fixed.bytes, document.format);
      }
    }
    if (!flags_.quiet && !flags_.diff && applied > 0)
      session_.streams.err << "wxnotice: " << Localize("已修正 ", "fixed ") << applied
                           << Localize(" 处", applied == 1 ? " place" : " places") << '\n';
  }

  bool Write(const std::string& path, const std::string& bytes) {
    const auto written = base::ReplaceFile(path, bytes);
    if (!written) Fail(kExitInfrastructure, written.error());
    return bool{written};
  }

  int SaveBaseline() {
    ReportProblems();
    if (!Write(flags_.write_baseline, WriteBaseline(documents_, findings_)))
      return kExitInfrastructure;
    size_t count = 0;
    for (const auto& of_file : findings_) count += of_file.size();
    progress_.End();
    if (!flags_.quiet)
      PrintMessage(session_.streams.err,
                   flags_.write_baseline + Localize("：记录了 ", ": recorded ") +
                       std::to_string(count) +
                       Localize(" 个问题", count == 1 ? " finding" : " findings"));
    return failed_;
  }

  bool ReadAndApplyBaseline() {
    const auto bytes = base::ReadFile(
        flags_.baseline, {flags_.max_file_size, false, "--write-baseline creates one"});
    if (!bytes) {
      Refuse(bytes.error());
      return false;
    }
    std::string error;
    const auto baseline = ReadBaseline(*bytes, flags_.baseline, &error);
    if (!baseline) {
      Refuse(error);
      return false;
    }
    for (const BaselineEntry& entry : ApplyBaseline(*baseline, documents_, findings_)) {
      if (flags_.quiet) continue;
      PrintMessage(session_.streams.err,
                   flags_.baseline + ":" + std::to_string(entry.line) + ": " +
                       Localize("过时：", "stale: ") + entry.rule + " " + entry.title +
                       Localize("；已没有此问题，可删去",
                                "; the finding no longer occurs, delete the entry"));
    }
    return true;
  }

  bool Colored() const {
    if (flags_.color != "auto") return flags_.color == "always";
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    return IsTerminal(session_.streams.out) && (no_color == nullptr || *no_color == '\0') &&
           (term == nullptr || std::string_view(term) != "dumb");
  }

  // A misspelt rule suppresses nothing: warn, but do not fail.
  void WarnOfUnknownIgnores(const Linter& linter) {
    for (const Document& document : documents_) {
      for (const Problem& problem : linter.UnknownIgnores(document)) {
        PrintMessage(session_.streams.err, Place(document, problem));
      }
    }
  }

  void Report(const Linter& linter) {
    WarnOfUnknownIgnores(linter);
    ReportOptions report;
    report.format = ParseOutputFormat(flags_.format).value_or(OutputFormat::kText);
    report.language = options_.language;
    report.quiet = flags_.quiet;
    report.color = Colored();
    report.version = WXNOTICE_VERSION;
    report.fail_on = ParseSeverity(flags_.fail_on);
    if (report.format == OutputFormat::kSarif) report.rules = linter.Rules();
    if (flags_.statistics) return WriteStatistics(session_.streams.out, findings_, report);
    WriteReport(session_.streams.out, documents_, findings_, report);
  }

  static void AddProblems(const Document& document, std::vector<std::string>& out) {
    for (const Problem& problem : document.problems) out.push_back(Place(document, problem));
  }

  static std::string Place(const Document& document, const Problem& problem) {
    return document.path + ":" + std::to_string(problem.at.line) + ":" +
           std::to_string(problem.at.column) + ": " + problem.message;
  }

  void ReportProblems() {
    std::vector<std::string> problems;
    for (const Document& document : documents_) AddProblems(document, problems);
    for (const std::string& problem : problems) Refuse(problem);
  }

  bool AnyAtThreshold() const {
    const auto threshold = ParseSeverity(flags_.fail_on);
    if (!threshold) return false;  // never
    return std::any_of(findings_.begin(), findings_.end(), [&](const auto& of_file) {
      return std::any_of(of_file.begin(), of_file.end(),
                         [&](const Finding& finding) { return finding.severity >= *threshold; });
    });
  }

  const LintFlags& flags_;
  Session& session_;
  Options options_;
  Progress progress_;
  std::vector<Document> documents_;
  std::vector<std::vector<Finding>> findings_;
  ExitCode failed_ = kExitOk;
};

void AddModes(CLI::App& app, LintFlags& flags) {
  app.add_option("--title", flags.title, "Check this title instead of files")->type_name("TITLE");
  app.add_option("--keyword", flags.keywords,
                 "Keyword of --title, for example 取件地址=一楼前台; repeatable")
      ->type_name("NAME[=EXAMPLE]")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_flag("--fix", flags.fix, "Change the files: apply the fixes that keep the meaning");
  app.add_flag("--diff", flags.diff, "Show the changes of --fix, but do not write them");
  app.add_flag("--payload", flags.payload, "Check JSON bodies of send instead of templates");
  app.add_option("--templates", flags.templates,
                 "Saved answer of template/list, for --payload; repeatable")
      ->allow_extra_args(false)
      ->type_name("FILE");
  app.add_option("--baseline", flags.baseline, "Ignore the findings recorded in this file")
      ->type_name("FILE");
  app.add_option("--write-baseline", flags.write_baseline,
                 "Record all findings in this file, as a baseline")
      ->type_name("FILE");
}

}  // namespace

Action AddLint(CLI::App& app, Session& session) {
  auto flags = std::make_shared<LintFlags>();
  app.add_option("path", flags->paths, "Files or folders of templates; - is standard input");
  app.add_option("--stdin-format", flags->stdin_format,
                 "Format of standard input; the default is txt, or json with --payload")
      ->check(IsOneOf({"txt", "yaml", "yml", "json", "jsonl", "ndjson", "csv"}));
  app.add_option("--max-file-size", flags->max_file_size,
                 "Reject an input file larger than this, for example 10MB")
      ->transform(IsSize())
      ->type_name("SIZE")
      ->default_str("1GiB");
  AddModes(app, *flags);
  app.option_defaults()->group("Output");
  app.add_option("--format", flags->format, "Format of the report")
      ->check(IsOneOf(OutputFormatNames()))
      ->capture_default_str();
  app.add_option("--fail-on", flags->fail_on, "Lowest severity that causes exit code 1")
      ->check(IsOneOf({"error", "warning", "info", "never"}))
      ->type_name("LEVEL")
      ->capture_default_str();
  app.add_option("--color", flags->color, "Use colours in the text report; auto: on a terminal")
      ->check(IsOneOf({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->capture_default_str();
  app.add_flag("--statistics", flags->statistics,
               "Print the number of findings of each rule instead");
  app.add_flag("--quiet", flags->quiet, "Print one line per finding and nothing else");
  AddLinterFlags(app, flags->linter);
  return [flags, &session] { return LintRun(*flags, session).Run(); };
}

}  // namespace wxnotice::cli

// wxnotice lint [PATH|-]...: checks proposed templates against the audit rules.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <CLI/CLI.hpp>

#include "base/edit_distance.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/linter_options.h"
#include "wxnotice.h"

namespace wxnotice::cli {
namespace {

struct LintFlags {
  std::vector<std::string> paths;
  LinterFlags linter;
  std::string format = "text";
  std::string stdin_format;
  std::string fail_on = "error";
  bool quiet = false;
};

class LintRun {
 public:
  LintRun(const LintFlags& flags, Session& session) : flags_(flags), session_(session) {}

  int Run() {
    std::string error;
    const auto linter = Linter::Builtin(ToOptions(flags_.linter, session_), &error);
    if (!linter) return Refuse(error);
    if (flags_.paths.empty())
      return Refuse("no PATH given; name files, folders, or - for standard input");
    for (const std::string& path : flags_.paths) Collect(path);
    const auto findings = linter->Lint(documents_);
    ReportOptions report;
    report.format = ParseOutputFormat(flags_.format).value_or(OutputFormat::kText);
    report.language = LanguageOf(session_);
    report.quiet = flags_.quiet;
    WriteReport(session_.streams.out, documents_, findings, report);
    for (const Document& document : documents_) {
      for (const Problem& problem : document.problems) {
        Refuse(document.path + ":" + std::to_string(problem.at.line) + ":" +
               std::to_string(problem.at.column) + ": " + problem.message);
      }
    }
    return unreadable_ ? kExitUsage : AnyAtThreshold(findings) ? kExitFindings : kExitOk;
  }

 private:
  int Refuse(const std::string& message) {
    session_.streams.err << "wxnotice: " << message << '\n';
    unreadable_ = true;
    return kExitUsage;
  }

  bool AnyAtThreshold(const std::vector<std::vector<Finding>>& findings) const {
    const auto threshold = ParseSeverity(flags_.fail_on);
    if (!threshold) return false;  // never
    return std::any_of(findings.begin(), findings.end(), [&](const std::vector<Finding>& of_file) {
      return std::any_of(of_file.begin(), of_file.end(),
                         [&](const Finding& finding) { return finding.severity >= *threshold; });
    });
  }

  void Collect(const std::string& path) {
    if (path == "-") return CollectStdin();
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) return CollectFolder(path);
    const auto format = FormatOfPath(path);
    if (!format) {
      Refuse(path + ": unknown kind of file; known: .txt .yaml .yml .json .jsonl .ndjson .csv");
      return;
    }
    CollectFile(path, *format, false);
  }

  void CollectStdin() {
    const auto format = ParseInputFormat(flags_.stdin_format.empty() ? "txt" : flags_.stdin_format);
    if (!format) {
      Refuse("--stdin-format: unknown format \"" + flags_.stdin_format +
             "\"; known: txt, yaml, json, jsonl, csv");
      return;
    }
    const std::string bytes{std::istreambuf_iterator<char>(session_.streams.in), {}};
    documents_.push_back(Read("-", bytes, *format));
  }

  // In a folder are other files too: one that holds no template is passed over.
  void CollectFolder(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code failed;
    const auto options = std::filesystem::directory_options::skip_permission_denied;
    for (auto it = std::filesystem::recursive_directory_iterator(folder, options, failed);
         it != std::filesystem::recursive_directory_iterator(); it.increment(failed)) {
      const std::string name = it->path().filename().string();
      if (it->is_directory() && (name.starts_with(".") || name == "node_modules"))
        it.disable_recursion_pending();
      if (it->is_regular_file() && FormatOfPath(name)) paths.push_back(it->path().string());
    }
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) CollectFile(path, *FormatOfPath(path), true);
  }

  void CollectFile(const std::string& path, InputFormat format, bool found_by_walking) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      Refuse(path + ": cannot be read; does it exist?");
      return;
    }
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    Document document = Read(path, bytes, format);
    if (found_by_walking && document.templates.empty()) return;
    documents_.push_back(std::move(document));
  }

  const LintFlags& flags_;
  Session& session_;
  std::vector<Document> documents_;
  bool unreadable_ = false;
};

}  // namespace

Action AddLint(CLI::App& app, Session& session) {
  auto flags = std::make_shared<LintFlags>();
  app.add_option("path", flags->paths, "Files or folders of templates; - is standard input");
  app.add_option("--format", flags->format, "Form of the report: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option("--stdin-format", flags->stdin_format,
                 "What standard input holds: txt, yaml, json, jsonl or csv")
      ->check(CLI::IsMember({"txt", "yaml", "yml", "json", "jsonl", "ndjson", "csv"}));
  app.add_option("--fail-on", flags->fail_on,
                 "Least severity that makes exit code 1: error, warning, info or never")
      ->check(CLI::IsMember({"error", "warning", "info", "never"}));
  app.add_flag("--quiet", flags->quiet, "No summary");
  AddLinterFlags(app, flags->linter);
  return [flags, &session] { return LintRun(*flags, session).Run(); };
}

}  // namespace wxnotice::cli

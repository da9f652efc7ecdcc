#include "cli/lint_inputs.h"

#include <filesystem>
#include <iterator>
#include <utility>

#include "base/read_file.h"
#include "cli/template_files.h"

namespace wxnotice::cli {
namespace {

constexpr char kIfLarger[] = "split it, or raise --max-file-size";

}  // namespace

std::vector<std::string> LintInputs::ForEach(const std::vector<std::string>& paths,
                                             const std::function<void(Input)>& on_input) {
  on_input_ = &on_input;
  for (const std::string& path : paths) OnePath(path);
  on_input_ = nullptr;
  return std::move(refused_);
}

void LintInputs::OnePath(const std::string& path) {
  if (path == "-") return StandardInput();
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return Folder(path);
  const auto format = FormatOfPath(path);
  if (!format && !payloads_) {
    refused_.push_back(
        path + ": unknown file type; known types: .txt .yaml .yml .json .jsonl .ndjson .csv");
    return;
  }
  File(path, format.value_or(InputFormat::kJson), false);
}

void LintInputs::StandardInput() {
  const auto format = ParseInputFormat(!stdin_format_.empty() ? stdin_format_
                                       : payloads_            ? "json"
                                                              : "txt");
  auto bytes =
      base::ReadStream(session_.streams.in, "standard input", {limit_bytes_, true, "", kIfLarger});
  if (!bytes) return refused_.push_back(bytes.error());
  (*on_input_)({"-", std::move(*bytes), format.value_or(InputFormat::kText), false});
}

void LintInputs::Folder(const std::string& folder) {
  TemplateFiles found = FindTemplateFiles(folder);
  std::move(found.refused.begin(), found.refused.end(), std::back_inserter(refused_));
  for (const std::string& path : found.paths) File(path, *FormatOfPath(path), true);
}

// Reads a pipe only if it is a PATH argument: nobody may ever write to a pipe found in a folder.
void LintInputs::File(const std::string& path, InputFormat format, bool found_by_walking) {
  auto bytes = base::ReadFile(path, {limit_bytes_, !found_by_walking, "check the path", kIfLarger});
  if (!bytes) return refused_.push_back(bytes.error());
  (*on_input_)({path, std::move(*bytes), format, found_by_walking});
}

}  // namespace wxnotice::cli

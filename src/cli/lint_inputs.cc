#include "cli/lint_inputs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

namespace wxnotice::cli {
namespace {

std::string All(std::istream& in) {
  std::string bytes;
  for (size_t size = 0; in; size += static_cast<size_t>(in.gcount())) {
    bytes.resize(std::max<size_t>(size * 2, 1 << 16));
    in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size));
    if (!in) bytes.resize(size + static_cast<size_t>(in.gcount()));
  }
  return bytes;
}

}  // namespace

std::vector<std::string> LintInputs::ForEach(const std::vector<std::string>& paths,
                                             const std::function<void(Input)>& take) {
  take_ = &take;
  for (const std::string& path : paths) OnePath(path);
  take_ = nullptr;
  return std::move(refused_);
}

void LintInputs::OnePath(const std::string& path) {
  if (path == "-") return StandardInput();
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return Folder(path);
  const auto format = FormatOfPath(path);
  if (!format && !payloads_) {
    refused_.push_back(path +
                       ": unknown kind of file; known: .txt .yaml .yml .json .jsonl .ndjson .csv");
    return;
  }
  File(path, format.value_or(InputFormat::kJson), false);
}

void LintInputs::StandardInput() {
  const auto format = ParseInputFormat(!stdin_format_.empty() ? stdin_format_
                                       : payloads_            ? "json"
                                                              : "txt");
  (*take_)({"-", All(session_.streams.in), format.value_or(InputFormat::kText), false});
}

void LintInputs::Folder(const std::string& folder) {
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
  for (const std::string& path : paths) File(path, *FormatOfPath(path), true);
}

void LintInputs::File(const std::string& path, InputFormat format, bool found_by_walking) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    refused_.push_back(path + ": cannot be read; does it exist?");
    return;
  }
  (*take_)({path, All(in), format, found_by_walking});
}

}  // namespace wxnotice::cli

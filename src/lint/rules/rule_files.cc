#include "lint/rules/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "base/embedded.h"
#include "base/read_file.h"
#include "lint/rules/rule_limits.h"

namespace wxnotice::lint {
namespace {

base::Result<bool> LoadFolder(const std::string& folder, RuleBook& book) {
  std::vector<std::string> paths;
  std::error_code failed;
  std::filesystem::directory_iterator entry(folder, failed);
  while (!failed && entry != std::filesystem::directory_iterator()) {
    const std::string extension = entry->path().extension().string();
    if (extension == ".json" || extension == ".yaml" || extension == ".yml")
      paths.push_back(entry->path().string());
    entry.increment(failed);
  }
  if (failed) return base::Error{folder + ": cannot be read: " + failed.message()};
  if (paths.empty()) return base::Error{folder + ": holds no .json or .yaml file of rules"};
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const auto bytes =
        base::ReadFile(path, {kMaxRuleFileBytes, false, "check the folder of --rules"});
    if (!bytes) return base::Error{bytes.error()};
    if (auto loaded = LoadRuleFile(*bytes, path, Origin::kUser, book); !loaded) return loaded;
  }
  return true;
}

base::Result<bool> SetSeverity(const std::string& id, const std::string& level, RuleBook& book) {
  Rule* rule = book.Find(id);
  if (rule == nullptr) return base::Error{"severity: " + book.UnknownRule(id)};
  const auto severity = ParseSeverity(level);
  if (!severity && level != "off") {
    return base::Error{"severity of " + id + ": unknown level \"" + level +
                       "\"; known: error, warning, info, off"};
  }
  for (Outcome& outcome : rule->outcomes) outcome.severity.fill(severity);
  return true;
}

}  // namespace

base::Result<bool> LoadRules(const Options& options, RuleBook& book) {
  for (const embedded::File& file : embedded::Rules()) {
    auto loaded =
        LoadRuleFile(file.bytes, "rules/" + std::string(file.name), Origin::kBuiltin, book);
    if (!loaded) return loaded;
  }
  if (!options.rules_dir.empty()) {
    if (auto loaded = LoadFolder(options.rules_dir, book); !loaded) return loaded;
  }
  for (const auto& [id, level] : options.severity) {
    if (auto set = SetSeverity(id, level, book); !set) return set;
  }
  return true;
}

}  // namespace wxnotice::lint

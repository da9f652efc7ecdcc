#include "cli/config.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>

#include <CLI/CLI.hpp>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include "base/edit_distance.h"
#include "base/read_file.h"

namespace wxnotice::cli {
namespace {

std::string WithUnderscores(std::string_view option) {
  std::string key(option);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

base::Error At(const std::string& path, const YAML::Mark& mark, const std::string& what) {
  return {path + ":" + std::to_string(mark.line + 1) + ": " + what};
}

// A map is a list of KEY=VALUE: `severity: {title-ending: warning}`.
std::vector<std::string> ValuesOf(const YAML::Node& node) {
  if (node.IsMap()) {
    std::vector<std::string> pairs;
    for (const auto& entry : node)
      pairs.push_back(entry.first.as<std::string>("") + "=" + entry.second.as<std::string>(""));
    return pairs;
  }
  if (!node.IsSequence()) return {node.as<std::string>("")};
  std::vector<std::string> values;
  for (const YAML::Node& item : node) values.push_back(item.as<std::string>(""));
  return values;
}

// Paths in the file are relative to the folder of the file.
bool IsPath(const CLI::Option& option) {
  return option.get_type_name() == "FILE" || option.get_type_name() == "DIR";
}

std::string FromFolderOf(const std::string& config, const std::string& path) {
  if (path.empty()) return path;
  return (std::filesystem::path(config).parent_path() / path).string();
}

using Options = std::map<std::string, CLI::Option*>;

void CollectOptions(CLI::App& command, Options& options) {
  for (CLI::Option* option :
       command.get_options([](const CLI::Option* o) { return !o->get_lnames().empty(); })) {
    options[WithUnderscores(option->get_lnames().front())] = option;
  }
}

// Includes the options of its actions.
void CollectAllOptions(CLI::App& command, Options& options) {
  CollectOptions(command, options);
  for (CLI::App* action : command.get_subcommands([](const CLI::App*) { return true; }))
    CollectOptions(*action, options);
}

// The options that a key may name: those of the chosen command, and those of all commands.
struct Keys {
  Options chosen;
  Options all;
};

base::Result<int> ApplyKey(const std::string& path, const YAML::Node& key, const YAML::Node& value,
                           const Keys& keys) {
  const auto name = key.as<std::string>("");
  const auto found = keys.chosen.find(name);
  if (found == keys.chosen.end()) {
    if (keys.all.count(name) > 0) return 0;
    std::vector<std::string> known;
    for (const auto& [k, unused] : keys.all) known.push_back(k);
    const std::string nearest = base::Nearest(name, known);
    return At(path, key.Mark(),
              "unknown key \"" + name + "\"" +
                  (nearest.empty() ? "; `--help` lists the options"
                                   : "; did you mean \"" + nearest + "\"?"));
  }
  CLI::Option* option = found->second;
  if (option->count() > 0) return 0;
  try {
    for (const std::string& text : ValuesOf(value))
      option->add_result(IsPath(*option) ? FromFolderOf(path, text) : text);
    option->run_callback();
  } catch (const CLI::Error& error) {
    return At(path, value.Mark(), "bad value for \"" + name + "\": " + error.what());
  }
  return 1;
}

}  // namespace

std::string VariableOf(std::string_view option) {
  std::string name = "WXNOTICE_" + WithUnderscores(option);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  return name;
}

std::string FindConfig(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::path folder = fs::absolute(path.empty() || path == "-" ? "." : path, failed);
  if (failed) return "";
  folder = folder.lexically_normal();
  if (!fs::is_directory(folder, failed)) folder = folder.parent_path();
  while (true) {
    const fs::path candidate = folder / "wxnotice.yaml";
    if (fs::is_regular_file(candidate, failed)) return candidate.string();
    if (!folder.has_relative_path()) return "";
    folder = folder.parent_path();
  }
}

base::Result<int> ApplyConfig(const std::string& path, CLI::App& app, CLI::App& chosen) {
  if (path.empty()) return 0;
  Keys keys;
  CollectOptions(chosen, keys.chosen);
  for (CLI::App* action : chosen.get_subcommands()) CollectOptions(*action, keys.chosen);
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    CollectAllOptions(*command, keys.all);
  }
  const auto bytes = base::ReadFile(path, {base::kMiB, false, "check --config"});
  if (!bytes) return base::Error{bytes.error()};
  YAML::Node root;
  try {
    root = YAML::Load(*bytes);
  } catch (const YAML::DeepRecursion& error) {  // its message is only "bad file"
    return At(path, error.mark, "nested too deeply");
  } catch (const YAML::Exception& error) {
    return At(path, error.mark, error.msg);
  }
  if (root.IsNull()) return 0;
  if (!root.IsMap()) return At(path, root.Mark(), "must be a map of option: value");
  int applied = 0;
  for (const auto& entry : root) {
    auto one = ApplyKey(path, entry.first, entry.second, keys);
    if (!one) return one;
    applied += *one;
  }
  return applied;
}

}  // namespace wxnotice::cli

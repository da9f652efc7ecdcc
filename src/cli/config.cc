#include "cli/config.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <CLI/CLI.hpp>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include "base/edit_distance.h"
#include "base/read_file.h"
#include "cli/settings.h"

namespace wxnotice::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostSections = 3;  // that an error names

// The options that a key of the command's section may name.
std::map<std::string, CLI::Option*> KeysOf(CLI::App& command) {
  auto keys = SettingsOf(command);
  keys.erase("config");
  keys.erase("no_config");
  return keys;
}

template <typename Value>
std::vector<std::string> NamesOf(const std::map<std::string, Value>& map) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : map) names.push_back(name);
  return names;
}

// Paths in the file are relative to the folder of the file.
std::string FromFolderOf(const std::string& config, const CLI::Option& option,
                         const std::string& value) {
  const std::string type = option.get_type_name();
  if (value.empty()) return value;
  const std::string path = (fs::path(config).parent_path() / value).string();
  std::error_code failed;
  if (type == "NAME|FILE") return fs::is_regular_file(path, failed) ? path : value;
  return type == "FILE" || type == "DIR" || type == "PATH" ? path : value;
}

class ConfigFile {
 public:
  ConfigFile(std::string path, CLI::App& app, CLI::App& command)
      : path_(std::move(path)), app_(app), command_(command), keys_(KeysOf(command)) {}

  base::Result<int> Apply(const YAML::Node& root) {
    if (root.IsNull()) return 0;
    if (!root.IsMap()) return At(root, "must be a map of sections, for example `lint:`");
    std::set<std::string> seen;
    int applied = 0;
    for (const auto& entry : root) {
      const auto name = entry.first.as<std::string>("");
      if (!seen.insert(name).second) return At(entry.first, "duplicate section \"" + name + "\"");
      if (!IsCommand(name)) return UnknownSection(entry.first, name);
      if (!entry.second.IsMap() && !entry.second.IsNull()) {
        if (!SectionsWith(name).empty()) return Moved(entry.first, name);
        return At(entry.first, "section \"" + name + "\" must be a map of key: value");
      }
      if (name != command_.get_name() || entry.second.IsNull()) continue;
      auto section = ApplySection(entry.second);
      if (!section) return section;
      applied += *section;
    }
    return applied;
  }

  base::Error At(const YAML::Mark& mark, const std::string& what) const {
    return {path_ + ":" + std::to_string(mark.line + 1) + ": " + what};
  }

 private:
  base::Error At(const YAML::Node& node, const std::string& what) const {
    return At(node.Mark(), what);
  }

  bool IsCommand(const std::string& name) const {
    const auto commands = app_.get_subcommands({});
    return std::any_of(commands.begin(), commands.end(),
                       [&](const CLI::App* command) { return command->get_name() == name; });
  }

  // The commands that have this key; the one that runs first.
  std::vector<std::string> SectionsWith(const std::string& key) {
    std::vector<std::string> sections;
    if (keys_.count(key) > 0) sections.push_back(command_.get_name());
    for (CLI::App* command : app_.get_subcommands({})) {
      if (command != &command_ && KeysOf(*command).count(key) > 0)
        sections.push_back(command->get_name());
    }
    return sections;
  }

  // A key at the top level.
  base::Error Moved(const YAML::Node& node, const std::string& key) {
    std::string where;
    const auto sections = SectionsWith(key);
    for (size_t i = 0; i < std::min(sections.size(), kMostSections); ++i)
      where += (where.empty() ? "" : " or ") + ("\"" + sections[i] + ":\"");
    return At(node, "the key \"" + key +
                        "\" belongs in the section of its command; move it under " + where);
  }

  base::Error UnknownSection(const YAML::Node& node, const std::string& name) {
    if (!SectionsWith(name).empty()) return Moved(node, name);
    std::vector<std::string> commands;
    std::map<std::string, std::string> section_of;  // by key
    for (CLI::App* command : app_.get_subcommands({})) {
      commands.push_back(command->get_name());
      for (const auto& [key, unused] : KeysOf(*command)) section_of.emplace(key, commands.back());
    }
    std::string advice = "a section has the name of a command, for example `lint:`";
    if (const std::string section = base::Nearest(name, commands); !section.empty()) {
      advice = "did you mean \"" + section + "\"?";
    } else if (const std::string key = base::Nearest(name, NamesOf(section_of)); !key.empty()) {
      advice = "did you mean \"" + key + "\" in the section \"" + section_of[key] + ":\"?";
    }
    return At(node, "unknown section \"" + name + "\"; " + advice);
  }

  base::Result<int> ApplySection(const YAML::Node& section) {
    std::set<std::string> seen;
    int applied = 0;
    for (const auto& entry : section) {
      const auto key = entry.first.as<std::string>("");
      if (!seen.insert(key).second) return At(entry.first, "duplicate key \"" + key + "\"");
      const auto found = keys_.find(key);
      if (found == keys_.end()) return UnknownKey(entry.first, key);
      auto one = ApplyKey(key, *found->second, entry.second);
      if (!one) return one;
      applied += *one;
    }
    return applied;
  }

  base::Error UnknownKey(const YAML::Node& node, const std::string& key) const {
    const std::string nearest = base::Nearest(key, NamesOf(keys_));
    const std::string& name = command_.get_name();
    return At(node, "unknown key \"" + key + "\" in the section \"" + name + "\"; " +
                        (nearest.empty() ? "`wxnotice " + name + " --help` lists the options"
                                         : "did you mean \"" + nearest + "\"?"));
  }

  base::Result<int> ApplyKey(const std::string& key, CLI::Option& option, const YAML::Node& value) {
    if (option.count() > 0) return 0;
    std::vector<std::string> values;
    for (const YAML::Node& item : ItemsOf(value)) {
      if (!item.IsScalar())
        return At(item, "\"" + key + "\": must be a text, a number or a list of them");
      values.push_back(FromFolderOf(path_, option, item.Scalar()));
    }
    const std::string problem = SetOption(option, values);
    if (!problem.empty()) return At(value, "\"" + key + "\": " + problem);
    return 1;
  }

  // A map is a list of KEY=VALUE: `severity: {title-ending: warning}`.
  static std::vector<YAML::Node> ItemsOf(const YAML::Node& value) {
    std::vector<YAML::Node> items;
    if (value.IsMap()) {
      for (const auto& entry : value)
        items.emplace_back(entry.first.as<std::string>("") + "=" +
                           entry.second.as<std::string>(""));
    } else if (value.IsSequence()) {
      for (const YAML::Node& item : value) items.push_back(item);
    } else {
      items.push_back(value);
    }
    return items;
  }

  const std::string path_;
  CLI::App& app_;
  CLI::App& command_;
  const std::map<std::string, CLI::Option*> keys_;
};

}  // namespace

std::string FindConfig() {
  std::error_code failed;
  fs::path folder = fs::current_path(failed);
  while (!failed) {
    const fs::path candidate = folder / "wxnotice.yaml";
    if (fs::is_regular_file(candidate, failed)) return candidate.string();
    failed.clear();
    if (!folder.has_relative_path()) return "";
    folder = folder.parent_path();
  }
  return "";
}

base::Result<int> ApplyConfig(const std::string& path, CLI::App& app, CLI::App& command) {
  if (path.empty()) return 0;
  const auto bytes = base::ReadFile(path, {base::kMiB, false, "check --config"});
  if (!bytes) return base::Error{bytes.error()};
  ConfigFile file(path, app, command);
  try {
    return file.Apply(YAML::Load(*bytes));
  } catch (const YAML::DeepRecursion& error) {  // its message is only "bad file"
    return file.At(error.mark, "nested too deeply");
  } catch (const YAML::Exception& error) {
    return file.At(error.mark, error.msg);
  }
}

}  // namespace wxnotice::cli

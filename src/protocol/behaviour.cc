#include "protocol/behaviour.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/embedded.h"
#include "protocol/json.h"

namespace wxnotice::protocol {
namespace {

base::LocalizedText ReadLocalizedText(const Json& value) {
  return {value.value("zh", ""), value.value("en", "")};
}

// The rows of fixtures/behaviour/<name>.json, under the key <name>.
base::Result<Json> Rows(const std::string& name) {
  const std::string file_name = name + ".json";
  for (const embedded::File& file : embedded::Behaviour()) {
    if (file.name != file_name) continue;
    auto table = ParseJson(file.bytes);
    if (!table || !table->contains(name)) {
      std::string error = file_name;
      error.append(": has no key ").append(name);
      return base::Error{error};
    }
    return (*table)[name];
  }
  return base::Error{file_name + ": is missing"};
}

}  // namespace

base::Result<Behaviour> Behaviour::Load() {
  Behaviour table;
  const auto errcodes = Rows("errcodes");
  const auto reasons = Rows("reasons");
  const auto settings = Rows("settings");
  const auto penalties = Rows("penalties");
  if (!errcodes) return base::Error{errcodes.error()};
  if (!reasons) return base::Error{reasons.error()};
  if (!settings) return base::Error{settings.error()};
  const auto client_report = Rows("client_report");
  const auto paths = Rows("paths");
  if (!penalties) return base::Error{penalties.error()};
  if (!client_report) return base::Error{client_report.error()};
  if (!paths) return base::Error{paths.error()};
  for (const Json& row : *paths) {
    table.other_paths_.push_back({row.value("path", ""), row.value("kind", ""),
                                  row.value("reason", "url.not_emulated"),
                                  row.value("source", "")});
  }
  for (const Json& row : *client_report) {
    table.client_report_.push_back({row.value("finding", ""), ReadLocalizedText(row["why"]),
                                    ReadLocalizedText(row["todo"]), row.value("source", "")});
  }
  for (const Json& row : *penalties) {
    const std::optional<int> days =
        row["ban_days"].is_null() ? std::nullopt : std::optional(row.value("ban_days", 0));
    table.penalties_.push_back({row.value("penalty", ""), days, ReadLocalizedText(row["letter"]),
                                row.value("source", "")});
  }
  for (const Json& row : *errcodes) {
    table.errcode_index_[row.value("code", 0)] = table.errcodes_.size();
    table.errcodes_.push_back({row.value("code", 0), row.value("errmsg", ""),
                               row.value("gateway", false), ReadLocalizedText(row["when"]),
                               ReadLocalizedText(row["client"]), row.value("source", ""),
                               row.value("confidence", "")});
  }
  for (const Json& row : *reasons) {
    const int code = row["errcode"].is_null() ? 0 : row.value("errcode", 0);
    if (table.FindErrcode(code) == nullptr)
      return base::Error{"reasons.json: no errcode " + std::to_string(code)};
    table.reason_index_[row.value("reason", "")] = table.reasons_.size();
    const std::string name = row.value("reason", "");
    table.reasons_.push_back(
        {name, code, row.value("basis", ""), ReadLocalizedText(row["why"]), row.value("source", ""),
         row.value("field", name.substr(0, name.find('.'))), row.value("client_report", ""),
         row.contains("remedy") ? ReadLocalizedText(row["remedy"]) : base::LocalizedText(),
         row.value("arranged", ""), row.value("http_status", 0)});
  }
  for (const Json& row : *settings) {
    Setting setting{
        row.value("name", ""),          row.value("default", ""), {},
        ReadLocalizedText(row["what"]), row.value("basis", ""),   row.value("source", "")};
    if (row["values"].is_array()) setting.values = row["values"].get<std::vector<std::string>>();
    table.setting_index_[setting.name] = table.settings_.size();
    table.settings_.push_back(std::move(setting));
  }
  return table;
}

const Behaviour& Behaviour::Builtin() {
  static const Behaviour table = [] {
    auto loaded = Load();
    if (!loaded) {
      std::fprintf(stderr, "wxnotice: built with broken tables: fixtures/behaviour/%s\n",
                   loaded.error().c_str());
      std::abort();
    }
    return std::move(*loaded);
  }();
  return table;
}

const Errcode* Behaviour::FindErrcode(int code) const {
  const auto found = errcode_index_.find(code);
  return found == errcode_index_.end() ? nullptr : &errcodes_[found->second];
}

const Reason* Behaviour::FindReason(std::string_view name) const {
  const auto found = reason_index_.find(name);
  return found == reason_index_.end() ? nullptr : &reasons_[found->second];
}

const base::LocalizedText* Behaviour::FindRemedy(const Reason* reason, int errcode) const {
  if (reason != nullptr && !reason->remedy.en.empty()) return &reason->remedy;
  const Errcode* row = FindErrcode(errcode);
  return row == nullptr ? nullptr : &row->client;
}

const OtherPath* Behaviour::FindOtherPath(std::string_view path) const {
  const auto found = std::find_if(other_paths_.begin(), other_paths_.end(), [&](const auto& row) {
    const std::string_view wanted = row.path;
    return wanted.ends_with('*') ? path.starts_with(wanted.substr(0, wanted.size() - 1))
                                 : path == wanted;
  });
  return found == other_paths_.end() ? nullptr : &*found;
}

const Setting* Behaviour::FindSetting(std::string_view name) const {
  const auto found = setting_index_.find(name);
  return found == setting_index_.end() ? nullptr : &settings_[found->second];
}

}  // namespace wxnotice::protocol

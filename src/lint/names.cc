// Names of the public enums, for the command line, files and reports.
#include <algorithm>

#include "base/ascii.h"
#include "wxnotice.h"

namespace wxnotice {
namespace {

template <typename Enum>
struct Name {
  Enum value;
  std::string_view name;
};

constexpr Name<Severity> kSeverities[] = {
    {Severity::kInfo, "info"}, {Severity::kWarning, "warning"}, {Severity::kError, "error"}};
constexpr Name<Family> kFamilyNames[] = {{Family::kTemplateMessage, "template-message"},
                                         {Family::kSubscribe, "subscribe"},
                                         {Family::kOfficialAccount, "official-account"}};
constexpr Name<Verdict> kVerdicts[] = {
    {Verdict::kSame, "same"}, {Verdict::kSimilar, "similar"}, {Verdict::kDistinct, "distinct"}};
constexpr Name<InputFormat> kInputs[] = {
    {InputFormat::kText, "txt"},         {InputFormat::kText, "text"},
    {InputFormat::kYaml, "yaml"},        {InputFormat::kYaml, "yml"},
    {InputFormat::kJson, "json"},        {InputFormat::kJsonLines, "jsonl"},
    {InputFormat::kJsonLines, "ndjson"}, {InputFormat::kCsv, "csv"}};

template <typename Enum, size_t kCount>
std::string_view Find(const Name<Enum> (&names)[kCount], Enum value) {
  for (const auto& row : names) {
    if (row.value == value) return row.name;
  }
  return {};
}

template <typename Enum, size_t kCount>
std::optional<Enum> Parse(const Name<Enum> (&names)[kCount], std::string_view name) {
  for (const auto& row : names) {
    if (row.name == name) return row.value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view NameOf(Severity severity) {
  return Find(kSeverities, severity);
}
std::string_view NameOf(Family family) {
  return Find(kFamilyNames, family);
}
std::string_view NameOf(Verdict verdict) {
  return Find(kVerdicts, verdict);
}
std::optional<Severity> ParseSeverity(std::string_view name) {
  return Parse(kSeverities, name);
}
std::optional<Family> ParseFamily(std::string_view name) {
  return Parse(kFamilyNames, name);
}
std::optional<InputFormat> ParseInputFormat(std::string_view name) {
  return Parse(kInputs, name);
}

std::optional<InputFormat> FormatOfPath(std::string_view path) {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  return ParseInputFormat(base::LowerAscii(path.substr(dot + 1)));
}

}  // namespace wxnotice

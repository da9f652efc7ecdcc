#include "cli/admin_print.h"

#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/printable.h"
#include "base/utf8.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string ToText(const Json& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return base::Printable(value.get_ref<const std::string&>());
  if (!value.is_structured()) return value.dump();
  std::string text;
  for (const auto& [name, inner] : value.items()) {
    if (!text.empty()) text += value.is_array() ? ", " : " ";
    text += value.is_array() ? ToText(inner) : base::Printable(name) + "=" + ToText(inner);
  }
  return text.empty() ? "-" : text;
}

// Spaces from `width` to `widest`, and two more. A value wider than any real one does not widen the
// column.
std::string Gap(size_t width, size_t widest) {
  constexpr size_t kWidest = 600;  // an access_token has 512
  const size_t to = std::min(widest, kWidest);
  return std::string((to > width ? to - width : 0) + 2, ' ');
}

Json At(const Json& row, std::string_view field) {
  const auto found = row.is_object() ? row.find(std::string(field)) : row.end();
  return found == row.end() ? Json() : *found;
}

const Json& Rows(const Json& answer, const char* name) {
  static const Json none = Json::array();
  const auto found = answer.find(name);
  return found == answer.end() ? none : *found;
}

void PrintFindings(const Json& answer, const Printing& to) {
  for (const Json& finding : Rows(answer, "findings"))
    to.out << "  " << ToText(At(finding, "rule")) << ": " << ToText(At(finding, "message")) << '\n';
}

// "3 购买地点, 4 购买时间": with the numbers that `template add` takes.
Json WithKeywords(Json rows) {
  for (Json& row : rows) {
    Json names = Json::array();
    for (const Json& keyword : Rows(row, "keywords"))
      names.push_back(ToText(At(keyword, "keyword_id")) + " " + ToText(At(keyword, "name")));
    row["keywords"] = std::move(names);
  }
  return rows;
}

std::string Upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), base::UpperAscii);
  return text;
}

}  // namespace

size_t WidthColumns(std::string_view utf8) {
  size_t columns = 0;
  for (size_t at = 0; at < utf8.size(); ++at) {
    if (base::ContinuesCharacter(utf8[at])) continue;
    const auto byte = static_cast<unsigned char>(utf8[at]);
    columns += byte >= 0xE1 ? 2 : 1;  // from U+1000; the few narrow characters there do not matter
  }
  return columns;
}

void PrintTable(const Json& rows, std::initializer_list<const char*> columns, const Printing& to) {
  std::vector<std::vector<std::string>> lines(1);
  for (const char* column : columns) lines.front().push_back(Upper(column));
  for (const Json& row : rows) {
    lines.emplace_back();
    for (const char* column : columns) lines.back().push_back(ToText(At(row, column)));
  }
  std::vector<size_t> widths(columns.size(), 0);
  for (const auto& line : lines) {
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], WidthColumns(line[i]));
  }
  for (const auto& line : lines) {
    std::string text;
    for (size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      if (i + 1 < line.size()) text += Gap(WidthColumns(line[i]), widths[i]);
    }
    to.out << text << '\n';
  }
}

// The text in the language of the user, if `value` is {"en", "zh"}.
const Json& InLanguage(const Json& value, const Printing& to) {
  const bool both =
      value.is_object() && value.size() == 2 && value.contains("en") && value.contains("zh");
  return both ? value[std::string(to.lang)] : value;
}

void PrintFields(const Json& answer, const Printing& to) {
  size_t widest = 0;
  for (const auto& [name, value] : answer.items()) widest = std::max(widest, name.size());
  for (const auto& [name, value] : answer.items())
    to.out << base::Printable(name) << Gap(name.size(), widest) << ToText(InLanguage(value, to))
           << '\n';
}

void PrintFormIds(const Json& answer, const Printing& to) {
  for (const Json& id : Rows(answer, "form_ids")) to.out << ToText(id) << '\n';
}

void PrintSandboxes(const Json& answer, const Printing& to) {
  PrintTable(Rows(answer, "sandboxes"),
             {"appid", "secret", "clock", "templates", "form_ids", "messages", "requests"}, to);
}

// In the format of `export` and .env files.
void PrintSandbox(const Json& answer, const Printing& to) {
  const Json env = At(answer, "env");
  for (const auto& [name, value] : env.items())
    to.out << base::Printable(name) << '=' << ToText(value) << '\n';
}

void PrintClock(const Json& answer, const Printing& to) {
  to.out << ToText(At(answer, "now")) << "  " << ToText(At(answer, "mode"));
  if (answer.contains("rate")) to.out << " x" << ToText(answer["rate"]);
  to.out << '\n';
  const Json expired = At(answer, "expired");
  for (const auto& [name, ids] : expired.items()) {
    const size_t count = ids.is_array() ? ids.size() : 0;
    if (count > 0) to.out << "expired " << base::Printable(name) << ": " << count << '\n';
  }
  if (At(answer, "quota_reset") == true) to.out << "a new day: quotas are reset\n";
}

void PrintFaults(const Json& answer, const Printing& to) {
  PrintTable(Rows(answer, "faults"), {"id", "match", "effect", "phase", "hits", "left", "active"},
             to);
}

void PrintFault(const Json& answer, const Printing& to) {
  PrintFaults({{"faults", Json::array({answer})}}, to);
}

void PrintMessages(const Json& answer, const Printing& to) {
  PrintTable(Rows(answer, "messages"), {"id", "at", "openid", "title", "delivered"}, to);
}

void PrintCard(const Json& answer, const Printing& to) {
  to.out << ToText(At(answer, "title")) << '\n' << ToText(At(answer, "at")) << "\n\n";
  for (const Json& keyword : Rows(answer, "keywords")) {
    const bool big = At(keyword, "emphasised") == true;
    to.out << (big ? "* " : "  ") << ToText(At(keyword, "name")) << "："
           << ToText(At(keyword, "value")) << '\n';
  }
  to.out << '\n' << ToText(At(answer, "id")) << " -> " << ToText(At(answer, "openid"));
  if (!At(answer, "page").is_null()) to.out << "  page " << ToText(answer["page"]);
  to.out << (At(answer, "delivered") == false ? "  not delivered: WeChat older than 6.5.2\n"
                                              : "\n");
}

void PrintRequests(const Json& answer, const Printing& to) {
  Json rows = Rows(answer, "requests");
  for (Json& row : rows) {
    if (At(row, "api").is_null())
      row["api"] = ToText(At(row, "method")) + " " + ToText(At(row, "path"));
  }
  PrintTable(rows, {"id", "at", "api", "errcode", "reason", "openid"}, to);
}

void PrintQuotas(const Json& answer, const Printing& to) {
  PrintTable(Rows(answer, "quota"), {"api", "used", "limit", "remaining"}, to);
}

void PrintQuota(const Json& answer, const Printing& to) {
  PrintQuotas({{"quota", Json::array({answer})}}, to);
}

void PrintScenarios(const Json& answer, const Printing& to) {
  if (!answer.contains("scenarios")) return PrintFields(answer, to);
  size_t widest = 0;
  for (const Json& row : answer["scenarios"])
    widest = std::max(widest, ToText(At(row, "scenario")).size());
  for (const Json& row : answer["scenarios"]) {
    const std::string name = ToText(At(row, "scenario"));
    to.out << name << Gap(name.size(), widest) << ToText(At(At(row, "what"), to.lang)) << '\n';
  }
}

void PrintViolations(const Json& answer, const Printing& to) {
  if (!Rows(answer, "violations").empty())
    PrintTable(answer["violations"], {"offence", "penalty", "until", "at", "template_id"}, to);
  if (!Rows(answer, "restrictions").empty())
    PrintTable(answer["restrictions"], {"restrict", "until", "active"}, to);
  to.out << (At(answer, "banned") == true ? "banned until " + ToText(At(answer, "banned_until"))
                                          : std::string("not banned"))
         << '\n';
}

void PrintTokens(const Json& answer, const Printing& to) {
  PrintTable(Rows(answer, "tokens"), {"state", "api", "issued_at", "ends_at", "token"}, to);
}

void PrintUsers(const Json& answer, const Printing& to) {
  PrintTable(Rows(answer, "users"), {"openid", "wechat_version", "receives_templates", "unionid"},
             to);
}

void PrintTemplates(const Json& answer, const Printing& to) {
  PrintTable(WithKeywords(Rows(answer, "templates")), {"template_id", "id", "title", "keywords"},
             to);
}

void PrintTitles(const Json& answer, const Printing& to) {
  PrintTable(WithKeywords(Rows(answer, "titles")), {"id", "title", "keywords"}, to);
}

void PrintProposal(const Json& answer, const Printing& to) {
  const Json id = At(answer, "id");
  to.out << (At(answer, "accepted") == true ? "accepted" : "refused")
         << (id.is_null() ? "" : ": " + ToText(id)) << '\n';
  PrintFindings(answer, to);
}

void PrintReport(const Json& answer, const Printing& to) {
  for (const Json& finding : Rows(answer, "findings")) {
    to.out << ToText(At(finding, "id")) << " x" << ToText(At(finding, "count")) << ": "
           << ToText(At(At(finding, "why"), to.lang)) << "\n  "
           << ToText(At(At(finding, "todo"), to.lang)) << " (" << ToText(At(finding, "requests"))
           << ")\n";
  }
  to.out << ToText(At(answer, "total")) << " findings in " << ToText(At(answer, "requests"))
         << " requests\n";
}

void PrintPassed(const Json& answer, const Printing& to) {
  to.out << "passed";
  if (answer.contains("count")) to.out << ": " << ToText(answer["count"]) << " requests";
  if (!Rows(answer, "requests").empty()) to.out << " (" << ToText(answer["requests"]) << ")";
  to.out << '\n';
}

void PrintMisses(const Json& answer, const Printing& to) {
  for (const Json& near : Rows(answer, "nearest")) {
    to.out << "  nearest " << ToText(At(near, "request")) << '\n';
    for (const Json& miss : Rows(near, "misses")) {
      to.out << "    " << ToText(At(miss, "field")) << ": wanted " << ToText(At(miss, "wanted"))
             << ", got " << ToText(At(miss, "got")) << '\n';
    }
  }
  for (const Json& row : Rows(answer, "unexpected"))
    to.out << "  " << ToText(At(row, "id")) << "  " << ToText(At(row, "path")) << "  "
           << ToText(At(row, "errcode")) << " " << ToText(At(row, "reason")) << '\n';
  PrintFindings(answer, to);
}

}  // namespace wxnotice::cli

#include "lint/report.h"

#include <cstdio>
#include <ostream>

#include "text/utf8.h"

namespace wxnotice {
namespace lint {
namespace {

struct Row {
  OutputFormat format;
  const char* name;
  void (*write)(std::ostream& out, const Report& report);
};

constexpr Row kFormats[] = {
    {OutputFormat::kText, "text", WriteText},
    {OutputFormat::kJson, "json", WriteJson},
    {OutputFormat::kJsonLines, "jsonl", WriteJsonLines},
    {OutputFormat::kSarif, "sarif", WriteSarif},
    {OutputFormat::kGithub, "github", WriteGithub},
    {OutputFormat::kGitlab, "gitlab", WriteGitlab},
    {OutputFormat::kJunit, "junit", WriteJunit},
    {OutputFormat::kCheckstyle, "checkstyle", WriteCheckstyle},
    {OutputFormat::kRdjson, "rdjson", WriteRdjson},
};

constexpr char kHex[] = "0123456789abcdef";

// FNV-1a. Source: http://www.isthe.com/chongo/tech/comp/fnv/
uint64_t Hash(std::string_view bytes, uint64_t hash) {
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace

Counts Count(const Report& report) {
  Counts counts;
  for (const Document& document : report.documents) counts.templates += document.templates.size();
  ForEachFinding(report, [&](const Document&, const Finding& finding) {
    counts.errors += finding.severity == Severity::kError;
    counts.warnings += finding.severity == Severity::kWarning;
    counts.infos += finding.severity == Severity::kInfo;
  });
  return counts;
}

void Pieces::Flush() {
  out_ << text_;
  text_.clear();
}

void AppendJsonString(std::string_view text, std::string& out) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void AppendField(const char* key, std::string_view value, std::string& out) {
  out += key;
  AppendJsonString(value, out);
}

void AppendNumber(const char* key, size_t value, std::string& out) {
  out += key;
  out += std::to_string(value);
}

void AppendPrintable(char32_t c, std::string& out) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool unseen = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                      (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
  if (!control && !unseen) return text::AppendUtf8(c, out);
  char name[16];
  std::snprintf(name, sizeof name, c < 0x100 ? "\\x%02X" : "\\u%04X", static_cast<unsigned>(c));
  out += name;
}

std::string Printable(std::string_view bytes) {
  std::string out;
  for (const char32_t c : text::ToCodePoints(bytes)) AppendPrintable(c, out);
  return out;
}

std::string UriOf(std::string_view path) {
  std::string out = path.substr(0, 1) == "/" ? "file://" : "";
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  for (const char c : path) {
    const auto byte = static_cast<uint8_t>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out.push_back(c);
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string Fingerprints::Of(const Document& document, const Finding& finding) {
  const Template& one = document.templates[finding.template_index];
  std::string key = finding.rule + '\0' + document.path + '\0' +
                    (one.title ? one.title->value : "") + '\0' +
                    (finding.keyword_index ? one.keywords[*finding.keyword_index].name.value : "") +
                    '\0' + finding.text;
  const size_t before = seen_[key]++;
  key += '\0' + std::to_string(before);
  char name[40];
  std::snprintf(name, sizeof name, "%016llx%016llx",
                static_cast<unsigned long long>(Hash(key, 0xCBF29CE484222325u)),
                static_cast<unsigned long long>(Hash(key, 0x9E3779B97F4A7C15u)));
  return name;
}

}  // namespace lint

std::optional<OutputFormat> ParseOutputFormat(std::string_view name) {
  for (const lint::Row& row : lint::kFormats) {
    if (row.name == name) return row.format;
  }
  return std::nullopt;
}

std::vector<std::string> OutputFormatNames() {
  std::vector<std::string> names;
  for (const lint::Row& row : lint::kFormats) names.emplace_back(row.name);
  return names;
}

void WriteReport(std::ostream& out, const std::vector<Document>& documents,
                 const std::vector<std::vector<Finding>>& findings, const ReportOptions& options) {
  for (const lint::Row& row : lint::kFormats) {
    if (row.format == options.format) row.write(out, {documents, findings, options});
  }
}

}  // namespace wxnotice

#include "lint/reports/report.h"

#include <array>
#include <charconv>
#include <ostream>
#include <unordered_map>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/percent.h"
#include "base/printable.h"
#include "base/utf8.h"

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

// The content that identifies a finding.
uint64_t HashOf(const Document& document, const Finding& finding) {
  const Template& one = document.templates[finding.template_index];
  uint64_t hash = base::kHashStart;
  const auto put = [&](std::string_view part) { hash = base::Hash(part, hash) * base::kHashPrime; };
  put(finding.rule);
  put(document.path);
  put(one.title ? one.title->value : std::string_view());
  put(finding.keyword_index ? one.keywords[*finding.keyword_index].name.value : std::string_view());
  put(finding.text);
  return hash;
}

// The bytes that AppendJsonString must check: the escaped ASCII characters, and the first bytes of
// characters that base::Printable escapes. Those of Chinese characters are not among them.
constexpr std::array<bool, 256> kPerhapsEscaped = [] {
  std::array<bool, 256> look{};
  for (size_t byte = 0; byte < 0x20; ++byte) look[byte] = true;
  for (const size_t byte : {0x22U, 0x5CU, 0x7FU, 0xC2U, 0xD8U, 0xE1U, 0xE2U, 0xEFU, 0xF0U, 0xF3U})
    look[byte] = true;
  return look;
}();

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
  size_t plain_from = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if (!kPerhapsEscaped[byte]) continue;
    if (byte >= 0x80) {
      const std::string_view one = base::FirstCodePoints(text.substr(i), 1);
      if (base::IsPrintable(one)) continue;
      out += text.substr(plain_from, i - plain_from);
      base::AppendJsonEscape(one, out);
      i += one.size() - 1;
      plain_from = i + 1;
      continue;
    }
    out += text.substr(plain_from, i - plain_from);
    plain_from = i + 1;
    if (byte == '"' || byte == '\\') {
      out += {'\\', text[i]};
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\t') {
      out += "\\t";
    } else {
      out += {'\\', 'u', '0', '0', base::kHexDigits[byte >> 4], base::kHexDigits[byte & 15]};
    }
  }
  out += text.substr(plain_from);
  out.push_back('"');
}

void AppendField(const char* key, std::string_view value, std::string& out) {
  out += key;
  AppendJsonString(value, out);
}

void AppendNumber(const char* key, size_t value, std::string& out) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out += key;
  out.append(digits, end);
}

std::string UriOf(std::string_view path) {
  std::string out = path.substr(0, 1) == "/" ? "file://" : "";
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  return out + base::PercentEncode(path, "-._~/", base::kHexDigits);
}

std::vector<base::Slice> SlicesOf(const Report& report) {
  std::vector<size_t> sizes;
  for (const auto& of_document : report.findings) sizes.push_back(of_document.size());
  return base::SlicesOf(sizes, kFindingsAtOnce);
}

void WriteSlices(std::ostream& out, const Report& report, const char* separator,
                 const std::function<void(const base::Slice&, std::string&)>& append) {
  const std::vector<base::Slice> slices = SlicesOf(report);
  base::Turns turns;
  base::ForEachInParallel(slices.size(), 0, [&](size_t i) {
    base::Turns::Ticket ticket(turns, i);
    std::string text = i > 0 ? separator : "";
    append(slices[i], text);
    ticket.Wait();
    out << text;
  });
}

Fingerprints::Fingerprints(const Report& report) {
  size_t count = 0;
  for (const auto& of_document : report.findings) {
    hashes_.emplace_back(of_document.size());
    count += of_document.size();
  }
  const std::vector<base::Slice> slices = SlicesOf(report);
  base::ForEachInParallel(slices.size(), 0, [&](size_t i) {
    const auto& [list, begin, end] = slices[i];
    for (size_t j = begin; j < end; ++j)
      hashes_[list][j] = HashOf(report.documents[list], report.findings[list][j]);
  });
  // The number of findings so far, by content.
  std::unordered_map<uint64_t, uint64_t> seen;
  seen.reserve(count);
  for (auto& of_document : hashes_) {
    for (uint64_t& hash : of_document) hash = (hash ^ seen[hash]++) * base::kHashPrime;
  }
}

std::string Fingerprints::Of(size_t document, size_t finding) const {
  uint64_t hash = hashes_[document][finding];
  std::string name(16, '0');
  for (auto digit = name.rbegin(); digit != name.rend(); ++digit, hash >>= 4)
    *digit = base::kHexDigits[hash & 15];
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

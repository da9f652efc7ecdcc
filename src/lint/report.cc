#include "lint/report.h"

#include "text/utf8.h"

namespace wxnotice {
namespace lint {

Counts Count(const Report& report) {
  Counts counts;
  for (const Document& document : report.documents) counts.templates += document.templates.size();
  for (const auto& findings : report.findings) {
    for (const Finding& finding : findings) {
      counts.errors += finding.severity == Severity::kError;
      counts.warnings += finding.severity == Severity::kWarning;
      counts.infos += finding.severity == Severity::kInfo;
    }
  }
  return counts;
}

void AppendJsonString(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
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

std::string Printable(std::string_view bytes) {
  std::string out;
  for (const char32_t c : text::ToCodePoints(bytes)) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool unseen = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                        (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
    if (control || unseen) {
      char name[16];
      std::snprintf(name, sizeof name, c < 0x100 ? "\\x%02X" : "\\u%04X", static_cast<unsigned>(c));
      out += name;
    } else {
      text::AppendUtf8(c, out);
    }
  }
  return out;
}

}  // namespace lint

void WriteReport(std::ostream& out, const std::vector<Document>& documents,
                 const std::vector<std::vector<Finding>>& findings, const ReportOptions& options) {
  const lint::Report report{documents, findings, options};
  switch (options.format) {
    case OutputFormat::kText:
      return lint::WriteText(out, report);
    case OutputFormat::kJson:
      return lint::WriteJson(out, report);
  }
}

}  // namespace wxnotice

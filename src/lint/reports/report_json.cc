// The report as one JSON object, or its diagnostics one per line. Source: docs/lint.md.
#include <cstdio>
#include <ostream>

#include "base/printable.h"
#include "lint/reports/report.h"

namespace wxnotice::lint {
namespace {

void AppendRelated(const Related& related, std::string& out) {
  AppendField("{\"text\":", related.text, out);
  out += ",\"id\":";
  if (related.id.empty()) {
    out += "null";
  } else {
    AppendJsonString(related.id, out);
  }
  char score[32];
  std::snprintf(score, sizeof score, ",\"score\":%.2f", related.score);
  out += score;
  if (out.back() == '0') out.pop_back();  // 1.0, because 1.00 would suggest more precision
  if (!related.keyword_ids.empty()) {
    out += ",\"keyword_ids\":[";
    for (size_t i = 0; i < related.keyword_ids.size(); ++i)
      AppendNumber(i == 0 ? "" : ",", static_cast<size_t>(related.keyword_ids[i]), out);
    out += ']';
  }
  out += '}';
}

void AppendFinding(const Document& document, const Finding& finding, std::string& out) {
  const Template& one = document.templates[finding.template_index];
  AppendField("{\"rule\":", finding.rule, out);
  if (finding.clause.empty()) {
    out += ",\"clause\":null";
  } else {
    AppendField(",\"clause\":", finding.clause, out);
  }
  AppendField(",\"severity\":", NameOf(finding.severity), out);
  AppendField(",\"message\":", finding.message, out);
  AppendField(",\"path\":", base::ToUtf8(document.path), out);
  AppendNumber(",\"line\":", finding.begin.line, out);
  AppendNumber(",\"column\":", finding.begin.column, out);
  AppendNumber(",\"end_line\":", finding.end.line, out);
  AppendNumber(",\"end_column\":", finding.end.column, out);
  AppendField(",\"text\":", finding.text, out);
  if (one.title) {
    AppendField(",\"template\":", one.title->value, out);
  } else {
    out += ",\"template\":null";
  }
  if (finding.keyword_index) {
    AppendField(",\"keyword\":", one.keywords[*finding.keyword_index].name.value, out);
  } else {
    out += ",\"keyword\":null";
  }
  out += ",\"related\":[";
  for (size_t i = 0; i < finding.related.size(); ++i) {
    if (i > 0) out += ',';
    AppendRelated(finding.related[i], out);
  }
  if (finding.fix.empty()) {
    out += "],\"fix\":null}";
  } else {
    AppendField("],\"fix\":", finding.fix, out);
    out += '}';
  }
}

}  // namespace

void WriteJson(std::ostream& out, const Report& report) {
  const Counts counts = Count(report);
  Pieces pieces(out);
  std::string& buffer = pieces.text();
  buffer += "{\"version\":1,\"summary\":{";
  AppendNumber("\"files\":", report.documents.size(), buffer);
  AppendNumber(",\"templates\":", counts.templates, buffer);
  AppendNumber(",\"errors\":", counts.errors, buffer);
  AppendNumber(",\"warnings\":", counts.warnings, buffer);
  AppendNumber(",\"infos\":", counts.infos, buffer);
  buffer += "},\"diagnostics\":[";
  bool first = true;
  ForEachFinding(report, [&](const Document& document, const Finding& finding) {
    if (!first) buffer += ',';
    first = false;
    AppendFinding(document, finding, buffer);
    pieces.Next();
  });
  buffer += "]}\n";
}

void WriteJsonLines(std::ostream& out, const Report& report) {
  Pieces pieces(out);
  ForEachFinding(report, [&](const Document& document, const Finding& finding) {
    AppendFinding(document, finding, pieces.text());
    pieces.text() += '\n';
    pieces.Next();
  });
}

}  // namespace wxnotice::lint

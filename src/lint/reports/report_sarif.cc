// SARIF 2.1.0. Columns are code points, as everywhere in wxnotice. Findings suppressed by an ignore
// comment or a baseline are left out, because GitHub shows suppressed results too.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
#include <algorithm>
#include <ostream>

#include "lint/readers/source_lines.h"
#include "lint/reports/report.h"
#include "lint/rules/localize.h"

namespace wxnotice::lint {
namespace {

const char* LevelOf(Severity severity) {
  return severity == Severity::kError     ? "error"
         : severity == Severity::kWarning ? "warning"
                                          : "note";
}

void AppendText(const char* key, std::string_view text, std::string& out) {
  out += key;
  AppendField("{\"text\":", text, out);
  out += '}';
}

std::string HelpOf(const RuleInfo& rule, Language language) {
  std::string help = rule.why.empty() ? rule.summary : rule.why;
  help += "\n\n" + Localize("bad", language);
  for (size_t i = 0; i < rule.bad.size() && i < 3; ++i) help += (i == 0 ? "" : " / ") + rule.bad[i];
  help += "\n" + Localize("good", language);
  for (size_t i = 0; i < rule.good.size() && i < 3; ++i)
    help += (i == 0 ? "" : " / ") + rule.good[i];
  return help;
}

void AppendRule(const RuleInfo& rule, Language language, std::string& out) {
  Severity highest = Severity::kInfo;
  for (const auto& [family, severity] : rule.severity) highest = std::max(highest, severity);
  AppendField("{\"id\":", rule.id, out);
  AppendText(",\"shortDescription\":", rule.summary, out);
  AppendText(",\"fullDescription\":", rule.why.empty() ? rule.summary : rule.why, out);
  AppendText(",\"help\":", HelpOf(rule, language), out);
  AppendField(",\"defaultConfiguration\":{\"level\":", LevelOf(highest), out);
  out += "},\"properties\":{\"tags\":[\"wechat\"";
  if (!rule.clause.empty()) AppendField(",", "clause " + rule.clause, out);
  out += "]}}";
}

void AppendRegion(const char* key, Position begin, Position end, std::string& out) {
  out += key;
  AppendNumber("{\"startLine\":", begin.line, out);
  AppendNumber(",\"startColumn\":", begin.column, out);
  AppendNumber(",\"endLine\":", end.line, out);
  AppendNumber(",\"endColumn\":", end.column, out);
  out += '}';
}

void AppendFix(const Document& document, const std::string& uri, const Finding& finding,
               Language language, std::string& out) {
  const auto change = ReplacementOf(document, finding);
  if (!change) return;
  AppendText(",\"fixes\":[{\"description\":",
             Localize("instead", language, {{"text", change->text}}), out);
  AppendField(",\"artifactChanges\":[{\"artifactLocation\":{\"uri\":", uri, out);
  AppendRegion("},\"replacements\":[{\"deletedRegion\":", change->begin, change->end, out);
  AppendText(",\"insertedContent\":", change->text, out);
  out += "}]}]}]";
}

void AppendLocation(const char* key, const std::string& uri, Position begin, Position end,
                    std::string& out) {
  out += key;
  AppendField("[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":", uri, out);
  AppendRegion("},\"region\":", begin, end, out);
  out += "}}]";
}

// Unreadable files are not results; viewers show them as failures of the run.
void AppendInvocation(const Report& report, std::string& out) {
  bool successful = true;
  std::string notes;
  for (const Document& document : report.documents) {
    for (const Problem& problem : document.problems) {
      notes += successful ? "" : ",";
      successful = false;
      AppendText("{\"level\":\"error\",\"message\":", problem.message, notes);
      AppendLocation(",\"locations\":", UriOf(document.path), problem.at, problem.at, notes);
      notes += '}';
    }
  }
  out += "\"invocations\":[{\"executionSuccessful\":";
  out += successful ? "true" : "false";
  out += ",\"toolExecutionNotifications\":[" + notes + "]}],";
}

void AppendResult(const Report& report, const Document& document, const std::string& uri,
                  const Finding& finding, const std::string& fingerprint, std::string& out) {
  AppendField("{\"ruleId\":", finding.rule, out);
  const auto& rules = report.options.rules;
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const RuleInfo& r) { return r.id == finding.rule; });
  if (rule != rules.end())
    AppendNumber(",\"ruleIndex\":", static_cast<size_t>(rule - rules.begin()), out);
  AppendField(",\"level\":", LevelOf(finding.severity), out);
  AppendText(",\"message\":", finding.message, out);
  AppendLocation(",\"locations\":", uri, finding.begin, finding.end, out);
  AppendField(",\"partialFingerprints\":{\"wxnotice/v1\":", fingerprint, out);
  out += '}';
  AppendFix(document, uri, finding, report.options.language, out);
  out += '}';
}

}  // namespace

void WriteSarif(std::ostream& out, const Report& report) {
  std::string text =
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"wxnotice\"";
  if (!report.options.version.empty()) AppendField(",\"version\":", report.options.version, text);
  text += ",\"rules\":[";
  for (size_t i = 0; i < report.options.rules.size(); ++i) {
    if (i > 0) text += ',';
    AppendRule(report.options.rules[i], report.options.language, text);
  }
  text += "]}},\"columnKind\":\"unicodeCodePoints\",";
  AppendInvocation(report, text);
  out << text << "\"results\":[";
  const Fingerprints fingerprints(report);
  WriteSlices(out, report, ",", [&](const base::Slice& slice, std::string& results) {
    const Document& document = report.documents[slice.list];
    const std::string uri = UriOf(document.path);
    for (size_t i = slice.begin; i < slice.end; ++i) {
      results += i > slice.begin ? "," : "";
      AppendResult(report, document, uri, report.findings[slice.list][i],
                   fingerprints.Of(slice.list, i), results);
    }
  });
  out << "]}]}\n";
}

}  // namespace wxnotice::lint

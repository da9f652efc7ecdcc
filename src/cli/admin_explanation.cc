// The text output of `wxnotice explain`: the reason, the history of the form_id, the nearest value
// that would have been accepted, and what to do.
#include <iostream>

#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "cli/admin_print.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Phrase {
  const char* en;
  const char* zh;
};

constexpr Phrase kWhy{"why", "原因"};
constexpr Phrase kRule{"rule", "依据"};
constexpr Phrase kFormId{"form id", "form_id"};
constexpr Phrase kUsedBy{"used by", "使用于"};
constexpr Phrase kNearest{"nearest", "最接近"};
constexpr Phrase kPassed{"passed", "已通过"};
constexpr Phrase kFault{"fault", "故障"};
constexpr Phrase kClient{"do", "建议"};
constexpr Phrase kRepeat{"repeat", "重放"};
constexpr Phrase kFine{"nothing was refused", "没有被拒绝"};

// Writes one explanation. `answer` and `to` must outlive it.
class Explanation {
 public:
  Explanation(const Json& answer, const Printing& to) : answer_(answer), to_(to) {}

  void Print() const {
    to_.out << Text("id") << "  " << Text("method") << ' ' << Text("path") << "  " << Text("at")
            << "  " << Text("appid") << '\n'
            << Text("errcode") << ' ' << Text("reason") << "  " << Text("response") << "\n\n";
    Line(kWhy, answer_.value("reason", Json()).is_null() ? Localize(kFine) : InLanguage("why"));
    PrintDetail();
    PrintFormId();
    PrintNearest();
    PrintPassed();
    if (Has("fault")) Line(kFault, Text("fault"));
    if (Has("rule"))
      Line(kRule,
           answer_["rule"].value("source", "") + " [" + answer_["rule"].value("basis", "") + "]");
    if (Has("client")) Line(kClient, InLanguage("client"));
    Line(kRepeat, Text("curl"));
  }

 private:
  bool Has(const char* field) const {
    const auto found = answer_.find(field);
    return found != answer_.end() && !found->is_null();
  }
  static std::string TextOf(const Json& value) {
    if (value.is_null()) return {};
    return base::Printable(value.is_string() ? value.get<std::string>() : value.dump());
  }
  std::string Text(const char* field) const { return Has(field) ? TextOf(answer_[field]) : ""; }
  std::string InLanguage(const char* field) const {
    return Has(field) ? answer_[field].value(std::string(to_.lang), "") : "";
  }
  const char* Localize(const Phrase& phrase) const {
    return to_.lang == "zh" ? phrase.zh : phrase.en;
  }

  void Line(const Phrase& label, const std::string& text) const {
    constexpr size_t kWidth = 10;
    const std::string name = Localize(label);
    to_.out << name << std::string(kWidth - WidthColumns(name), ' ') << base::Printable(text)
            << '\n';
  }

  void PrintDetail() const {
    if (!Has("detail") || !answer_["detail"].is_object()) return;
    const bool has_history = Has("form_id") && answer_["form_id"].is_object();
    for (const auto& [name, value] : answer_["detail"].items())
      // The history of the form_id contains these fields too.
      if (!has_history || !answer_["form_id"].contains(name))
        to_.out << std::string(10, ' ') << base::Printable(name) << ": " << TextOf(value) << '\n';
  }

  void PrintFormId() const {
    if (!Has("form_id") || !answer_["form_id"].is_object()) return;
    const Json& id = answer_["form_id"];
    Line(kFormId, id.value("form_id", "") + "  " + id.value("kind", "") + ", " +
                      id.value("state", "") + ", " + id.value("openid", ""));
    to_.out << std::string(10, ' ') << id.value("minted_at", "") << " .. "
            << id.value("expires_at", "") << ", " << id.value("uses", Json::array()).size() << "/"
            << TextOf(id.value("limit", Json())) << '\n';
    for (const Json& use : id.value("uses", Json::array()))
      Line(kUsedBy, use.value("request", "") + "  " + use.value("at", ""));
  }

  void PrintNearest() const {
    if (!Has("nearest")) return;
    const Json& near = answer_["nearest"];
    Line(kNearest, TextOf(near.value("nearest", Json())) + "  (" + near.value("field", "") + ": " +
                       near.value("differs_by", "") + ")");
  }

  void PrintPassed() const {
    std::string checks;
    for (const Json& check : answer_.value("passed", Json::array()))
      checks += (checks.empty() ? "" : ", ") + TextOf(check);
    if (!checks.empty()) Line(kPassed, checks);
  }

  const Json& answer_;
  const Printing& to_;
};

}  // namespace

void PrintExplanation(const Json& answer, const Printing& to) {
  Explanation(answer, to).Print();
}

}  // namespace wxnotice::cli

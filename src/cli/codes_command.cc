// wxnotice codes: lists the errcodes, from the table that the mock uses.
#include <iomanip>
#include <iostream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/print_message.h"
#include "protocol/behaviour.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;
using protocol::Behaviour;
using protocol::Errcode;
using protocol::Reason;

struct Options {
  std::optional<int> code;
  std::string format = "text";
};

Json ToJson(const Errcode& row, const std::string& lang) {
  Json causes = Json::array();
  for (const Reason& reason : Behaviour::Builtin().reasons()) {
    if (reason.errcode != row.code || row.code == 0) continue;
    causes.push_back({{"reason", reason.name},
                      {"why", reason.why.In(lang)},
                      {"basis", reason.basis},
                      {"source", reason.source}});
  }
  return {{"errcode", row.code},           {"errmsg", row.errmsg},
          {"gateway", row.gateway},        {"when", row.when.In(lang)},
          {"client", row.client.In(lang)}, {"causes", std::move(causes)},
          {"source", row.source},          {"confidence", row.confidence}};
}

void PrintList(std::ostream& out, const std::string& lang) {
  for (const Errcode& row : Behaviour::Builtin().errcodes()) {
    out << std::setw(6) << row.code << "  " << row.errmsg << "\n        " << row.when.In(lang)
        << '\n';
  }
}

void PrintOne(std::ostream& out, const Json& row, bool zh) {
  out << row["errcode"].get<int>() << "  " << row["errmsg"].get<std::string>() << "\n\n"
      << row["when"].get<std::string>() << "\n"
      << (zh ? "客户端：" : "Client: ") << row["client"].get<std::string>() << "\n";
  if (!row["causes"].empty())
    out << (zh ? "\n原因（X-Wxnotice-Reason）：\n" : "\nCauses (X-Wxnotice-Reason):\n");
  for (const Json& cause : row["causes"]) {
    out << "  " << std::left << std::setw(24) << cause["reason"].get<std::string>()
        << cause["why"].get<std::string>() << "  [" << cause["basis"].get<std::string>() << "; "
        << cause["source"].get<std::string>() << "]\n";
  }
  out << (zh ? "\n来源：" : "\nSource: ") << row["source"].get<std::string>() << " ("
      << row["confidence"].get<std::string>() << ")\n";
}

int Codes(const Options& options, Session& session) {
  const Behaviour& table = Behaviour::Builtin();
  std::ostream& out = session.streams.out;
  const bool json = options.format == "json";
  if (options.code) {
    const Errcode* row = table.FindErrcode(*options.code);
    if (row == nullptr) {
      return Fail(session.streams.err, kExitUsage,
                  "unknown errcode " + std::to_string(*options.code) +
                      "; `wxnotice codes` lists the known ones");
    }
    const Json one = ToJson(*row, session.lang);
    if (json) {
      out << one.dump(2) << '\n';
    } else {
      PrintOne(out, one, session.lang == "zh");
    }
    return kExitOk;
  }
  if (json) {
    Json list = Json::array();
    for (const Errcode& row : table.errcodes()) list.push_back(ToJson(row, session.lang));
    out << Json{{"version", 1}, {"codes", list}}.dump(2) << '\n';
  } else {
    PrintList(out, session.lang);
  }
  return kExitOk;
}

}  // namespace

Action AddCodes(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  app.add_option("code", options->code, "Errcode to explain, for example 41028 [default: list all]")
      ->check(IsNumber<int>());
  app.add_option("--format", options->format, "Format of the output")
      ->check(IsOneOf({"text", "json"}))
      ->capture_default_str();
  return [options, &session] { return Codes(*options, session); };
}

}  // namespace wxnotice::cli

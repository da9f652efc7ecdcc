// wxnotice similar A [B]: compares two names, or lists the titles of the library that are most
// similar to A.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <limits>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "cli/checks.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/linter_options.h"
#include "cli/print_message.h"
#include "protocol/json.h"
#include "wxnotice.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxLineBytes = size_t{1} << 20;  // of --stdin

struct SimilarFlags {
  std::string a;
  std::string b;
  LinterFlags linter;
  std::string scope = "title";
  std::string format = "text";
  size_t limit = 5;
  bool from_stdin = false;
};

double Rounded(double score) {
  return std::round(score * 1000) / 1000;
}

class SimilarRun {
 public:
  SimilarRun(const SimilarFlags& flags, Session& session) : flags_(flags), session_(session) {}

  int Run() {
    std::string error;
    const auto linter = Linter::Builtin(ToOptions(flags_.linter, session_), &error);
    if (!linter) return Refuse(error);
    if (flags_.from_stdin) return CompareLines(*linter);
    if (flags_.a.empty())
      return Refuse("no name given; pass A and B to compare them, or A to search the library");
    return flags_.b.empty() ? Search(*linter) : CompareTwo(*linter);
  }

 private:
  int Refuse(const std::string& message) { return Fail(session_.streams.err, kExitUsage, message); }

  static Scope ScopeOf(const std::string& name) {
    return name == "keyword" ? Scope::kKeyword : Scope::kTitle;
  }

  static Json Answer(const Linter& linter, const std::string& a, const std::string& b,
                     Scope scope) {
    const Similarity similarity = linter.Compare(a, b, scope);
    return {{"a", a},
            {"b", b},
            {"score", Rounded(similarity.score)},
            {"verdict", NameOf(similarity.verdict)}};
  }

  int CompareTwo(const Linter& linter) {
    const Json answer = Answer(linter, flags_.a, flags_.b, ScopeOf(flags_.scope));
    if (flags_.format == "json") {
      session_.streams.out << protocol::Dump(answer) << '\n';
    } else {
      session_.streams.out << answer["verdict"].get<std::string>() << ' ' << answer["score"].dump()
                           << '\n';
    }
    return kExitOk;
  }

  int Search(const Linter& linter) {
    Json all = Json::array();
    for (const Related& related : linter.Nearest(flags_.a, flags_.limit)) {
      const Similarity similarity = linter.Compare(flags_.a, related.text, Scope::kTitle);
      all.push_back({{"id", related.id},
                     {"title", related.text},
                     {"score", Rounded(related.score)},
                     {"verdict", NameOf(similarity.verdict)}});
    }
    if (flags_.format == "json") {
      session_.streams.out << protocol::Dump(all) << '\n';
      return kExitOk;
    }
    for (const Json& row : all) {
      char score[16];
      std::snprintf(score, sizeof score, "%.2f", row["score"].get<double>());
      session_.streams.out << score << "  " << base::Printable(row["id"].get<std::string>()) << "  "
                           << base::Printable(row["title"].get<std::string>()) << '\n';
    }
    return kExitOk;
  }

  int CompareLines(const Linter& linter) {
    std::istream& in = session_.streams.in;
    std::vector<char> line(kMaxLineBytes + 1);
    int exit_code = kExitOk;
    for (int number = 1; in.getline(line.data(), std::ssize(line)) || in.gcount() > 0; ++number) {
      const bool too_long = in.fail() && !in.eof();
      const auto size = static_cast<size_t>(in.gcount() - (in.eof() ? 0 : 1));
      if (too_long) {
        in.clear();
        in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
      }
      const std::string wrong =
          too_long ? "the line is longer than 1 MiB" : CompareLine(linter, {line.data(), size});
      if (!wrong.empty()) exit_code = Refuse("-:" + std::to_string(number) + ": " + wrong);
    }
    return in.bad() ? Refuse("standard input: cannot be read") : exit_code;
  }

  // Answers one line. Returns what is wrong with the line, or "".
  std::string CompareLine(const Linter& linter, std::string_view line) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return "";
    const auto request = protocol::ParseJson(line);
    const auto text = [&](const char* key) {
      const auto found = request->find(key);
      return found != request->end() && found->is_string() ? found->get<std::string>()
                                                           : std::string();
    };
    if (!request || !request->is_object() || !request->contains("a") || !request->contains("b"))
      return R"(expected {"a": "...", "b": "..."} in UTF-8)";
    const std::string scope = text("scope").empty() ? flags_.scope : text("scope");
    session_.streams.out << protocol::Dump(Answer(linter, text("a"), text("b"), ScopeOf(scope)))
                         << '\n';
    return "";
  }

  const SimilarFlags& flags_;
  Session& session_;
};

}  // namespace

Action AddSimilar(CLI::App& app, Session& session) {
  auto flags = std::make_shared<SimilarFlags>();
  app.add_option("a", flags->a, "Name to compare or to search for");
  app.add_option("b", flags->b,
                 "Name to compare with A [default: list the nearest titles of the library]");
  app.add_option("--scope", flags->scope, "Kind of the names")
      ->check(IsOneOf({"title", "keyword"}))
      ->capture_default_str();
  app.add_option("--format", flags->format, "Format of the output")
      ->check(IsOneOf({"text", "json"}))
      ->capture_default_str();
  app.add_option("--limit", flags->limit, "List at most this many titles")
      ->check(IsNumber<size_t>())
      ->capture_default_str();
  app.add_flag("--stdin", flags->from_stdin,
               "Read lines like {\"a\": \"..\", \"b\": \"..\"}; print one answer per line");
  AddLinterFlags(app, flags->linter);
  return [flags, &session] { return SimilarRun(*flags, session).Run(); };
}

}  // namespace wxnotice::cli

#include "protocol/trace.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace wxnotice::protocol {
namespace {

constexpr std::string_view kHintAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
constexpr std::array<std::string_view, 6> kApiHosts = {"vr20", "ge31", "szb9",
                                                       "shc1", "sha6", "ge21"};
constexpr std::array<std::string_view, 4> kLoginHosts = {"th50", "th19", "s161", "s166"};
constexpr std::array<std::string_view, 3> kTokenHosts = {"e575", "e578", "sha6"};

int64_t UnixSeconds(base::Instant now) {
  return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
}

template <size_t N>
std::string_view Pick(const std::array<std::string_view, N>& hosts, base::Draw& draw) {
  return hosts[draw.Below(N)];
}

std::string HintId(const TraceRequest& request, base::Draw& draw) {
  std::string id = draw.Text(kHintAlphabet, 5);
  id.push_back(draw.Below(2) == 0 ? 'a' : 'A');
  const auto drawn = static_cast<int64_t>(draw.Below(1000));
  const int64_t digits = request.now ? ((UnixSeconds(*request.now) % 1000) + 1000) % 1000 : drawn;
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "0%03d", static_cast<int>(digits));
  id += text.data();
  id += request.form == TraceForm::kLogin   ? Pick(kLoginHosts, draw)
        : request.form == TraceForm::kToken ? Pick(kTokenHosts, draw)
                                            : Pick(kApiHosts, draw);
  return id;
}

std::string RidId(const TraceRequest& request, base::Draw& draw) {
  const auto drawn = static_cast<uint32_t>(draw.Next());
  const auto seconds = request.now ? static_cast<uint32_t>(UnixSeconds(*request.now)) : drawn;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%08x-%08x-%08x", seconds,
                static_cast<uint32_t>(draw.Next()), static_cast<uint32_t>(draw.Next()));
  return text.data();
}

// The id at the start of `text`, without its bracket and the gateway's '!'.
std::string_view IdAt(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" ["), text.size()));
  return text.substr(0, text.find_first_of(" !]\",}\\\r\n\t"));
}

}  // namespace

std::optional<TraceStyle> ParseTraceStyle(std::string_view name) {
  if (name == "hint") return TraceStyle::kHint;
  if (name == "rid") return TraceStyle::kRid;
  if (name == "bare") return TraceStyle::kBare;
  return std::nullopt;
}

Trace MakeTrace(const TraceRequest& request, base::Draw draw) {
  const bool login = request.form == TraceForm::kLogin;
  switch (request.style) {
    case TraceStyle::kHint: {
      std::string id = HintId(request, draw);
      if (login) return {id, ", hints: [ req_id: " + id + " ]"};
      const bool bang = request.gateway && request.form != TraceForm::kToken;
      return {id, " hint: [" + id + (bang ? "!]" : "]")};
    }
    case TraceStyle::kRid: {
      std::string id = RidId(request, draw);
      return {id, (login ? ", rid: " : " rid: ") + id};
    }
    case TraceStyle::kBare:
      break;
  }
  return {};
}

std::string_view FindTraceId(std::string_view text) {
  // The last one, because a line of a log may start with times and levels.
  for (const std::string_view mark : {"req_id:", "hints:", "hint:", "rid:"}) {
    const size_t at = text.rfind(mark);
    if (at != std::string_view::npos) return IdAt(text.substr(at + mark.size()));
  }
  return text.find_first_of(" \t\n:") == std::string_view::npos ? IdAt(text) : std::string_view();
}

}  // namespace wxnotice::protocol

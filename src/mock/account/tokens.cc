#include "mock/account/tokens.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"

namespace wxnotice::mock {
namespace {
constexpr size_t kRemembered = 1000;
}

std::vector<std::string> Tokens::Issue(std::string value, base::Instant now, base::Duration life,
                                       base::Instant real) {
  if (issued_.size() >= 2) issued_[issued_.size() - 2].dropped = true;
  if (!issued_.empty()) {
    issued_.back().superseded = now;
    issued_.back().replaced = real;
  }
  issued_.push_back({std::move(value), now, now + life, std::nullopt});
  issued_.back().created = real;
  std::vector<std::string> forgotten;
  while (issued_.size() > kRemembered) {
    forgotten.push_back(std::move(issued_.front().value));
    issued_.pop_front();
  }
  return forgotten;
}

void Tokens::DropPrevious() {
  for (Token& token : issued_) token.dropped = &token != &issued_.back();
}

void Tokens::DropAll() {
  for (Token& token : issued_) token.dropped = token.ended = true;
}

const Token* Tokens::Find(std::string_view value) const {
  // Nearly always the current token.
  const auto found = std::find_if(issued_.rbegin(), issued_.rend(),
                                  [&](const Token& t) { return t.value == value; });
  return found == issued_.rend() ? nullptr : &*found;
}

std::string_view Tokens::Refusal(std::string_view value, base::Instant now,
                                 base::Duration overlap) const {
  const Token* token = Find(value);
  if (token == nullptr) return "token.unknown";
  if (token->revoked) return "token.revoked";
  if (token->dropped || (token->superseded && now >= *token->superseded + overlap))
    return "token.superseded";
  if (now >= token->expires) return "token.expired";
  return {};
}

std::string_view Tokens::Expectation(std::string_view value, base::Instant now, base::Instant real,
                                     base::Duration overlap) const {
  const Token* token = Find(value);
  if (token == nullptr) return {};
  if (token->ended) return "token";
  const bool by_lost_ones =
      std::any_of(issued_.rbegin(), issued_.rend(), [&, newer = true](const Token& other) mutable {
        newer = newer && &other != token;
        return newer && other.lost;
      });
  if (by_lost_ones && (token->dropped || token->superseded)) return "fault";
  if (token->dropped) return {};
  // By its own clock it is over: whether it would be in real time.
  const bool superseded = token->superseded && now >= *token->superseded + overlap;
  const bool still_good = superseded ? token->replaced && real < *token->replaced + overlap
                                     : real < token->created + (token->expires - token->issued);
  return still_good ? "clock" : "";
}

std::vector<std::string> Tokens::EndedBetween(base::Instant before, base::Instant after,
                                              base::Duration overlap) const {
  std::vector<std::string> ended;
  for (const Token& token : issued_) {
    if (Refusal(token.value, before, overlap).empty() &&
        !Refusal(token.value, after, overlap).empty()) {
      ended.push_back(token.value);
    }
  }
  return ended;
}

protocol::Json SavePart(const Tokens& tokens) {
  protocol::Json list = protocol::Json::array();
  for (const Token& token : tokens.all()) {
    list.push_back({{"value", token.value},
                    {"issued", SaveTime(token.issued)},
                    {"expires", SaveTime(token.expires)},
                    {"superseded", SaveTime(token.superseded)},
                    {"dropped", token.dropped},
                    {"revoked", token.revoked},
                    {"ended", token.ended},
                    {"lost", token.lost},
                    {"created", SaveTime(token.created)},
                    {"replaced", SaveTime(token.replaced)}});
  }
  return list;
}

void RestorePart(const protocol::Json& list, Tokens& tokens) {
  for (const protocol::Json& t : list) {
    Token token{t.at("value"),
                InstantOf(t.at("issued")),
                InstantOf(t.at("expires")),
                MaybeInstant(t.at("superseded")),
                t.at("dropped"),
                t.at("revoked")};
    token.ended = t.value("ended", token.revoked);  // these four are missing in older snapshots
    token.lost = t.value("lost", false);
    token.created = t.contains("created") ? InstantOf(t.at("created")) : token.issued;
    token.replaced = t.contains("replaced") ? MaybeInstant(t.at("replaced")) : token.superseded;
    tokens.all().push_back(std::move(token));
  }
}

}  // namespace wxnotice::mock

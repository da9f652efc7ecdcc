// The access_tokens of one account, and how they become invalid. Not thread-safe: the lock of the
// sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_TOKENS_H_
#define WXNOTICE_MOCK_ACCOUNT_TOKENS_H_

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct Token {
  std::string value;
  base::Instant issued;
  base::Instant expires;
  // When the next token was issued; this one then lives on for at most the overlap.
  std::optional<base::Instant> superseded;
  bool dropped = false;  // two newer ones exist, or a forced refresh ended it
  bool revoked = false;  // by the admin API
  bool ended = false;    // a test ended it: the admin API, or a fault
  bool lost = false;     // a fault kept its answer from the client
  // Real time, in which a test's clock moves do not count.
  base::Instant created{};
  std::optional<base::Instant> replaced{};
};

class Tokens {
 public:
  // Issues `value` at `now`. The current token becomes the previous one, and the previous one ends
  // at once. Returns the values that are forgotten, because only the last 1,000 are remembered.
  // Source: docs/fidelity.md#token-replacement (only the previous one lives on: inferred).
  std::vector<std::string> Issue(std::string value, base::Instant now, base::Duration life,
                                 base::Instant real);

  // Ends all tokens except the current one at once.
  void DropPrevious();

  // For a test: ends all tokens at once, as if another server had issued tokens and the overlap had
  // passed.
  void DropAll();

  // The reason why `value` is not valid at `now`: "token.unknown", "token.revoked",
  // "token.superseded", "token.expired"; empty if it is valid. A token that was replaced more than
  // `overlap` ago is superseded, even if it would have expired by now. Source:
  // docs/fidelity.md#token-replacement.
  std::string_view Refusal(std::string_view value, base::Instant now, base::Duration overlap) const;

  // How the test brought about that Refusal: one of kExpectations (mock/account/journal.h); empty
  // if it would have come without the test.
  std::string_view Expectation(std::string_view value, base::Instant now, base::Instant real,
                               base::Duration overlap) const;

  // Null if no token was issued.
  const Token* current() const { return issued_.empty() ? nullptr : &issued_.back(); }
  const Token* Find(std::string_view value) const;
  const std::deque<Token>& all() const { return issued_; }
  std::deque<Token>& all() { return issued_; }

  // Tokens valid at `before` but not at `after`: those that a step of the clock ended.
  std::vector<std::string> EndedBetween(base::Instant before, base::Instant after,
                                        base::Duration overlap) const;

 private:
  std::deque<Token> issued_;  // oldest first
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SavePart(const Tokens& tokens);
void RestorePart(const protocol::Json& list, Tokens& tokens);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_TOKENS_H_

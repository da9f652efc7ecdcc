// A message as the phone shows it, below its title and time. Its family makes it; the admin API,
// the text card and the console show it. Plain values, not thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_CARD_H_
#define WXNOTICE_MOCK_ACCOUNT_CARD_H_

#include <string>
#include <vector>

#include <nlohmann/json.hpp>  // a card holds one by value; only .cc files include this

#include "mock/account/messages.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct CardRow {
  std::string name;
  std::string value;
  std::string color;        // empty: the rows of the family have no colors
  bool emphasised = false;  // shown first, in large type
};

struct Card {
  std::string page;  // empty: the card has no link
  std::vector<CardRow> rows;
  // The members of the message in the admin API that only its family has.
  protocol::Json more = protocol::Json::object();
};

// The card of a message, from the body of its request.
Card ReadCard(const Message& message);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_CARD_H_

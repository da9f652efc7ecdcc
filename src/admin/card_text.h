// A message as the phone shows it, as plain text for a terminal. Pure functions, thread-safe.
// Contains title, date, the emphasised keyword, the other keywords in rows, and 进入小程序查看.
// Source: docs/fidelity.md#message-data.
#ifndef WXNOTICE_ADMIN_CARD_TEXT_H_
#define WXNOTICE_ADMIN_CARD_TEXT_H_

#include <string>

#include "mock/account/messages.h"

namespace wxnotice::admin {

// Ends with a line feed. Times are in Asia/Shanghai.
std::string CardText(const mock::Message& message);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_CARD_TEXT_H_

// Shared by the routes about messages. Thread-safe. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_MESSAGE_WAIT_H_
#define WXNOTICE_ADMIN_MESSAGE_WAIT_H_

#include <string>

#include "mock/account/messages.h"
#include "protocol/message.h"

namespace wxnotice::admin {

struct Context;

// The maximum number of messages that an event loop reads at once.
inline constexpr size_t kQuickMessages = 64;

// The card: as JSON, or as text if the request accepts text and not JSON.
protocol::Reply MessageReply(const std::string& accept, const std::string& appid,
                             const mock::SharedMessage& message);

// GET /__admin/messages/wait.
protocol::Reply WaitForMessage(Context& context);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_MESSAGE_WAIT_H_

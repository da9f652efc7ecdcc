// The state's parts of a snapshot, one row or one part at a time. What reads throws Json::exception
// on anything but what was written.
#ifndef WXNOTICE_MOCK_SNAPSHOT_STATE_H_
#define WXNOTICE_MOCK_SNAPSHOT_STATE_H_

#include <memory>
#include <string>

#include "mock/account/messages.h"
#include "mock/account/snapshot.h"
#include "mock/account/state.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// All of the state but the lists that may be long: those are written row by row.
protocol::Json SaveSmallParts(const AccountImage& image);
protocol::Json SaveRow(const FormId& id);
protocol::Json SaveRow(const JsCode& code);
protocol::Json SaveRow(const User& user);
protocol::Json SaveRow(const Templates::Deleted& deleted);
protocol::Json SaveRow(const Message& message);

std::shared_ptr<State> StateOf(const protocol::Json& saved, const std::string& appid);
Message MessageOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_SNAPSHOT_STATE_H_

// A journal's entries as the admin API shows and filters them. Pure functions, thread-safe. Only
// the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_ENTRY_H_
#define WXNOTICE_ADMIN_ENTRY_H_

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "mock/account/journal.h"
#include "protocol/json.h"

namespace wxnotice::admin {

// Secrets and tokens stay as they are: they are worth nothing outside the mock.
protocol::Json WriteEntry(const std::string& appid, const mock::JournalEntry& entry);

// A line of a list: without headers and bodies, and no text of a client's longer than 200.
protocol::Json WriteBrief(const std::string& appid, const mock::JournalEntry& entry);

// What these write, as JSON Schemas.
protocol::Json EntrySchema();
protocol::Json BriefSchema();

// Compact, in UTF-8 whatever the value holds.
std::string Dump(const protocol::Json& value);

// What was known when the request was refused. A detail that is not JSON comes as a text.
protocol::Json WriteDetail(const mock::JournalEntry& entry);

// Why a request may be missing, when `evicted` of them were: the end of a sentence.
std::string WhyNoRequest(uint64_t evicted);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_H_

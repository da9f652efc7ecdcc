// Converts journal entries to JSON for the admin API. Pure functions, thread-safe. Only the .cc
// files of admin/ include this.
#ifndef WXNOTICE_ADMIN_ENTRY_H_
#define WXNOTICE_ADMIN_ENTRY_H_

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "mock/account/journal.h"
#include "protocol/json.h"

namespace wxnotice::admin {

// Secrets and tokens are not masked: they have no value outside the mock.
protocol::Json WriteEntry(const std::string& appid, const mock::JournalEntry& entry);

// A row of a list: without headers and bodies; texts of a client are cut to 200 code points.
protocol::Json WriteBrief(const std::string& appid, const mock::JournalEntry& entry);

// The JSON Schemas of WriteEntry and WriteBrief.
protocol::Json EntrySchema();
protocol::Json BriefSchema();

// The details of a refusal; a string if they are not JSON.
protocol::Json WriteDetail(const mock::JournalEntry& entry);

// The end of a sentence that says why a request may be missing, after `evicted` entries were
// evicted; else empty.
std::string WhyNoRequest(uint64_t evicted);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_H_

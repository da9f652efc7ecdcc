// Creates the log of the servers, on standard error. Thread-safe.
#ifndef WXNOTICE_SERVER_LOG_H_
#define WXNOTICE_SERVER_LOG_H_

#include <cstdint>
#include <memory>
#include <string>

namespace spdlog {
class logger;  // NOLINT(readability-identifier-naming)
}

namespace wxnotice::server {

class LineWriter;

// A logger that adds lines to `writer`, which must outlive it. What a client sent may be in any of
// them: each is made printable here, so that one entry is one line and no terminal obeys it.
//   level   debug, info, warn, error or off
std::shared_ptr<spdlog::logger> MakeLogger(LineWriter& writer, const std::string& level);

// The line that stands where `lines` lines are missing. For LineWriter.
std::string DroppedLine(uint64_t lines);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_LOG_H_

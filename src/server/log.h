// Creates the log of the servers, on standard error. Thread-safe.
#ifndef WXNOTICE_SERVER_LOG_H_
#define WXNOTICE_SERVER_LOG_H_

#include <iosfwd>
#include <memory>
#include <string>

namespace spdlog {
class logger;  // NOLINT(readability-identifier-naming)
}

namespace wxnotice::server {

// A logger that writes lines to `err`, which must outlive it. A line may contain data from a
// client, so control characters are escaped: one entry is one line, and cannot control a terminal.
//   level   debug, info, warn, error or off
std::shared_ptr<spdlog::logger> MakeLogger(std::ostream& err, const std::string& level);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_LOG_H_

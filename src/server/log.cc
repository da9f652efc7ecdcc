#include "server/log.h"

#include <mutex>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include "base/printable.h"
#include "server/line_writer.h"

namespace wxnotice::server {
namespace {

constexpr char kName[] = "wxnotice";
constexpr char kPattern[] = "%H:%M:%S %^%l%$ %v";

class PrintableSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit PrintableSink(LineWriter& writer) : writer_(writer) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const std::string printable = base::Printable({message.payload.data(), message.payload.size()});
    spdlog::details::log_msg safe = message;
    safe.payload = printable;
    spdlog::memory_buf_t line;
    formatter_->format(safe, line);
    writer_.Add({line.data(), line.size()});
  }
  void flush_() override {}

  LineWriter& writer_;
};

}  // namespace

std::shared_ptr<spdlog::logger> MakeLogger(LineWriter& writer, const std::string& level) {
  auto logger = std::make_shared<spdlog::logger>(kName, std::make_shared<PrintableSink>(writer));
  logger->set_pattern(kPattern);
  logger->set_level(spdlog::level::from_str(level));
  // Instead of a line on stderr, which would block: a line for which there is no memory is lost.
  logger->set_error_handler([](const std::string&) {});
  return logger;
}

std::string DroppedLine(uint64_t lines) {
  const std::string text = "dropped " + std::to_string(lines) +
                           " log lines: the reader of this log is too slow, or was gone";
  spdlog::memory_buf_t line;
  spdlog::pattern_formatter(kPattern).format(
      spdlog::details::log_msg(kName, spdlog::level::warn, text), line);
  return {line.data(), line.size()};
}

}  // namespace wxnotice::server

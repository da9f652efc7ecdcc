#include "server/log.h"

#include <mutex>
#include <ostream>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include "base/printable.h"

namespace wxnotice::server {
namespace {

class PrintableSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit PrintableSink(std::ostream& err) : err_(err) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const std::string printable = base::Printable({message.payload.data(), message.payload.size()});
    spdlog::details::log_msg safe = message;
    safe.payload = printable;
    spdlog::memory_buf_t line;
    formatter_->format(safe, line);
    err_.write(line.data(), static_cast<std::streamsize>(line.size()));
    err_.flush();
  }
  void flush_() override { err_.flush(); }

  std::ostream& err_;
};

}  // namespace

std::shared_ptr<spdlog::logger> MakeLogger(std::ostream& err, const std::string& level) {
  auto logger = std::make_shared<spdlog::logger>("wxnotice", std::make_shared<PrintableSink>(err));
  logger->set_pattern("%H:%M:%S %^%l%$ %v");
  logger->set_level(spdlog::level::from_str(level));
  return logger;
}

}  // namespace wxnotice::server

#include "server/line_writer.h"

#include <cerrno>
#include <chrono>
#include <climits>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <mutex>
#include <poll.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace wxnotice::server {
namespace {

constexpr std::chrono::milliseconds kLastWait{200};

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put > 0) bytes.remove_prefix(static_cast<size_t>(put));
    if (put >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN) return false;
    pollfd room{fd, POLLOUT, 0};  // somebody who shares the file made it non-blocking
    ::poll(&room, 1, -1);
  }
  return true;
}

}  // namespace

struct LineWriter::State {
  const int fd;
  const DroppedLine dropped_line;
  const size_t limit_bytes;

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> lines{};
  size_t bytes = 0;      // of lines
  uint64_t dropped = 0;  // after the last of lines
  bool added = false;    // a line came, or was dropped, since the writer last looked
  bool stopping = false;
  bool abandoned = false;  // nobody waits for the writer any more
  bool done = false;

  State(int file, DroppedLine make_line, size_t limit)
      : fd(file), dropped_line(std::move(make_line)), limit_bytes(limit) {}

  // As many lines as a pipe takes in one piece, so that what others write there does not cut them.
  // None is left: those that were dropped after them. Returns how many lines are in `batch`.
  uint64_t Take(std::string& batch) {
    uint64_t count = 0;
    while (!lines.empty() &&
           (count == 0 || batch.size() + lines.front().size() <= size_t{PIPE_BUF})) {
      batch += lines.front();
      bytes -= lines.front().size();
      lines.pop_front();
      ++count;
    }
    if (count > 0 || dropped == 0) return count;
    batch = dropped_line(dropped);
    return std::exchange(dropped, 0);
  }

  void Write() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);  // a reader that is gone is an error like others
    std::unique_lock lock(mutex);
    while (!abandoned) {
      changed.wait(lock, [this] { return added || stopping; });
      added = false;
      std::string batch;
      const uint64_t count = Take(batch);
      if (count == 0 && stopping) break;
      if (count == 0) continue;
      lock.unlock();
      const bool written = WriteAll(fd, batch);
      lock.lock();
      if (written) {
        added = true;  // look for more
      } else {
        dropped += count + std::exchange(lines, {}).size();
        bytes = 0;
        if (stopping) break;
      }
    }
    done = true;
    changed.notify_all();
  }
};

LineWriter::LineWriter(int fd, DroppedLine dropped_line, size_t limit_bytes)
    : state_(std::make_shared<State>(fd, std::move(dropped_line), limit_bytes)) {}

LineWriter::~LineWriter() {
  try {
    if (!thread_.joinable()) Start();
  } catch (const std::exception&) {
    return;  // no thread, no lines
  }
  std::unique_lock lock(state_->mutex);
  state_->stopping = true;
  state_->changed.notify_all();
  const bool done = state_->changed.wait_for(lock, kLastWait, [this] { return state_->done; });
  state_->abandoned = true;
  lock.unlock();
  done ? thread_.join() : thread_.detach();
}

void LineWriter::Start() {
  thread_ = std::thread([state = state_] { state->Write(); });
}

// Once a line was dropped, so are all until the writer has said so: there is one gap, where it
// says.
void LineWriter::Add(std::string line) {
  State& state = *state_;
  const std::scoped_lock lock(state.mutex);
  if (state.dropped > 0 || state.bytes + line.size() > state.limit_bytes) {
    ++state.dropped;
  } else {
    state.bytes += line.size();
    state.lines.push_back(std::move(line));
  }
  if (!std::exchange(state.added, true)) state.changed.notify_one();
}

}  // namespace wxnotice::server

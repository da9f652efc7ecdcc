// Writes lines to a file from its own thread, so that whoever adds one never waits for the reader
// of a pipe or terminal. What is queued is bounded: while a reader stalls or is gone, lines are
// dropped, and the next that arrives says how many. Thread-safe, but for Start and the destructor.
#ifndef WXNOTICE_SERVER_LINE_WRITER_H_
#define WXNOTICE_SERVER_LINE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace wxnotice::server {

class LineWriter {
 public:
  // The line that says how many were dropped. Called on the writer's thread.
  using DroppedLine = std::function<std::string(uint64_t lines)>;

  // `fd` is not owned. Starts no thread yet: a process may still want to fork.
  LineWriter(int fd, DroppedLine dropped_line, size_t limit_bytes = size_t{1} << 20);
  // Waits for what is queued, for 200 ms at most. A thread that a reader still holds up then is
  // left to the end of the process, or of the reader.
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // From now on lines are written; those added before come first. May throw std::system_error.
  void Start();
  // `line` ends in a line break. Does not wait.
  void Add(std::string line);

 private:
  struct State;
  const std::shared_ptr<State> state_;  // shared with a thread that is left alone
  std::thread thread_;
};

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_LINE_WRITER_H_

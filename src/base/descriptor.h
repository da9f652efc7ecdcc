// Owns a file descriptor. Not thread-safe.
#ifndef WXNOTICE_BASE_DESCRIPTOR_H_
#define WXNOTICE_BASE_DESCRIPTOR_H_

#include <unistd.h>

namespace wxnotice::base {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_DESCRIPTOR_H_

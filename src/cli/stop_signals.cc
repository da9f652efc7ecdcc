#include "cli/stop_signals.h"

#include <pthread.h>
#include <unistd.h>
#include <utility>

namespace wxnotice::cli {
namespace {

constexpr int kWake = SIGUSR1;  // ends Watch if no signal arrived
constexpr int kExitSignalled = 128;

}  // namespace

StopSignals::StopSignals(std::function<void()> stop) : stop_(std::move(stop)) {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, kWake}) sigaddset(&signals_, signal);
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  watcher_ = std::thread([this] { Watch(); });
}

StopSignals::~StopSignals() {
  ::pthread_kill(watcher_.native_handle(), kWake);
  watcher_.join();
}

void StopSignals::NothingToStop() {
  const std::scoped_lock lock(mutex_);
  asked_ = true;
}

void StopSignals::Watch() {
  while (true) {
    int signal = 0;
    ::sigwait(&signals_, &signal);
    if (signal == kWake) return;
    const std::scoped_lock lock(mutex_);
    if (std::exchange(asked_, true)) ::_exit(kExitSignalled + signal);
    try {
      stop_();
    } catch (...) {
      ::_exit(kExitSignalled + signal);
    }
  }
}

}  // namespace wxnotice::cli

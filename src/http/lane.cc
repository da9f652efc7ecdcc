#include "http/lane.h"

#include <system_error>
#include <utility>

#include "http/loop.h"

namespace wxnotice::http {

std::shared_ptr<Lane::Job> Lane::Submit(Loop& home, std::function<void()> run,
                                        std::function<void()> done) {
  auto job = std::make_shared<Job>();
  job->home_ = &home;
  job->run_ = std::move(run);
  job->done_ = std::move(done);
  Parcel parcel{job};
  const std::scoped_lock lock(mutex_);
  if (stopped_) return job;
  if (idle_ <= queue_.size() && threads_.size() < kThreads) {
    threads_.reserve(kThreads);
    try {
      threads_.emplace_back([this] { Serve(); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;  // the other threads do it, later
    }
  }
  queue_.splice(queue_.end(), parcel);
  submitted_.notify_one();
  return job;
}

void Lane::Serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    submitted_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    --idle_;
    if (stopped_) return;
    Parcel parcel;
    parcel.splice(parcel.end(), queue_, queue_.begin());
    lock.unlock();
    Job& job = *parcel.front();
    try {
      job.run_();
    } catch (...) {
      // The owner of the job sees that it has no result.
    }
    job.run_ = nullptr;  // destroying what it holds may take long too
    job.home_->Deliver(parcel);
    lock.lock();
  }
}

void Lane::Stop() {
  Parcel dropped;
  std::vector<std::thread> threads;
  {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    dropped.swap(queue_);
    threads.swap(threads_);
    submitted_.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace wxnotice::http

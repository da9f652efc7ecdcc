#include "http/lane.h"

#include <system_error>
#include <utility>

#include "http/loop.h"

namespace wxnotice::http {

std::shared_ptr<Lane::Job> Lane::Submit(Loop& home, std::function<void()> run,
                                        std::function<void()> done, bool goes_last) {
  auto job = std::make_shared<Job>();
  job->home_ = &home;
  job->run_ = std::move(run);
  job->done_ = std::move(done);
  job->goes_last_ = goes_last;
  Parcel parcel{job};
  const std::scoped_lock lock(mutex_);
  if (stopped_) return job;
  if (idle_ <= queue_.size() + last_.size() && threads_.size() < kThreads) {
    threads_.reserve(kThreads);
    try {
      threads_.emplace_back([this] { Serve(); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;  // the other threads do it, later
    }
  }
  Parcel& queue = goes_last ? last_ : queue_;
  queue.splice(queue.end(), parcel);
  submitted_.notify_one();
  return job;
}

void Lane::Serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    submitted_.wait(lock, [this] { return stopped_ || MayBegin(); });
    --idle_;
    if (stopped_) return;
    Parcel parcel;
    Parcel& queue = queue_.empty() ? last_ : queue_;
    parcel.splice(parcel.end(), queue, queue.begin());
    const bool goes_last = parcel.front()->goes_last_;
    if (goes_last) ++last_running_;
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
    if (goes_last) --last_running_;
    if (MayBegin()) submitted_.notify_one();
  }
}

void Lane::Stop() {
  Parcel dropped;
  std::vector<std::thread> threads;
  {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    dropped.swap(queue_);
    dropped.splice(dropped.end(), last_);
    threads.swap(threads_);
    submitted_.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace wxnotice::http

// A shared object that is constant where its holder is, so that who may only read the holder
// changes nothing of it either. Thread-safe as std::shared_ptr is.
#ifndef WXNOTICE_BASE_HELD_H_
#define WXNOTICE_BASE_HELD_H_

#include <memory>
#include <utility>

namespace wxnotice::base {

template <typename T>
class Held {
 public:
  Held() = default;
  Held(std::shared_ptr<T> object) : object_(std::move(object)) {}  // NOLINT: as a shared_ptr

  T* operator->() { return object_.get(); }
  const T* operator->() const { return object_.get(); }
  T& operator*() { return *object_; }
  const T& operator*() const { return *object_; }

  const std::shared_ptr<T>& share() { return object_; }
  std::shared_ptr<const T> share() const { return object_; }

 private:
  std::shared_ptr<T> object_;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_HELD_H_

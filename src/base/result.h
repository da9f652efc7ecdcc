// Result<T>: a value, or the message why there is none. For external failures (files, JSON, ports);
// lint findings and errcodes are plain values. Header-only, so that the lint library needs no other
// target. As thread-safe as T.
#ifndef WXNOTICE_BASE_RESULT_H_
#define WXNOTICE_BASE_RESULT_H_

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace wxnotice::base {

// `message` contains place, cause and remedy: `fixtures/x.json:3: "id" is missing; add one like
// "AT0002"`.
struct Error {
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok().
  T& operator*() { return std::get<T>(state_); }
  const T& operator*() const { return std::get<T>(state_); }
  T* operator->() { return &std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }

  // REQUIRES: !ok().
  const std::string& error() const { return std::get<Error>(state_).message; }

 private:
  std::variant<T, Error> state_;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_RESULT_H_

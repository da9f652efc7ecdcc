// Formats the Date header. Not thread-safe: one per loop. Source: RFC 9110 6.6.1.
#ifndef WXNOTICE_HTTP_DATE_H_
#define WXNOTICE_HTTP_DATE_H_

#include <string>

#include "base/clock.h"

namespace wxnotice::http {

// "Sun, 06 Nov 1994 08:49:37 GMT". Source: RFC 9110 5.6.7, IMF-fixdate.
std::string FormatDate(base::Instant instant);

// Formats at most once per second.
class DateSource {
 public:
  // `clock` must outlive this object.
  explicit DateSource(const base::Clock& clock) : clock_(clock) {}
  const std::string& Now();

 private:
  const base::Clock& clock_;
  std::chrono::sys_seconds second_{};
  std::string text_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_DATE_H_

// Messages for the user on standard error. Thread-safe as the stream is.
#ifndef WXNOTICE_CLI_COMPLAIN_H_
#define WXNOTICE_CLI_COMPLAIN_H_

#include <iosfwd>
#include <string_view>

namespace wxnotice::cli {

// Writes `wxnotice: MESSAGE` as one line. What a message quotes, a path or the words of a library,
// may hold anything: it is made printable here.
void Complain(std::ostream& err, std::string_view message);

// The same, and returns `code`, so that a command can end with it.
int Fail(std::ostream& err, int code, std::string_view message);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_COMPLAIN_H_

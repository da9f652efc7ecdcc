// Writes messages for the user to standard error. As thread-safe as the stream.
#ifndef WXNOTICE_CLI_PRINT_MESSAGE_H_
#define WXNOTICE_CLI_PRINT_MESSAGE_H_

#include <iosfwd>
#include <string_view>

namespace wxnotice::cli {

// Writes `wxnotice: MESSAGE` as one line. Escapes control characters, because a message may quote a
// path or the text of a library.
void PrintMessage(std::ostream& err, std::string_view message);

// As PrintMessage, and returns `code`, for `return Fail(...)`.
int Fail(std::ostream& err, int code, std::string_view message);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_PRINT_MESSAGE_H_

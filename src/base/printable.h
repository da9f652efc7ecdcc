// Text of others made fit for a terminal or a log: what would move the cursor, end the line, hide
// or reverse what follows is written as an escape. Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_PRINTABLE_H_
#define WXNOTICE_BASE_PRINTABLE_H_

#include <string>
#include <string_view>

namespace wxnotice::base {

// `bytes` on one line. Line ends and tabs are \n, \r and \t; other controls of ASCII are \x1b; C1
// controls, invisible characters and those that change the direction of writing are \u202e or
// \U000e0001; a byte that is not UTF-8 is \xff. Everything else, a backslash too, is kept.
std::string Printable(std::string_view bytes);

// The same, with line ends (\n) and tabs kept.
std::string PrintableLines(std::string_view bytes);

// The same for a JSON text: in the escapes of JSON, so that its value does not change; white space
// is kept, and bytes that are not UTF-8 become U+FFFD.
std::string PrintableJson(std::string_view json);

// Whether `one`, a well-formed character, is kept by all of these.
bool IsPrintable(std::string_view one);
// `one` as \u202e, in two halves over U+FFFF.
void AppendJsonEscape(std::string_view one, std::string& out);

// `bytes` with U+FFFD for what is not UTF-8.
std::string ToUtf8(std::string_view bytes);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_PRINTABLE_H_

// Makes foreign text safe for a terminal or a log: replaces characters that move the cursor, end
// the line, or hide or reverse text by escapes. Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_PRINTABLE_H_
#define WXNOTICE_BASE_PRINTABLE_H_

#include <string>
#include <string_view>

namespace wxnotice::base {

// `bytes` on one line. Line ends and tabs become \n, \r and \t; other ASCII controls \x1b; C1
// controls, invisible characters and characters that change the writing direction \u202e or
// \U000e0001; bytes that are not UTF-8 \xff. Everything else is kept, including backslashes.
std::string Printable(std::string_view bytes);

// As Printable, but keeps line feeds and tabs.
std::string PrintableLines(std::string_view bytes);

// As Printable, for JSON: uses JSON escapes, so that the value does not change. Keeps white space.
// Bytes that are not UTF-8 become U+FFFD.
std::string PrintableJson(std::string_view json);

// Whether these functions keep `one`, a well-formed character.
bool IsPrintable(std::string_view one);
// `one` as \u202e; as two escapes above U+FFFF.
void AppendJsonEscape(std::string_view one, std::string& out);

// `bytes` with U+FFFD in place of bytes that are not UTF-8.
std::string ToUtf8(std::string_view bytes);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_PRINTABLE_H_

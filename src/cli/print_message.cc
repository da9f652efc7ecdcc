#include "cli/print_message.h"

#include <ostream>

#include "base/printable.h"

namespace wxnotice::cli {

void PrintMessage(std::ostream& err, std::string_view message) {
  err << "wxnotice: " << base::Printable(message) << std::endl;
}

int Fail(std::ostream& err, int code, std::string_view message) {
  PrintMessage(err, message);
  return code;
}

}  // namespace wxnotice::cli

// A program of someone else's: lints a title and a file's worth of templates, from two threads.
#include <iostream>
#include <string>
#include <thread>
#include <wxnotice.h>

int main() {
  wxnotice::Options options;
  options.language = wxnotice::Language::kEnglish;
  std::string error;
  const auto linter = wxnotice::Linter::Builtin(options, &error);
  if (!linter) {
    std::cerr << error << '\n';
    return 2;
  }

  wxnotice::Template proposed;
  proposed.title = wxnotice::Text{"停水通告"};
  for (const wxnotice::Finding& finding : linter->Lint(proposed))
    std::cout << finding.rule << ": " << finding.message << '\n';

  const wxnotice::Document document =
      wxnotice::Read("titles.txt", "满减活动提醒\n", wxnotice::InputFormat::kText);
  std::size_t found = 0;
  std::thread other([&] { found = linter->Lint(document).size(); });
  wxnotice::WriteReport(std::cout, {document}, {linter->Lint(document)}, {});
  other.join();
  return found > 0 ? 0 : 1;
}

#include "mock/families/template_message/saved_templates.h"

#include <algorithm>

#include "mock/families/template_message/templates.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostPlaces = 50;  // far more than a template of any kind has

// The line of each place, by the place of each line.
class Places {
 public:
  explicit Places(const SavedTemplate& saved) : lines_(saved.lines), taken_(lines_.size(), 0) {
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (const size_t number = KeywordNumber(lines_[i].key); number > 0) Take(i, number);
    }
    size_t number = 1;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!IsUnnumbered(lines_[i])) continue;
      while (IsTaken(number)) ++number;
      Take(i, number);
    }
  }

  // The number of the place of the i-th line; 0: none.
  size_t Of(size_t i) const { return taken_[i]; }
  bool IsTaken(size_t number) const {
    return std::find(taken_.begin(), taken_.end(), number) != taken_.end();
  }
  size_t last() const { return last_; }

 private:
  static bool IsUnnumbered(const SavedLine& line) {
    return !line.key.empty() && line.key != "first" && line.key != "remark" &&
           KeywordNumber(line.key) == 0;
  }
  void Take(size_t i, size_t number) {
    taken_[i] = number;
    last_ = std::max(last_, number);
  }

  const std::vector<SavedLine>& lines_;
  std::vector<size_t> taken_;
  size_t last_ = 0;
};

std::string KeyOf(size_t number) {
  return "keyword" + std::to_string(number);
}

}  // namespace

base::Result<AdoptedTemplate> AdoptTemplateMessage(const SavedTemplate& saved) {
  const Places places(saved);
  if (places.last() > kMostPlaces)
    return base::Error{"more than " + std::to_string(kMostPlaces) + " keywords"};
  AdoptedTemplate adopted;
  adopted.content =
      std::make_shared<AccountTemplate>(AccountTemplate{saved.template_id, "", saved.title, {}});
  auto& keywords = adopted.content->keywords;
  keywords.resize(places.last());
  for (size_t i = 0; i < saved.lines.size(); ++i) {
    const size_t number = places.Of(i);
    adopted.became.push_back(number == 0 ? "" : KeyOf(number));
    if (number == 0 || !keywords[number - 1].name.empty()) continue;  // the first line names it
    keywords[number - 1] = {static_cast<int>(number), saved.lines[i].name, saved.lines[i].example,
                            /*assigned=*/true};
  }
  for (size_t number = 1; number <= places.last(); ++number) {
    if (!places.IsTaken(number))
      return base::Error{"the content has {{" + KeyOf(places.last()) + ".DATA}}, but not {{" +
                         KeyOf(number) + ".DATA}}"};
  }
  return adopted;
}

}  // namespace wxnotice::mock

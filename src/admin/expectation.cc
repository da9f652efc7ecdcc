#include "admin/expectation.h"

#include <algorithm>

#include "protocol/fields.h"

namespace wxnotice::admin {

Expectation Expectation::Read(protocol::Fields& fields) {
  Expectation expectation;
  int given = 0;
  for (const char* name : {"exactly", "at_least", "at_most"}) {
    const auto number = fields.Integer(name);
    if (!number && fields.Mentions(name))
      fields.Fail("\"" + std::string(name) + "\" must be a whole number");
    if (!number) continue;
    ++given;
    const auto bound = static_cast<uint64_t>(*number);
    expectation.name = name;
    expectation.least = expectation.name == "at_most" ? 0 : bound;
    expectation.most = expectation.name == "at_least" ? kUnbounded : bound;
  }
  if (given > 1) fields.Fail("give one of exactly, at_least and at_most");
  return expectation;
}

std::string Expectation::Describe() const {
  std::string words = name;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words + " " + std::to_string(number());
}

bool Expectation::IsUndecidable(uint64_t count, uint64_t unseen) const {
  if (unseen == 0 || IsExceeded(count)) return false;
  const bool may_be_exceeded = most != kUnbounded && count + unseen > most;
  const bool may_be_reached = count < least && count + unseen >= least;
  return may_be_exceeded || may_be_reached;
}

}  // namespace wxnotice::admin

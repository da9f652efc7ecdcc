// The linter's speed as a library, in titles a second. Run: build/bench/tools/bench/lint_bench
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "lint_titles.h"
#include "wxnotice.h"

namespace {

using wxnotice::Document;
using wxnotice::Finding;
using wxnotice::Linter;
using wxnotice::Options;
using wxnotice::Template;

constexpr size_t kMillion = 1'000'000;

Linter Load(const Options& options) {
  std::string error;
  auto linter = Linter::Builtin(options, &error);
  if (!linter) {
    std::fprintf(stderr, "%s\n", error.c_str());
    std::exit(2);
  }
  return std::move(*linter);
}

std::vector<Template> MakeTemplates(size_t count, size_t dirty_percent) {
  std::vector<Template> all;
  all.reserve(count);
  for (std::string& title : wxnotice::bench::MakeTitles(count, dirty_percent)) {
    all.emplace_back().title = wxnotice::Text{std::move(title)};
  }
  return all;
}

// Every rule that looks at one title, spans included. Argument: percent that break a rule.
void PerTitle(benchmark::State& state) {
  static const Linter linter = Load({.ignore = {"title-duplicate", "title-similar"}});
  const auto dirty = static_cast<size_t>(state.range(0));
  const std::vector<Template> templates = MakeTemplates(kMillion, dirty);
  size_t findings = 0;
  for (auto _ : state) {
    for (const Template& one : templates) findings += linter.Lint(one).size();
  }
  benchmark::DoNotOptimize(findings);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(templates.size()));
}
// One thread by its own time, so that a busy machine does not blur it; two by the clock.
BENCHMARK(PerTitle)->Arg(0)->Arg(30)->Unit(benchmark::kMillisecond);
BENCHMARK(PerTitle)->Arg(0)->Threads(2)->Unit(benchmark::kMillisecond)->UseRealTime();

// A library against itself, canonical forms included. Argument: titles.
void SelfJoin(benchmark::State& state) {
  Options options;
  options.select = {"title-duplicate", "title-similar"};
  options.use_library = false;
  const Linter linter = Load(options);
  std::vector<Document> documents(1);
  documents[0].path = "bench";
  documents[0].templates = MakeTemplates(static_cast<size_t>(state.range(0)), 0);
  size_t findings = 0;
  for (auto _ : state) {
    findings = 0;
    linter.Lint(documents, [&](size_t, const Finding&) { ++findings; });
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["findings"] = static_cast<double>(findings);
  state.counters["peak_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(SelfJoin)->Arg(10'000)->Arg(100'000)->Arg(kMillion)->Unit(benchmark::kMillisecond);

void LoadRules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Load({}));
}
BENCHMARK(LoadRules)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

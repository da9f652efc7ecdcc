# The linter's speed: lint_bench measures the library, lint_process.sh the whole process.
find_package(benchmark REQUIRED)
add_executable(lint_bench lint_bench.cc lint_titles.cc)
target_compile_definitions(lint_bench PRIVATE WXNOTICE_BENCH_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(lint_bench PRIVATE wxnotice_lint wxnotice_flags benchmark::benchmark)
add_executable(lint_titles lint_titles.cc lint_titles_main.cc)
target_compile_definitions(lint_titles PRIVATE WXNOTICE_BENCH_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(lint_titles PRIVATE wxnotice_flags)

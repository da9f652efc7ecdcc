# The linter's speed: lint_bench measures the library, lint_process.py the whole process.
find_package(benchmark REQUIRED)
add_executable(lint_bench lint_bench.cc lint_titles.cc)
target_compile_definitions(lint_bench PRIVATE WXNOTICE_BENCH_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(lint_bench PRIVATE wxnotice_lint wxnotice_flags benchmark::benchmark)
add_executable(lint_titles lint_titles.cc lint_titles_main.cc)
target_compile_definitions(lint_titles PRIVATE WXNOTICE_BENCH_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(lint_titles PRIVATE wxnotice_flags)
# Whether the join that lint_bench measures is right: all of 20,000 titles, a sample of a million.
add_executable(lint_join_check lint_join_check.cc lint_titles.cc)
target_compile_definitions(lint_join_check PRIVATE WXNOTICE_BENCH_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(lint_join_check PRIVATE wxnotice_lint wxnotice_flags)

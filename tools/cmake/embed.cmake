# wxnotice_embed(<target> <symbol> BASE <dir> FILES <file>...)
# Compiles the files into <target> as `wxnotice::embedded::<symbol>()`, declared in src/base/embedded.h:
# pairs of name (relative to BASE) and bytes. An edited file is rebuilt without a new configure.
function(wxnotice_embed target symbol)
  cmake_parse_arguments(ARG "" "BASE" "FILES" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cc)
  list(JOIN ARG_FILES "|" joined)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DSYMBOL=${symbol} -DBASE=${ARG_BASE} "-DFILES=${joined}"
            -P ${PROJECT_SOURCE_DIR}/tools/cmake/embed_files.cmake
    DEPENDS ${ARG_FILES} ${PROJECT_SOURCE_DIR}/tools/cmake/embed_files.cmake
    COMMENT "Embedding ${symbol}"
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()

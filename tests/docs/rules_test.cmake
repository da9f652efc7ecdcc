# docs/rules.md is what the rules say. When this fails: wxnotice rules --format markdown --lang zh > docs/rules.md
execute_process(COMMAND ${WXNOTICE} rules --format markdown --lang zh --no-config OUTPUT_VARIABLE want RESULT_VARIABLE failed)
file(READ ${PAGE} got)
if(failed OR NOT got STREQUAL want)
  message(FATAL_ERROR "docs/rules.md is stale: wxnotice rules --format markdown --lang zh > docs/rules.md")
endif()

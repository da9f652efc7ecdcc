# find_package(wxnotice): the linter as wxnotice::lint. A static library, so what it uses is needed too.
include(CMakeFindDependencyMacro)
find_dependency(ICU COMPONENTS uc)
# The names below are those that the exported targets link.
list(PREPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})
find_dependency(re2 MODULE)
list(POP_FRONT CMAKE_MODULE_PATH)
find_dependency(PkgConfig)
pkg_check_modules(yaml REQUIRED QUIET IMPORTED_TARGET yaml-cpp)
include(${CMAKE_CURRENT_LIST_DIR}/wxnotice-targets.cmake)

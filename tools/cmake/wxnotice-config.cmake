# find_package(wxnotice): the linter as wxnotice::lint. A static library, so what it uses is needed too.
include(CMakeFindDependencyMacro)
find_dependency(ICU COMPONENTS uc)
find_dependency(PkgConfig)
# The names are those that the exported targets link.
pkg_check_modules(re2 REQUIRED QUIET IMPORTED_TARGET re2)
pkg_check_modules(yaml REQUIRED QUIET IMPORTED_TARGET yaml-cpp)
include(${CMAKE_CURRENT_LIST_DIR}/wxnotice-targets.cmake)

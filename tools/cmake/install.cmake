# The library for other people's builds: find_package(wxnotice) gives wxnotice::lint.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(WXNOTICE_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/wxnotice)
set_target_properties(wxnotice_lint PROPERTIES EXPORT_NAME lint)
set_target_properties(wxnotice_base PROPERTIES EXPORT_NAME base)
set_target_properties(wxnotice_library_data PROPERTIES EXPORT_NAME library_data)
set_target_properties(wxnotice_flags PROPERTIES EXPORT_NAME flags)
install(TARGETS wxnotice_lint wxnotice_base wxnotice_library_data wxnotice_flags
        EXPORT wxnotice-targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/src/wxnotice.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT wxnotice-targets NAMESPACE wxnotice:: DESTINATION ${WXNOTICE_PACKAGE_DIR} COMPONENT development)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/wxnotice-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/tools/cmake/wxnotice-config.cmake ${PROJECT_SOURCE_DIR}/tools/cmake/Findre2.cmake
              ${PROJECT_BINARY_DIR}/wxnotice-config-version.cmake
        DESTINATION ${WXNOTICE_PACKAGE_DIR} COMPONENT development)

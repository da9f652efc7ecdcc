# Two servers for http_load.sh: the transport with a fixed answer, and the least that any epoll server does.
add_executable(http_fixed http_fixed.cc)
target_link_libraries(http_fixed PRIVATE wxnotice_http)
add_executable(http_floor http_floor.cc)
target_link_libraries(http_floor PRIVATE wxnotice_flags)

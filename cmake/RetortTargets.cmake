# Wrapper functions: one line makes a module, a test or a bench. They keep the link graph equal to the layers.
include(GoogleTest)

# retort_module(NAME SOURCES... [DEPENDS modules...] [PRIVATE libs...]): static library retort_NAME from src/NAME.
# Modules in DEPENDS are public; libraries in PRIVATE stay inside the module's sources.
function(retort_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE;PUBLIC" ${ARGN})
  add_library(retort_${name} STATIC ${ARG_SOURCES})
  target_include_directories(retort_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  foreach(dep ${ARG_DEPENDS})
    target_link_libraries(retort_${name} PUBLIC retort_${dep})
  endforeach()
  target_link_libraries(retort_${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# retort_test(FILE_STEM LABEL module... [LIBS libs...] [TIMEOUT seconds]): one GoogleTest program from FILE_STEM.cpp in
# the current source folder. LABEL is unit, integration, meta or slow. SERIAL: runs alone, because it holds calls to a deadline.
function(retort_test stem label)
  cmake_parse_arguments(ARG "SERIAL" "TIMEOUT" "LIBS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${stem} ${stem}.cpp)
  foreach(dep ${ARG_UNPARSED_ARGUMENTS})
    target_link_libraries(${stem} PRIVATE retort_${dep})
  endforeach()
  target_link_libraries(${stem} PRIVATE ${ARG_LIBS} GTest::gtest_main)
  target_compile_definitions(${stem} PRIVATE
    RETORT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" RETORT_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
  set_target_properties(${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  gtest_discover_tests(${stem} PROPERTIES LABELS ${label} TIMEOUT ${ARG_TIMEOUT} RUN_SERIAL ${ARG_SERIAL} DISCOVERY_TIMEOUT 60)
endfunction()

# retort_program(NAME SOURCES... modules via DEPENDS): an executable in build/bin.
function(retort_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  foreach(dep ${ARG_DEPENDS})
    target_link_libraries(${name} PRIVATE retort_${dep})
  endforeach()
  target_link_libraries(${name} PRIVATE ${ARG_LIBS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# retort_fuzz(STEM module... TEST test): the libFuzzer program STEM from STEM.cpp, where RETORT_FUZZ is on; and STEM.cpp becomes part of the
# GoogleTest program TEST, which runs the kept corpus through it.
function(retort_fuzz stem)
  cmake_parse_arguments(ARG "" "TEST" "" ${ARGN})
  target_sources(${ARG_TEST} PRIVATE ${stem}.cpp)
  target_include_directories(${ARG_TEST} PRIVATE ${PROJECT_SOURCE_DIR})
  if(NOT RETORT_FUZZ)
    return()
  endif()
  add_executable(${stem} ${stem}.cpp)
  target_include_directories(${stem} PRIVATE ${PROJECT_SOURCE_DIR})
  foreach(dep ${ARG_UNPARSED_ARGUMENTS})
    target_link_libraries(${stem} PRIVATE retort_${dep})
  endforeach()
  target_link_libraries(${stem} PRIVATE -fsanitize=fuzzer)
  set_target_properties(${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

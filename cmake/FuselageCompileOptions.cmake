# Language standards, warnings and sanitizers shared by every target.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

add_library(FuselageCompileOptions INTERFACE)
target_compile_options(FuselageCompileOptions INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow
  $<$<COMPILE_LANGUAGE:C>:-Wconversion>
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>
  $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
if(FUSELAGE_WERROR)
  target_compile_options(FuselageCompileOptions INTERFACE -Werror)
endif()
if(FUSELAGE_TINY_CAPACITIES)
  target_compile_definitions(FuselageCompileOptions INTERFACE FUSELAGE_TINY_CAPACITIES)
endif()
if(FUSELAGE_SANITIZE)
  target_compile_options(FuselageCompileOptions INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(FuselageCompileOptions INTERFACE -fsanitize=address,undefined)
  # Tools without instrumentation load the plugin, so the runtime is a shared
  # library. That is gcc's default. For clang's runtime, programs also need its
  # path at run time.
  if(CMAKE_C_COMPILER_ID MATCHES Clang)
    execute_process(
      COMMAND "${CMAKE_C_COMPILER}"
        -print-file-name=libclang_rt.asan-${CMAKE_SYSTEM_PROCESSOR}.so
      OUTPUT_VARIABLE runtime OUTPUT_STRIP_TRAILING_WHITESPACE)
    cmake_path(GET runtime PARENT_PATH runtime_dir)
    target_link_options(FuselageCompileOptions INTERFACE
      -shared-libasan "-Wl,-rpath,${runtime_dir}")
  endif()
endif()
target_include_directories(FuselageCompileOptions INTERFACE
  "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>")

# fuselage_add_library(<name> <sources>... [LINK <libraries>...])
#
# A static library of one room under lib/. Every room sees the public headers
# and, through LINK, the rooms that it may know.
function(fuselage_add_library name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name}
    PRIVATE FuselageCompileOptions
    PUBLIC ${ARG_LINK})
  target_include_directories(${name}
    PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>"
    PRIVATE "${PROJECT_SOURCE_DIR}/lib")
endfunction()

# The files of `cmake --install` and their places, and the library that other
# programs link.
#
# libFuselage.a holds every room under lib/ except the plugin. It is an archive,
# like the C API of MLIR, so that a program has only one MLIR, which it chooses
# itself. libFuselagePlanner.a is the planner alone, for programs without MLIR.

include(CMakePackageConfigHelpers)

# The objects are joined into one object, in which only public names are global:
# an archive has no other way to hide the names that its members share. Before
# that, sections of groups, such as instances of templates, become ordinary
# sections: otherwise the linker might drop them in favour of another object's
# group. Only the linker of GNU binutils does that; it takes the objects of any
# compiler.

find_program(FUSELAGE_GNU_LD NAMES ld.bfd REQUIRED)
find_program(FUSELAGE_OBJCOPY NAMES objcopy REQUIRED)
mark_as_advanced(FUSELAGE_GNU_LD FUSELAGE_OBJCOPY)

set(rooms FuselageTransforms FuselageAnalysis FuselageIR FuselageSupport FuselagePTX FuselageBridge FuselagePlanner)
foreach(room ${rooms})
  list(APPEND room_objects $<TARGET_OBJECTS:${room}>)
endforeach()
set(library_object "${PROJECT_BINARY_DIR}/lib/Fuselage${CMAKE_C_OUTPUT_EXTENSION}")
add_custom_command(OUTPUT "${library_object}"
  COMMAND "${FUSELAGE_GNU_LD}" -r --force-group-allocation
    -o "${library_object}" ${room_objects}
  COMMAND "${FUSELAGE_OBJCOPY}" --wildcard "--keep-global-symbol=fuselage*"
    "${library_object}"
  DEPENDS ${rooms} ${room_objects}
  COMMENT "Keeping private names out of libFuselage.a"
  COMMAND_EXPAND_LISTS VERBATIM)
set_source_files_properties("${library_object}" PROPERTIES
  EXTERNAL_OBJECT ON GENERATED ON)
add_library(Fuselage STATIC "${library_object}")
set_target_properties(Fuselage PROPERTIES LINKER_LANGUAGE CXX)

install(TARGETS Fuselage FuselagePlanner ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(TARGETS FuselagePlugin LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(TARGETS fuselage fuselage-plan fuselage-verify RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/fuselage-c"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h" PATTERN "*.def")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/man/"
  DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" FILES_MATCHING PATTERN "*.1")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# find_package(Fuselage)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Fuselage")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/FuselageConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/FuselageConfig.cmake"
  INSTALL_DESTINATION "${package_dir}"
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
# Version 0.x promises nothing from one minor version to the next.
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/package/FuselageConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/package/FuselageConfig.cmake"
  "${PROJECT_BINARY_DIR}/package/FuselageConfigVersion.cmake"
  DESTINATION "${package_dir}")

# pkg-config fuselage, and fuselage-planner. The files find the prefix from
# their own place, so that an installed tree can be moved.
file(RELATIVE_PATH FUSELAGE_PC_PREFIX
  "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
foreach(archive ${FUSELAGE_MLIR_ARCHIVES} MLIRCAPIRegisterEverything)
  string(APPEND FUSELAGE_PC_ARCHIVES " -l:lib${archive}.a")
endforeach()
foreach(name fuselage fuselage-planner)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in"
    "${PROJECT_BINARY_DIR}/package/${name}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/package/${name}.pc"
    DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()

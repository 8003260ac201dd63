# FuselageMLIR: the headers and libraries of MLIR and LLVM as one target.
#
# libMLIR.so exports the C++ API but almost none of the C API, so the C API
# comes from the static archives. They are named by file: the CMake targets of
# the archives depend on every static MLIR library and would link a second copy
# of MLIR next to libMLIR.so, with a second set of type ids.

add_library(FuselageMLIR INTERFACE)
target_include_directories(FuselageMLIR SYSTEM INTERFACE
  ${MLIR_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
target_compile_definitions(FuselageMLIR INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:_GNU_SOURCE>
  __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)
set(FUSELAGE_MLIR_ARCHIVES
  MLIRCAPIGPU MLIRCAPILLVM MLIRCAPITarget MLIRCAPITransforms MLIRCAPIIR)
foreach(archive ${FUSELAGE_MLIR_ARCHIVES})
  target_link_libraries(FuselageMLIR INTERFACE "$<TARGET_FILE:${archive}>")
endforeach()
target_link_libraries(FuselageMLIR INTERFACE MLIR LLVM)
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(FuselageMLIR INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()

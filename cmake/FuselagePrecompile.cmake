# FUSELAGE_PRECOMPILE: the headers of MLIR that most C++ files need, compiled once.
# It halves the time that these files take. A file still includes what it uses: the
# builds of users do without the option, and so does clang-tidy, which fails where an
# include is missing.

option(FUSELAGE_PRECOMPILE "Compile the headers of MLIR once, for builds from scratch" OFF)

if(FUSELAGE_PRECOMPILE)
  set(empty "${PROJECT_BINARY_DIR}/FuselagePrecompiled.cpp")
  file(CONFIGURE OUTPUT "${empty}" CONTENT "// Has the precompiled headers.\n")
  fuselage_add_library(FuselagePrecompiled "${empty}" LINK FuselageMLIR)
  target_precompile_headers(FuselagePrecompiled PRIVATE
    <mlir/CAPI/IR.h>
    <mlir/Dialect/Arith/IR/Arith.h>
    <mlir/Dialect/Func/IR/FuncOps.h>
    <mlir/Dialect/GPU/IR/GPUDialect.h>
    <mlir/Dialect/LLVMIR/LLVMDialect.h>
    <mlir/Dialect/MemRef/IR/MemRef.h>
    <mlir/Dialect/SCF/IR/SCF.h>
    <mlir/Dialect/Vector/IR/VectorOps.h>
    <mlir/Pass/Pass.h>
    <mlir/Pass/PassManager.h>
    <mlir/Transforms/DialectConversion.h>)
endif()

# Lets the C++ files of a room use the precompiled headers, if there are any.
function(fuselage_precompile target)
  if(FUSELAGE_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM FuselagePrecompiled)
  endif()
endfunction()

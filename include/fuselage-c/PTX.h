//===- PTX.h - From kernels to PTX ------------------------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers `gpu.launch` operations, or a `gpu.module`, to PTX text, and measures
// the resources that a kernel in PTX text takes.
//
//   Introduction   fuselagePTXEmit, the one call that most programs need
//   Errors         status, message and place of a failure
//   Options        the chip, its features, the optimization level, libdevice
//   Lowering       from `gpu.launch` to a `gpu.module` in LLVM's dialects
//   Emission       from such a `gpu.module` to PTX
//   Binaries       `gpu.binary` operations that hold PTX
//   Tools          the search for libdevice and ptxas, resources, occupancy
//
// Introduction
// ------------
// A compiler that has lowered a `gpu.module` to the LLVM and NVVM dialects
// needs:
//
//   fuselagePTXRegisterTranslations(context);               // once a context
//   FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
//   options.chip = "sm_90";
//   FuselagePTXText ptx;
//   FuselagePTXError error = fuselagePTXEmit(gpuModule, &options, &ptx);
//   if (!fuselagePTXErrorIsNull(error)) {
//     fprintf(stderr, "%s\n", fuselagePTXErrorGetMessage(error));
//     fuselagePTXErrorDestroy(error);
//   } else {
//     fwrite(fuselagePTXTextGetString(ptx).data, 1, ...);
//     fuselagePTXTextDestroy(ptx);
//   }
//
// docs/PTX.md has a complete program. No function here prints, exits or
// aborts. Functions on different contexts may run at the same time; functions
// on one context may not.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_PTX_H
#define FUSELAGE_C_PTX_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// What went wrong. The values are stable.
typedef enum FuselagePTXStatus {
  FUSELAGE_PTX_OK = 0,
  FUSELAGE_PTX_OUT_OF_MEMORY = 1,
  /// An option has an invalid value.
  FUSELAGE_PTX_BAD_OPTION = 2,
  /// The caller named a libdevice that cannot be used.
  FUSELAGE_PTX_BAD_LIBDEVICE = 3,
  /// The module holds an operation that the lowering does not know or that the
  /// chip does not have.
  FUSELAGE_PTX_NOT_LOWERED = 4,
  /// A kernel calls a function without a definition.
  FUSELAGE_PTX_UNRESOLVED_FUNCTION = 5,
  /// LLVM could not link, optimize or emit the module.
  FUSELAGE_PTX_CODEGEN_FAILED = 6,
  /// Reading or writing a file failed.
  FUSELAGE_PTX_FILE_ERROR = 7,
  /// A tool is missing, did not run, or refused its input.
  FUSELAGE_PTX_TOOL_FAILED = 8
} FuselagePTXStatus;

/// The name of a status, such as "unresolved-function"; a string constant.
const char *fuselagePTXStatusGetName(FuselagePTXStatus status);

/// An error, or null for success. The caller owns the returned error and
/// destroys it with fuselagePTXErrorDestroy.
typedef struct FuselagePTXError {
  void *ptr;
} FuselagePTXError;

static inline bool fuselagePTXErrorIsNull(FuselagePTXError error) {
  return !error.ptr;
}

/// FUSELAGE_PTX_OK for the null error.
FuselagePTXStatus fuselagePTXErrorGetStatus(FuselagePTXError error);

/// The message, without a final newline. It says what is wrong and how to fix
/// it. It lives as long as the error.
const char *fuselagePTXErrorGetMessage(FuselagePTXError error);

/// The place in the source that the error concerns; null if it concerns none.
MlirLocation fuselagePTXErrorGetLocation(FuselagePTXError error);

/// Destroys an error; the null error is allowed.
void fuselagePTXErrorDestroy(FuselagePTXError error);

/// A text. The caller owns it and destroys it with fuselagePTXTextDestroy.
typedef struct FuselagePTXText {
  void *ptr;
} FuselagePTXText;

static inline bool fuselagePTXTextIsNull(FuselagePTXText text) {
  return !text.ptr;
}

/// The characters, followed by a NUL that the length does not count. They live
/// as long as the text.
MlirStringRef fuselagePTXTextGetString(FuselagePTXText text);

/// Destroys a text; the null text is allowed.
void fuselagePTXTextDestroy(FuselagePTXText text);

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

/// The options. Each call borrows the strings while it runs.
typedef struct FuselagePTXOptions {
  /// The processor, named as for `llc -mcpu`. The default is "sm_75", the
  /// oldest processor that current CUDA toolkits support. PTX for it runs on
  /// every later processor.
  const char *chip;
  /// The PTX version as a feature of LLVM, such as "+ptx80". Null or empty
  /// means the lowest version that supports the chip.
  const char *features;
  /// 0 to 3, as in `opt -O0` to `-O3`; the default is 3.
  int optLevel;
  /// The path of the file libdevice.10.bc. Null or empty means to search for it
  /// (fuselagePTXFindLibdevice). "none" means to use no libdevice.
  const char *libdevice;
  /// Assume that the module has all launches of its kernels, and tell the code
  /// generator what they have in common: sizes, and arguments that share memory
  /// with no other argument. The default is true. Set it to false if code
  /// outside the module also launches the kernels.
  bool launchFacts;
  /// Allow floating-point results that differ from the semantics of the
  /// operations: all operations get fast-math flags, and f32 numbers below the
  /// normal range count as zero. The default is false.
  bool fastMath;
  /// Write `.loc` directives with the locations of the operations. The default
  /// is false.
  bool lineInfo;
} FuselagePTXOptions;

/// Returns the default of every option.
FuselagePTXOptions fuselagePTXOptionsGetDefault(void);

/// Checks every option. If the options name a libdevice, the file must be
/// readable. The functions below check the options themselves.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXOptionsVerify(const FuselagePTXOptions *options);

typedef void (*FuselagePTXNameCallback)(MlirStringRef name, void *userData);

/// Calls `callback` for each chip that this LLVM knows, in alphabetical order.
void fuselagePTXForEachChip(FuselagePTXNameCallback callback, void *userData);

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

/// The textual pass pipelines that lower a `builtin.module` with `gpu.launch`
/// operations to `gpu.module` operations in the dialects that fuselagePTXEmit
/// takes. They name upstream passes only. The order of the steps is:
/// fuselagePTXPrepareOutlining; the outlining pipeline on the `builtin.module`;
/// fuselagePTXPrepareLaunches; if wanted, fuselagePTXRecordLaunchSizes; on each
/// `gpu.module`, fuselagePTXPrepareKernels and the second pipeline; if wanted,
/// fuselagePTXAnnotateKernels.
MlirStringRef fuselagePTXGetOutliningPipeline(void);
MlirStringRef fuselagePTXGetLoweringPipeline(void);

/// The pipeline for the option lineInfo: it runs on a `builtin.module` with
/// lowered kernels and gives their PTX `.loc` directives.
MlirStringRef fuselagePTXGetLineInfoPipeline(void);

/// Runs on a `builtin.module` before outlining. Fails at a launch on which
/// upstream's outlining would crash or which it would leave as it is: a launch
/// in a nested module, or a launch with a reference to a symbol that cannot be
/// copied into the kernel's module.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXPrepareOutlining(
    MlirOperation module, const FuselagePTXOptions *options);

/// Runs on a `builtin.module` after outlining and before the kernels are
/// lowered. Renames symbols that PTX cannot spell, in the kernels and in the
/// launches. Fails at a launch with constant sizes that no chip allows, and at
/// a variable of the host that a kernel would get a copy of.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXPrepareLaunches(MlirOperation module);

/// Rewrites the operations in `gpuModule` that no upstream pass lowers in a
/// `gpu.module`: vector operations that need several steps, and, without
/// libdevice, math functions. A warning names the functions that are
/// approximated. Several threads may prepare modules at the same time.
/// Therefore the caller must load the dialects arith, gpu, llvm, math, memref,
/// nvvm, scf, ub and vector before.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXPrepareKernels(
    MlirOperation gpuModule, const FuselagePTXOptions *options);

/// Two functions that tell the code generator what all launches of a kernel
/// have in common. Both run on a `builtin.module`, read each `gpu.launch_func`
/// in it, and change the kernels directly in its `gpu.module` operations. A
/// kernel without a launch in the module stays as it is. Both functions rely on
/// the module having all launches of its kernels.
///
/// fuselagePTXRecordLaunchSizes runs before the kernels are lowered. If all
/// launches of a kernel have the same constant sizes, it sets
/// `known_block_size` and `known_grid_size`. They become the ranges of ids. The
/// code generator then computes an index in 32 bits if 32 bits hold it.
///
/// fuselagePTXAnnotateKernels runs on lowered kernels. If all launches have the
/// same constant block size, it sets `nvvm.reqntid`. It adds `llvm.noalias`,
/// `llvm.readonly`, `llvm.align` and `llvm.dereferenceable` to each pointer
/// argument for which they are proved for all launches. docs/PTX.md has the
/// rules.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXRecordLaunchSizes(MlirOperation module);
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXAnnotateKernels(MlirOperation module);

/// Takes the place of the two functions above for kernels that code outside the
/// module also launches, in other sizes. Upstream's outlining records the
/// constant sizes of a `gpu.launch` in its kernel as `known_block_size` and
/// `known_grid_size`. This function removes both from each kernel that did not
/// exist at fuselagePTXPrepareOutlining. An older kernel keeps both: its author
/// wrote them.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXForgetLaunchSizes(MlirOperation module);

/// Runs all steps of the lowering. The caller registers the upstream passes
/// (mlirRegisterAllPasses) before, and registers the dialects and the
/// translations with `context`.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXLower(MlirOperation module, const FuselagePTXOptions *options);

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

/// Registers the dialects of a lowered `gpu.module`, and their translations to
/// LLVM IR, with `context`. Call it once for each context, outside of passes.
void fuselagePTXRegisterTranslations(MlirContext context);

/// The same for a registry, such as the dependent dialects of a pass.
void fuselagePTXInsertTranslations(MlirDialectRegistry registry);

/// Emits the PTX of one `gpu.module` whose operations are all of the gpu, llvm
/// and nvvm dialects. The module stays as it is. On success the caller owns
/// `*ptx`, on failure it is null.
///
/// LLVM's optimizer and code generator run in a forked child process, because
/// LLVM ends its process when the chip lacks an instruction. The result of the
/// call is then FUSELAGE_PTX_CODEGEN_FAILED. Handlers of the calling process do
/// not run in the child. Other threads may run at the same time, but they must
/// not register passes or targets with LLVM meanwhile. The allocator of the
/// program must be usable in a forked child, as that of glibc is; if it is not,
/// the child may wait forever, which is the same error after ten minutes.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXEmit(MlirOperation gpuModule, const FuselagePTXOptions *options,
                FuselagePTXText *ptx);

/// As fuselagePTXEmit, but gives the LLVM IR that the code generator takes,
/// after linking and optimization, as text.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXEmitLLVM(MlirOperation gpuModule, const FuselagePTXOptions *options,
                    FuselagePTXText *ir);

//===----------------------------------------------------------------------===//
// Binaries
//===----------------------------------------------------------------------===//

/// Replaces each `gpu.module` directly in `module` by a `gpu.binary` of the
/// same name with one object, which holds the PTX. On failure `module` is as it
/// was.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXReplaceModules(
    MlirOperation module, const FuselagePTXOptions *options);

/// Writes the PTX of the `gpu.binary` operations in `module` to the file
/// `path`, or to standard output if `path` is "-". A comment with the name of
/// the binary precedes each PTX module. A file holds one PTX module, because
/// ptxas takes one module per file. With several binaries `path` must name a
/// directory: it exists as one, or it ends in '/' and is created. The directory
/// gets a file `NAME.ptx` for each binary. A file appears as a whole or not at
/// all.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXWriteBinaries(MlirOperation module, const char *path);

//===----------------------------------------------------------------------===//
// Tools
//===----------------------------------------------------------------------===//

/// The path of libdevice for the value `option` of the option `libdevice`:
/// `option` itself if it is a path; null if it is "none", or if the search does
/// not find the file. The search goes through CUDA_HOME, CUDA_PATH and
/// CUDA_ROOT, the toolkits of the `nvcc` and the `ptxas` on PATH,
/// /usr/local/cuda, /usr/lib/cuda, /usr/lib/nvidia-cuda-toolkit and /opt/cuda.
FUSELAGE_NODISCARD FuselagePTXText fuselagePTXFindLibdevice(const char *option);

/// The paths that fuselagePTXFindLibdevice tries, in order, separated by ", ".
FUSELAGE_NODISCARD FuselagePTXText fuselagePTXGetLibdeviceSearchPath(void);

/// The path of ptxas on PATH or in one of the toolkits named above; null if it
/// is in none of them.
FUSELAGE_NODISCARD FuselagePTXText fuselagePTXFindPtxas(void);

/// The source of the numbers.
typedef enum FuselagePTXResourcesSource {
  /// `ptxas -v`: the resources that the kernel takes on the chip.
  FUSELAGE_PTX_RESOURCES_PTXAS = 0,
  /// The declarations of the PTX. Registers are virtual registers in units of
  /// 32 bits: an upper bound, far too high for long kernels. Spills and
  /// barriers are not known; barriers are 0.
  FUSELAGE_PTX_RESOURCES_DECLARED = 1
} FuselagePTXResourcesSource;

/// The number of bytes that stands for "not known".
#define FUSELAGE_PTX_UNKNOWN_BYTES UINT64_MAX

/// The resources that one kernel takes. A number of bytes that the source does
/// not tell is FUSELAGE_PTX_UNKNOWN_BYTES.
typedef struct FuselagePTXResources {
  MlirStringRef kernel;
  FuselagePTXResourcesSource source;
  /// Threads of a block by `.reqntid` or `.maxntid`; 0 if the PTX has neither.
  uint32_t threadsPerBlock;
  uint32_t registers;
  uint32_t barriers;
  uint64_t stackBytes;
  uint64_t spillStoreBytes;
  uint64_t spillLoadBytes;
  uint64_t sharedBytes;
  /// All constant banks together; bank 0 holds the kernel's parameters.
  uint64_t constantBytes;
} FuselagePTXResources;

typedef void (*FuselagePTXResourcesCallback)(
    const FuselagePTXResources *resources, void *userData);

/// Assembles `ptx` for `chip` with `ptxas` (null to search for it) and calls
/// `callback` for each kernel, in the order of the text. The arguments of the
/// callback live for the time of its call.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXMeasureResources(
    MlirStringRef ptx, const char *chip, const char *ptxas,
    FuselagePTXResourcesCallback callback, void *userData);

/// The same from the declarations of the PTX, for systems without `ptxas`.
/// Fails only if memory is out.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXReadDeclaredResources(
    MlirStringRef ptx, FuselagePTXResourcesCallback callback, void *userData);

/// Lowers the `builtin.module` `module` in place, emits its kernels and
/// measures them with `ptxas` (null to search for it). Diagnostics that this
/// thread emits meanwhile are dropped.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXMeasureModule(
    MlirOperation module, const FuselagePTXOptions *options, const char *ptxas,
    FuselagePTXResourcesCallback callback, void *userData);

/// Checks that kernels can be measured: the options are valid, and a `ptxas` is
/// found that knows the chip.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXVerifyMeasurement(
    MlirContext context, const FuselagePTXOptions *options, const char *ptxas);

/// The resource that keeps a multiprocessor from holding more blocks of a
/// kernel.
typedef enum FuselagePTXOccupancyLimit {
  FUSELAGE_PTX_LIMITED_BY_BLOCKS = 0,
  FUSELAGE_PTX_LIMITED_BY_THREADS = 1,
  FUSELAGE_PTX_LIMITED_BY_REGISTERS = 2,
  FUSELAGE_PTX_LIMITED_BY_SHARED_MEMORY = 3
} FuselagePTXOccupancyLimit;

/// How much of a kernel one multiprocessor holds at a time.
typedef struct FuselagePTXOccupancy {
  /// 0 if the kernel does not run on the chip.
  uint32_t activeBlocks;
  /// Warps of these blocks; occupancy is their share of `maxWarps`.
  uint32_t activeWarps;
  uint32_t maxWarps;
  FuselagePTXOccupancyLimit limit;
} FuselagePTXOccupancy;

/// Computes the occupancy of a kernel by the rule of NVIDIA's occupancy
/// calculator. `sharedBytesPerBlock` is static and dynamic shared memory
/// together. Returns false, with everything 0, if the block has no threads or
/// the limits of the chip are not known. Known are sm_70, 72, 75, 80, 86, 87,
/// 89, 90, 100, 103, 110, 120 and 121, with any suffix. Any number of calls may
/// run at the same time.
FUSELAGE_NODISCARD bool fuselagePTXGetOccupancy(
    const char *chip, uint32_t threadsPerBlock, uint32_t registersPerThread,
    uint64_t sharedBytesPerBlock, FuselagePTXOccupancy *occupancy);

/// Assembles `ptx` for `chip` with `ptxas` (null to search for it). `optLevel`
/// is 0 to 3. On success `*cubin` has the bytes, and the caller owns it; on
/// failure it is null. The call makes no file.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXAssembleText(MlirStringRef ptx, const char *chip, int optLevel,
                        const char *ptxas, FuselagePTXText *cubin);

/// The same, into the file `path`. The file appears as a whole or not at all.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXAssemble(MlirStringRef ptx,
                                                        const char *chip,
                                                        int optLevel,
                                                        const char *ptxas,
                                                        const char *path);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_PTX_H

//===- PTX.h - From kernels to PTX ------------------------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From `gpu.launch` operations, or a `gpu.module`, to PTX text, and from PTX
// text to the resources that a kernel takes.
//
//   Introduction   fuselagePTXEmit, the one call that most programs need
//   Errors         what every function here returns
//   Options        the chip, its features, the optimization level, libdevice
//   Lowering       from `gpu.launch` to a `gpu.module` in LLVM's dialects
//   Emission       from such a `gpu.module` to PTX
//   Binaries       `gpu.binary` operations that hold PTX
//   Tools          libdevice and ptxas, where they are installed
//
// Introduction
// ------------
// A compiler that holds a `gpu.module` which it has already lowered to the
// LLVM and NVVM dialects needs:
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
  /// An option has a value that it cannot have.
  FUSELAGE_PTX_BAD_OPTION = 2,
  /// libdevice was named and cannot be used.
  FUSELAGE_PTX_BAD_LIBDEVICE = 3,
  /// The module holds something that the lowering does not know, or that the
  /// chip does not have.
  FUSELAGE_PTX_NOT_LOWERED = 4,
  /// A kernel calls a function that nothing defines.
  FUSELAGE_PTX_UNRESOLVED_FUNCTION = 5,
  /// LLVM could not link, optimize or emit the module.
  FUSELAGE_PTX_CODEGEN_FAILED = 6,
  /// A file could not be read or written.
  FUSELAGE_PTX_FILE_ERROR = 7,
  /// A tool was not found, did not run, or refused its input.
  FUSELAGE_PTX_TOOL_FAILED = 8
} FuselagePTXStatus;

/// The name of a status: "unresolved-function".
const char *fuselagePTXStatusGetName(FuselagePTXStatus status);

/// An error, or null for success. The caller of the function that returns it
/// owns it and destroys it with fuselagePTXErrorDestroy.
typedef struct FuselagePTXError {
  void *ptr;
} FuselagePTXError;

static inline bool fuselagePTXErrorIsNull(FuselagePTXError error) {
  return !error.ptr;
}

/// FUSELAGE_PTX_OK for the null error.
FuselagePTXStatus fuselagePTXErrorGetStatus(FuselagePTXError error);

/// The message, which says what is wrong and how to mend it, without a final
/// newline. It lives as long as the error.
const char *fuselagePTXErrorGetMessage(FuselagePTXError error);

/// The place in the source that the error is about; null if it is about none.
MlirLocation fuselagePTXErrorGetLocation(FuselagePTXError error);

/// Destroys an error; the null error is allowed.
void fuselagePTXErrorDestroy(FuselagePTXError error);

/// A text that its receiver owns and destroys with fuselagePTXTextDestroy.
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

/// The options. The strings are borrowed for the time of each call.
typedef struct FuselagePTXOptions {
  /// The processor, as `llc -mcpu` names it. The default is "sm_75", the
  /// oldest that current CUDA toolkits support: its PTX runs on every later
  /// one.
  const char *chip;
  /// The PTX version as a feature of LLVM: "+ptx80". Null or empty means the
  /// lowest version that has the chip.
  const char *features;
  /// 0 to 3, as in `opt -O0` to `-O3`; the default is 3.
  int optLevel;
  /// The path of the file libdevice.10.bc. Null or empty means to search for
  /// it (fuselagePTXFindLibdevice); "none" means to do without.
  const char *libdevice;
  /// Rely on what the launches in the module show of each kernel: sizes, and
  /// which arguments are memory of their own. The default is true; false for
  /// PTX that is also launched from elsewhere.
  bool launchFacts;
  /// Let floating-point results differ from what the operations say: fast-math
  /// flags on all of them, f32 numbers below the normal range as zero. The
  /// default is false.
  bool fastMath;
  /// Write `.loc` directives with the locations of the operations. The default
  /// is false.
  bool lineInfo;
} FuselagePTXOptions;

/// The default of every option.
FuselagePTXOptions fuselagePTXOptionsGetDefault(void);

/// Checks every option, including that a libdevice which is named can be read.
/// The functions below do so themselves.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXOptionsVerify(const FuselagePTXOptions *options);

typedef void (*FuselagePTXNameCallback)(MlirStringRef name, void *userData);

/// Calls `callback` for each chip that this LLVM knows, in alphabetical order.
void fuselagePTXForEachChip(FuselagePTXNameCallback callback, void *userData);

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

/// The textual pass pipelines that take a `builtin.module` with `gpu.launch`
/// operations to one with `gpu.module` operations in the dialects that
/// fuselagePTXEmit takes. They name upstream passes only. The first runs on
/// the `builtin.module`, after fuselagePTXPrepareOutlining, and outlines the
/// kernels; then come fuselagePTXPrepareLaunches, and on each `gpu.module`
/// fuselagePTXPrepareKernels and the second. Between the two
/// fuselagePTXRecordLaunchSizes may run, and after them
/// fuselagePTXAnnotateKernels.
MlirStringRef fuselagePTXGetOutliningPipeline(void);
MlirStringRef fuselagePTXGetLoweringPipeline(void);

/// The pipeline for a `builtin.module` with lowered kernels after which their
/// PTX has lines, as the option lineInfo asks for.
MlirStringRef fuselagePTXGetLineInfoPipeline(void);

/// Runs on a `builtin.module` before kernels are outlined. Fails at a launch
/// that outlining would crash at, or leave: one in a nested module, or with a
/// reference to a symbol that the kernel cannot have a copy of.
FuselagePTXError fuselagePTXPrepareOutlining(MlirOperation module,
                                             const FuselagePTXOptions *options);

/// Runs on a `builtin.module` whose kernels are outlined and not lowered yet.
/// Gives their symbols names that PTX can spell, in launches as well; fails at
/// a launch with constant sizes that no chip has, and at a variable of the host
/// that a kernel would get a copy of.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXPrepareLaunches(MlirOperation module);

/// Rewrites the operations in `gpuModule` for which no upstream pass runs on a
/// `gpu.module`: vector operations that need several steps, and, when
/// libdevice is not used, math functions. Those that are approximated are
/// named in a warning. Several modules may be prepared at the same time, as a
/// pass does; therefore the arith, gpu, llvm, math, memref, nvvm, scf, ub and
/// vector dialects must be loaded before.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXPrepareKernels(
    MlirOperation gpuModule, const FuselagePTXOptions *options);

/// What the launches of a kernel show about it, for the code generator. Both
/// run on a `builtin.module`, look at each `gpu.launch_func` in it, and change
/// the kernels directly in its `gpu.module` operations; kernels that are not
/// launched there stay as they are. They rely on there being no other launches.
///
/// The first runs before the kernels are lowered: where all launches of a
/// kernel have the same constant sizes, it sets `known_block_size` and
/// `known_grid_size`, which become the ranges of ids, so that indices are
/// computed in 32 bits where these hold them.
///
/// The second runs on lowered kernels: it sets `nvvm.reqntid` where all
/// launches have one constant block size, and adds to the pointers among the
/// arguments `llvm.noalias`, `llvm.readonly`, `llvm.align` and
/// `llvm.dereferenceable` where that is proved for all launches. docs/PTX.md
/// has the rules.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXRecordLaunchSizes(MlirOperation module);
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXAnnotateKernels(MlirOperation module);

/// For kernels that are also launched from elsewhere, in other sizes, in place
/// of the two above: outlining records the constant sizes of each `gpu.launch`
/// in the kernel that it makes of it. Removes `known_block_size` and
/// `known_grid_size` of kernels that were not there at
/// fuselagePTXPrepareOutlining. Those that were keep what they have: it is what
/// their author says.
FuselagePTXError fuselagePTXForgetLaunchSizes(MlirOperation module);

/// All steps of the lowering. The upstream passes must be registered
/// (mlirRegisterAllPasses), and with `context` the dialects and the
/// translations.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXLower(MlirOperation module, const FuselagePTXOptions *options);

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

/// Registers the dialects of a lowered `gpu.module` and their translations to
/// LLVM IR with `context`. Call it once a context, and not from within a pass.
void fuselagePTXRegisterTranslations(MlirContext context);

/// The same for a registry, as for a pass's dependent dialects.
void fuselagePTXInsertTranslations(MlirDialectRegistry registry);

/// Emits the PTX of one `gpu.module` whose operations are all of the gpu, llvm
/// and nvvm dialects; the module is not changed. On success `*ptx` is owned by
/// the caller, on failure it is null.
///
/// LLVM's optimizer and code generator run in a child that is forked from the
/// process, since LLVM ends its process for an instruction that the chip lacks;
/// that is FUSELAGE_PTX_CODEGEN_FAILED here. No handler of the host runs in the
/// child. Other threads may run at that time, but not register passes or
/// targets with LLVM.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXEmit(MlirOperation gpuModule, const FuselagePTXOptions *options,
                FuselagePTXText *ptx);

/// As fuselagePTXEmit, for the text of the LLVM IR that the code generator
/// takes: linked and optimized.
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

/// Writes the PTX of the `gpu.binary` operations in `module`: to the file
/// `path`, or to standard output if `path` is "-", each binary preceded by a
/// comment with its name. A file receives one PTX module only, since a second
/// one could not be assembled: with several binaries `path` must name a
/// directory (exist as one, or end in '/', in which case it is created), and
/// receives a file `NAME.ptx` for each. A file appears as a whole or not at
/// all.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXWriteBinaries(MlirOperation module, const char *path);

//===----------------------------------------------------------------------===//
// Tools
//===----------------------------------------------------------------------===//

/// The path of libdevice for the value `option` of the option `libdevice`:
/// the value itself if it is a path; null if it is "none", or if a search does
/// not find the file. The search goes through CUDA_HOME, CUDA_PATH and
/// CUDA_ROOT, the toolkits that `nvcc` and `ptxas` on PATH belong to,
/// /usr/local/cuda, /usr/lib/cuda, /usr/lib/nvidia-cuda-toolkit and /opt/cuda.
FUSELAGE_NODISCARD FuselagePTXText fuselagePTXFindLibdevice(const char *option);

/// Where fuselagePTXFindLibdevice looks, one path after the other, separated
/// by ", ".
FUSELAGE_NODISCARD FuselagePTXText fuselagePTXGetLibdeviceSearchPath(void);

/// The path of ptxas: on PATH, or in the toolkits named above; else null.
FUSELAGE_NODISCARD FuselagePTXText fuselagePTXFindPtxas(void);

/// Where the numbers come from.
typedef enum FuselagePTXResourcesSource {
  /// `ptxas -v`: what the kernel takes on the chip.
  FUSELAGE_PTX_RESOURCES_PTXAS = 0,
  /// The declarations of the PTX: registers are virtual ones, in units of 32
  /// bits, an upper bound that is far off for long kernels; nothing is known
  /// of spills, and of barriers, which are 0.
  FUSELAGE_PTX_RESOURCES_DECLARED = 1
} FuselagePTXResourcesSource;

/// The number of bytes that stands for "not known".
#define FUSELAGE_PTX_UNKNOWN_BYTES UINT64_MAX

/// What one kernel takes. Bytes that the source does not tell are
/// FUSELAGE_PTX_UNKNOWN_BYTES.
typedef struct FuselagePTXResources {
  MlirStringRef kernel;
  FuselagePTXResourcesSource source;
  /// Threads of a block, as `.reqntid` or `.maxntid` say; 0 without either.
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
/// `callback` for each kernel, in the order of the text. What the callback is
/// given lives for the time of its call.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXMeasureResources(
    MlirStringRef ptx, const char *chip, const char *ptxas,
    FuselagePTXResourcesCallback callback, void *userData);

/// The same from the declarations of the PTX, for when there is no `ptxas`. It
/// fails only if memory is out.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXReadDeclaredResources(
    MlirStringRef ptx, FuselagePTXResourcesCallback callback, void *userData);

/// Lowers `module`, a builtin.module that is changed, emits its kernels and
/// measures them with `ptxas` (null to search for it). Diagnostics of this
/// thread go to nobody meanwhile.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXMeasureModule(
    MlirOperation module, const FuselagePTXOptions *options, const char *ptxas,
    FuselagePTXResourcesCallback callback, void *userData);

/// Checks that kernels can be measured: that the options are right, and that
/// there is a `ptxas` which knows the chip.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXVerifyMeasurement(
    MlirContext context, const FuselagePTXOptions *options, const char *ptxas);

/// What keeps a multiprocessor from holding more blocks of a kernel.
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
/// together. Returns false, with everything 0, if the limits of the chip are
/// not known here (they are for sm_70, 72, 75, 80, 86, 87, 89, 90, 100, 103,
/// 110, 120 and 121, with any suffix) or the block has no threads. Any number
/// of calls may run at the same time.
bool fuselagePTXGetOccupancy(const char *chip, uint32_t threadsPerBlock,
                             uint32_t registersPerThread,
                             uint64_t sharedBytesPerBlock,
                             FuselagePTXOccupancy *occupancy);

/// Assembles `ptx` for `chip` with `ptxas` (null to search for it). `optLevel`
/// is 0 to 3. On success `*cubin` has the bytes and is owned by the caller, on
/// failure it is null. No file is made.
FUSELAGE_NODISCARD FuselagePTXError
fuselagePTXAssembleText(MlirStringRef ptx, const char *chip, int optLevel,
                        const char *ptxas, FuselagePTXText *cubin);

/// The same, into the file `path`, which appears as a whole or not at all.
FUSELAGE_NODISCARD FuselagePTXError fuselagePTXAssemble(MlirStringRef ptx,
                                                        const char *chip,
                                                        int optLevel,
                                                        const char *ptxas,
                                                        const char *path);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_PTX_H

//===- Thread.h - A thread of a kernel as it runs --------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TEST_PTX_THREAD_H
#define FUSELAGE_TEST_PTX_THREAD_H

#include "PTX/Module.h"

typedef enum PTXState {
  PTX_RUNS,
  PTX_WAITS_FOR_BLOCK,
  PTX_WAITS_FOR_WARP,
  PTX_ASKS_WHO_IS_ACTIVE,
  PTX_ENDED
} PTXState;

/// The memory of a call: registers and the frame's variables.
typedef struct PTXFrame {
  struct PTXFrame *caller;
  const PTXFunction *function;
  const PTXInstruction *returnTo;
  const PTXCall *call;
  uint64_t *registers;
  unsigned char *memory;
} PTXFrame;

/// The state that all threads of a launch share.
typedef struct PTXLaunch {
  PTXModule *module;
  const PTXFunction *kernel;
  uint64_t gridSize[3], blockSize[3];
  uint64_t blockId[3];
  uint32_t numThreads;
  unsigned char *parameters;
  unsigned char *shared;
  size_t sharedBytes, dynamicBytes;
  uint64_t numInstructions; // that were run
} PTXLaunch;

struct PTXThread {
  PTXLaunch *launch;
  PTXFrame *frame;
  uint64_t *registers; // of the frame
  const PTXInstruction *next;
  PTXState state;
  uint64_t id[3];
  uint32_t linear, lane, warp;
  uint32_t mask; // the lanes it waits for
  bool carry;
};

/// The bits of an operand. A number in the text is converted to `type`.
uint64_t ptxRead64(const PTXThread *thread, const PTXOperand *operand,
                   PTXType type);
/// Source number `index`, counted from 0 after the destination.
uint64_t ptxSource(const PTXThread *thread, const PTXInstruction *instruction,
                   unsigned index);
/// The same in another type.
uint64_t ptxSourceAs(const PTXThread *thread, const PTXInstruction *instruction,
                     unsigned index, PTXType type);
bool ptxSourceIsTrue(const PTXThread *thread, const PTXInstruction *instruction,
                     unsigned index);

/// Writes the destination, which keeps the bits that fit into its register.
void ptxWrite(PTXThread *thread, const PTXInstruction *instruction,
              uint64_t value);
void ptxWriteTo(PTXThread *thread, const PTXOperand *operand, uint64_t value);

/// Ends the process with a message about the thread and its instruction.
_Noreturn void ptxFail(const PTXThread *thread, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/// Gives a thread the frame of its kernel, and takes all frames from it.
void ptxThreadBegin(PTXThread *thread);
void ptxThreadEnd(PTXThread *thread);
/// Runs the thread until it waits, has ended, or has run `limit` instructions.
void ptxRunThread(PTXThread *thread, uint64_t limit);

//===----------------------------------------------------------------------===//
// Instructions, by subject
//===----------------------------------------------------------------------===//

/// An instruction by its first name, and the flags that it allows.
typedef struct PTXOpcode {
  const char *name;
  PTXHandler run;
  unsigned flags;
} PTXOpcode;

/// Tables that end in a null name.
extern const PTXOpcode ptxIntegerOpcodes[];
extern const PTXOpcode ptxFloatOpcodes[];
extern const PTXOpcode ptxCompareOpcodes[];
extern const PTXOpcode ptxMemoryOpcodes[];
extern const PTXOpcode ptxControlOpcodes[];
extern const PTXOpcode ptxWarpOpcodes[];

/// Instructions that integers and floats share by name.
typedef enum PTXArithmetic {
  PTX_DO_ADD,
  PTX_DO_SUB,
  PTX_DO_MUL,
  PTX_DO_DIV,
  PTX_DO_FMA,
  PTX_DO_MIN,
  PTX_DO_MAX,
  PTX_DO_NEG,
  PTX_DO_ABS,
  PTX_DO_SQRT,
  PTX_DO_RCP,
  PTX_DO_RSQRT,
  PTX_DO_EX2,
  PTX_DO_LG2,
  PTX_DO_SIN,
  PTX_DO_COS,
  PTX_DO_TANH
} PTXArithmetic;

/// Runs the instruction on floats. A value may hold two of them.
void ptxRunFloat(PTXThread *thread, const PTXInstruction *instruction,
                 PTXArithmetic operation);
/// The sum of two numbers of `type`, as an atomic instruction makes it.
uint64_t ptxFloatSum(PTXType type, uint64_t a, uint64_t b);
void ptxRunConversion(PTXThread *thread, const PTXInstruction *instruction);

//===----------------------------------------------------------------------===//
// Threads that wait for each other
//===----------------------------------------------------------------------===//

/// Releases the threads of a warp, or of the block, if all of them wait.
/// Returns true if any thread goes on. `*isNextPhase` tells whether the block
/// met.
bool ptxReleaseThreads(PTXThread *threads, uint32_t count, bool *isNextPhase);

//===----------------------------------------------------------------------===//
// Read-only memory
//===----------------------------------------------------------------------===//

/// Notes bytes that were loaded as read-only, and bytes that were written.
void ptxNoteReadOnly(const void *address, size_t bytes);
void ptxNoteWrite(const void *address, size_t bytes);
/// Fails if a launch wrote memory that it loaded as read-only, and forgets
/// both.
void ptxCheckReadOnly(const PTXLaunch *launch);

#endif // FUSELAGE_TEST_PTX_THREAD_H

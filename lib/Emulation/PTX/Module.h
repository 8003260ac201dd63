//===- Module.h - A PTX module that is ready to run ------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TEST_PTX_MODULE_H
#define FUSELAGE_TEST_PTX_MODULE_H

#include "PTX/Value.h"

#include <stddef.h>

typedef struct PTXThread PTXThread;
typedef struct PTXInstruction PTXInstruction;
typedef struct PTXFunction PTXFunction;

/// The memory space that an instruction or a variable names.
typedef enum PTXSpace {
  PTX_GENERIC,
  PTX_GLOBAL,
  PTX_SHARED,
  PTX_LOCAL,
  PTX_CONSTANT,
  PTX_PARAMETER
} PTXSpace;

/// The kinds of operands. The address of a variable is computed when an
/// instruction reads the operand: shared memory belongs to a block, a frame to
/// a thread.
typedef enum PTXOperandKind {
  PTX_NOTHING, // the sink `_`
  PTX_REGISTER,
  PTX_NUMBER, // the bits in `number`, also the address of a global variable
  PTX_F32_NUMBER,
  PTX_F64_NUMBER,
  PTX_SPECIAL, // a special register
  PTX_SHARED_ADDRESS,
  PTX_DYNAMIC_ADDRESS, // after the static shared memory
  PTX_FRAME_ADDRESS,
  PTX_PARAMETER_ADDRESS,
  PTX_FUNCTION,
  PTX_LABEL
} PTXOperandKind;

typedef enum PTXSpecial {
  PTX_TID,
  PTX_NTID = PTX_TID + 3,
  PTX_CTAID = PTX_NTID + 3,
  PTX_NCTAID = PTX_CTAID + 3,
  PTX_LANEID = PTX_NCTAID + 3,
  PTX_WARPID,
  PTX_DYNAMIC_SHARED_SIZE,
  PTX_CLOCK,
  PTX_NUM_SPECIAL
} PTXSpecial;

typedef struct PTXOperand {
  PTXOperandKind kind;
  unsigned index;  // of a register or a special register
  bool isNegated;  // `!%p`
  uint64_t number; // a number, or an offset from what is named
  PTXFunction *function;
  const char *label; // in the text
  unsigned length;   // of the label
} PTXOperand;

enum { PTX_MAX_OPERANDS = 12 };

/// The modifiers of an instruction, as a set.
typedef enum PTXFlag {
  PTX_FLUSH = 1 << 0,       // .ftz
  PTX_SATURATE = 1 << 1,    // .sat
  PTX_HIGH = 1 << 2,        // .hi
  PTX_WIDE = 1 << 3,        // .wide
  PTX_APPROXIMATE = 1 << 4, // .approx
  PTX_NAN = 1 << 5,         // .NaN
  PTX_READ_ONLY = 1 << 6,   // .nc
  PTX_STRONG = 1 << 7,      // .volatile, .relaxed and the like
  PTX_LEFT = 1 << 8,        // .l
  PTX_RIGHT = 1 << 9,       // .r
  PTX_CLAMP = 1 << 10,      // .clamp
  PTX_WRAP = 1 << 11,       // .wrap
  PTX_TO = 1 << 12,         // .to
  PTX_CARRY_OUT = 1 << 13,  // .cc
  PTX_MUST_CONSUME = (1 << 14) - 1,
  PTX_HARMLESS = 1 << 14,
  PTX_OF_WARP = 1 << 15, // .warp
  PTX_CARRY_IN = 1 << 16 // what the name of addc and the like says
} PTXFlag;

/// A modifier that chooses one of several meanings: `.lt`, `.bfly`, `.exch`.
typedef enum PTXChoice {
  PTX_NO_CHOICE,
  PTX_EQ,
  PTX_NE,
  PTX_LT,
  PTX_LE,
  PTX_GT,
  PTX_GE,
  PTX_EQU,
  PTX_NEU,
  PTX_LTU,
  PTX_LEU,
  PTX_GTU,
  PTX_GEU,
  PTX_NUM,
  PTX_ISNAN,
  PTX_AND,
  PTX_OR,
  PTX_XOR,
  PTX_ADD,
  PTX_MIN,
  PTX_MAX,
  PTX_EXCH,
  PTX_CAS,
  PTX_INC,
  PTX_DEC,
  PTX_SHUFFLE_UP,
  PTX_SHUFFLE_DOWN,
  PTX_SHUFFLE_XOR,
  PTX_SHUFFLE_INDEX,
  PTX_BALLOT,
  PTX_ANY,
  PTX_ALL,
  PTX_UNIFORM,
  PTX_FINITE,
  PTX_INFINITE,
  PTX_NORMAL,
  PTX_SUBNORMAL,
  PTX_NUMBER_TEST,
  PTX_NOT_A_NUMBER
} PTXChoice;

typedef void (*PTXHandler)(PTXThread *thread,
                           const PTXInstruction *instruction);

struct PTXInstruction {
  PTXHandler run;
  PTXType type;   // the first that is named
  PTXType source; // the second, or the first
  PTXRounding rounding;
  PTXChoice choice;
  PTXChoice combination; // with a predicate, in setp
  PTXSpace space;
  unsigned flags;
  int predicate; // register, or -1
  bool isNegated;
  unsigned vectorSize; // 1, 2, 4 or 8
  PTXOperand operands[PTX_MAX_OPERANDS];
  unsigned numOperands;
  const PTXInstruction *target;
  const PTXInstruction **targets; // of an indexed branch
  unsigned numTargets;
  struct PTXCall *call;
  unsigned line;
};

/// A parameter, a result or a variable in a frame.
typedef struct PTXSlot {
  size_t offset, bytes;
} PTXSlot;

enum { PTX_MAX_SLOTS = 64 };

typedef struct PTXCall {
  PTXFunction *callee;
  PTXSlot arguments[PTX_MAX_SLOTS];
  unsigned numArguments;
  PTXSlot result;
  bool hasResult;
} PTXCall;

struct PTXFunction {
  const char *name;
  unsigned nameLength;
  struct PTXModule *module;
  bool isKernel, isDefined;
  PTXSlot
      *parameters; // of a kernel in a buffer of their own, else in the frame
  unsigned numParameters;
  size_t parameterBytes;
  PTXSlot result;
  bool hasResult;
  PTXInstruction *code;
  size_t numInstructions;
  unsigned numRegisters;
  unsigned *registerBits;
  size_t frameBytes;
  uint32_t maxThreads[3];
  bool requiresThreads;
  bool waits; // threads wait for each other
};

typedef struct PTXModule {
  char *text;
  PTXFunction **functions;
  size_t numFunctions;
  struct PTXVariable *variables;
  size_t numVariables;
  size_t sharedBytes;
  bool comparesAndSwaps; // somewhere
} PTXModule;

/// Reads a module. Ends the process with a message at an unsupported part. The
/// module lives until the end of the process.
PTXModule *ptxModuleLoad(const char *text);

/// A kernel of the module, or null.
PTXFunction *ptxModuleFindKernel(PTXModule *module, const char *name);

/// Ends the process with a message about a line of the module.
_Noreturn void ptxFailAt(const PTXModule *module, unsigned line,
                         const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif // FUSELAGE_TEST_PTX_MODULE_H

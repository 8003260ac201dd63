//===- Parser.h - Reading the text of PTX ----------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TEST_PTX_PARSER_H
#define FUSELAGE_TEST_PTX_PARSER_H

#include "PTX/Module.h"

/// A part of the text.
typedef struct PTXName {
  const char *data;
  unsigned length;
} PTXName;

bool ptxNameIs(PTXName name, const char *string);
bool ptxNameEquals(PTXName a, PTXName b);

/// Registers of one name: one, or `count` that end in numbers.
typedef struct PTXRegisters {
  PTXName name;
  unsigned first, count;
  bool isNumbered;
} PTXRegisters;

/// A variable of the module or of a function. Its memory is in `space`;
/// PTX_LOCAL means the frame.
typedef struct PTXVariable {
  PTXName name;
  PTXSpace space;
  bool isDynamic;  // the memory after all static shared memory
  bool isExternal; // declared only
  PTXType type;
  size_t offset, bytes;
  unsigned char *memory; // global and constant
} PTXVariable;

typedef struct PTXLabel {
  PTXName name;
  size_t instruction;
  PTXName *targets; // of a table of branches
  unsigned numTargets;
} PTXLabel;

enum {
  PTX_MAX_REGISTERS = 256,
  PTX_MAX_VARIABLES = 4096,
  PTX_MAX_LABELS = 16384,
  PTX_MAX_TARGETS = 1024
};

/// Reads a module from beginning to end.
typedef struct PTXParser {
  PTXModule *module;
  const char *at;
  unsigned line;
  PTXFunction *function;
  PTXRegisters registers[PTX_MAX_REGISTERS];
  unsigned numRegisterNames;
  PTXVariable *locals;
  unsigned numLocals;
  PTXLabel *labels;
  unsigned numLabels;
  size_t capacity; // of the function's code
} PTXParser;

_Noreturn void ptxParseError(const PTXParser *parser, const char *what);

/// Skips blanks and comments and returns the next character, 0 at the end.
char ptxPeek(PTXParser *parser);
bool ptxAccept(PTXParser *parser, char character);
void ptxExpect(PTXParser *parser, char character);
/// An identifier, with the dots in it if `withDots`.
PTXName ptxIdentifier(PTXParser *parser, bool withDots);
/// A number, and how it is written.
uint64_t ptxNumber(PTXParser *parser, PTXOperandKind *kind);
PTXType ptxExpectType(PTXParser *parser, PTXName name);

/// The variable with this name, of the function first; null if there is none.
const PTXVariable *ptxFindVariable(const PTXParser *parser, PTXName name);
PTXFunction *ptxFindFunction(const PTXModule *module, PTXName name);

/// Reads one instruction, up to its semicolon, and appends it to the function.
void ptxParseInstruction(PTXParser *parser);
PTXOperand ptxParseOperand(PTXParser *parser);

/// Reads what comes after the name of a memory space.
void ptxParseVariable(PTXParser *parser, PTXSpace space, bool isExternal,
                      bool isLocal);

/// Grows `data` to `count` elements of `size` bytes. Ends the process if memory
/// is out.
void *ptxGrow(void *data, size_t count, size_t size);

/// Zeroed room for `count` elements of `size` bytes. Ends the process if memory
/// is out.
void *ptxAllocate(size_t count, size_t size);

#endif // FUSELAGE_TEST_PTX_PARSER_H

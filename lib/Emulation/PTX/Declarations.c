//===- Declarations.c - Variables and functions of a PTX module -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Parser.h"

#include "Runtime/Internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { wordBytes = 8, mostGenerousAlignment = 256 };

static size_t alignUp(size_t bytes, size_t alignment) {
  return alignment > 1 ? (bytes + alignment - 1) / alignment * alignment
                       : bytes;
}

void ptxFailAt(const PTXModule *module, unsigned line, const char *format,
               ...) {
  char what[400];
  va_list args;
  va_start(args, format);
  vsnprintf(what, sizeof what, format, args);
  va_end(args);
  const char *at = module->text;
  for (unsigned i = 1; i < line && at; ++i)
    at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL;
  fuselageTestFail("PTX line %u: %s\n  %.*s", line, what,
                   at ? (int)strcspn(at, "\n") : 0, at ? at : "");
}

static void skipLine(PTXParser *parser) {
  while (*parser->at && *parser->at != '\n')
    ++parser->at;
}

static void skipTo(PTXParser *parser, char character) {
  while (ptxPeek(parser) && *parser->at != character)
    ++parser->at;
  ptxExpect(parser, character);
}

static uint64_t expectNumber(PTXParser *parser) {
  PTXOperandKind kind;
  const uint64_t value = ptxNumber(parser, &kind);
  if (kind != PTX_NUMBER)
    ptxParseError(parser, "expected an integer");
  return value;
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

static const PTXVariable *find(const PTXVariable *variables, size_t count,
                               PTXName name) {
  for (size_t i = count; i > 0; --i)
    if (ptxNameEquals(variables[i - 1].name, name))
      return &variables[i - 1];
  return NULL;
}

const PTXVariable *ptxFindVariable(const PTXParser *parser, PTXName name) {
  const PTXVariable *found = find(parser->locals, parser->numLocals, name);
  return found ? found
               : find(parser->module->variables, parser->module->numVariables,
                      name);
}

/// A declaration such as `.align 4 .b8 name[12]`, up to the end of the name.
typedef struct Declaration {
  PTXType type;
  size_t alignment;
  size_t count;
  bool isUnsized;
  PTXName name;
} Declaration;

static void parseDimensions(PTXParser *parser, Declaration *declaration) {
  declaration->count = 1;
  while (ptxAccept(parser, '[')) {
    if (ptxAccept(parser, ']')) {
      declaration->isUnsized = true;
      continue;
    }
    declaration->count *= (size_t)expectNumber(parser);
    ptxExpect(parser, ']');
  }
}

/// Attributes of parameters, such as `.ptr .global .align 16`, describe the
/// memory at the pointer, so they are skipped.
static Declaration parseDeclaration(PTXParser *parser) {
  Declaration declaration = {.alignment = 0};
  bool isPointer = false;
  while (ptxAccept(parser, '.')) {
    const PTXName word = ptxIdentifier(parser, false);
    if (ptxNameIs(word, "align")) {
      const size_t alignment = (size_t)expectNumber(parser);
      if (!isPointer)
        declaration.alignment = alignment;
    } else if (ptxNameIs(word, "ptr")) {
      isPointer = true;
    } else if (!isPointer ||
               !(ptxNameIs(word, "global") || ptxNameIs(word, "shared") ||
                 ptxNameIs(word, "const") || ptxNameIs(word, "local"))) {
      declaration.type = ptxExpectType(parser, word);
    }
  }
  declaration.name = ptxIdentifier(parser, false);
  parseDimensions(parser, &declaration);
  if (declaration.alignment == 0)
    declaration.alignment = ptxTypeBytes(declaration.type);
  return declaration;
}

static uint64_t initialAddress(PTXParser *parser) {
  PTXName name = ptxIdentifier(parser, false);
  const bool isGeneric = ptxNameIs(name, "generic");
  if (isGeneric) {
    ptxExpect(parser, '(');
    name = ptxIdentifier(parser, false);
    ptxExpect(parser, ')');
  }
  const PTXVariable *variable = ptxFindVariable(parser, name);
  if (!variable || !variable->memory)
    ptxParseError(parser, "unsupported initial value");
  const uint64_t offset = ptxAccept(parser, '+') ? expectNumber(parser) : 0;
  return (uint64_t)(uintptr_t)variable->memory + offset;
}

static void parseInitialValue(PTXParser *parser, PTXVariable *variable,
                              size_t *at) {
  if (ptxAccept(parser, '{')) {
    do
      parseInitialValue(parser, variable, at);
    while (ptxAccept(parser, ','));
    ptxExpect(parser, '}');
    return;
  }
  PTXOperandKind kind;
  const size_t bytes = ptxTypeBytes(variable->type);
  const char next = ptxPeek(parser);
  const bool isNumber = next == '-' || (next >= '0' && next <= '9');
  const uint64_t value =
      isNumber ? ptxNumber(parser, &kind) : initialAddress(parser);
  if (*at + bytes > variable->bytes || ptxPeek(parser) == '(')
    ptxParseError(parser, "unsupported initial value");
  memcpy(variable->memory + *at, &value, bytes);
  *at += bytes;
}

static void place(PTXParser *parser, PTXVariable *variable, size_t alignment) {
  PTXModule *module = parser->module;
  size_t *end = NULL;
  if (variable->space == PTX_SHARED && !variable->isDynamic)
    end = &module->sharedBytes;
  else if (variable->space == PTX_LOCAL)
    end = &parser->function->frameBytes;
  if (end) {
    variable->offset = alignUp(*end, alignment);
    *end = variable->offset + variable->bytes;
  } else if (variable->space == PTX_GLOBAL || variable->space == PTX_CONSTANT) {
    variable->memory =
        ptxAllocate(variable->bytes + mostGenerousAlignment + wordBytes, 1);
    variable->memory += mostGenerousAlignment -
                        (uintptr_t)variable->memory % mostGenerousAlignment;
    // Makes the address no better aligned than the text says.
    variable->memory += alignment < wordBytes ? alignment : 0;
  }
}

static PTXVariable *append(PTXParser *parser, bool isLocal) {
  if ((isLocal ? parser->numLocals : parser->module->numVariables) ==
      PTX_MAX_VARIABLES)
    ptxParseError(parser, "too many variables");
  return isLocal ? &parser->locals[parser->numLocals++]
                 : &parser->module->variables[parser->module->numVariables++];
}

void ptxParseVariable(PTXParser *parser, PTXSpace space, bool isExternal,
                      bool isLocal) {
  const Declaration declaration = parseDeclaration(parser);
  PTXVariable *variable =
      append(parser, isLocal && (space == PTX_LOCAL || space == PTX_SHARED));
  *variable = (PTXVariable){
      .name = declaration.name,
      .space = space,
      .isDynamic = space == PTX_SHARED && isExternal && declaration.isUnsized,
      .isExternal = isExternal,
      .type = declaration.type,
      .bytes = declaration.isUnsized
                   ? 0
                   : declaration.count * ptxTypeBytes(declaration.type)};
  if (isExternal && !variable->isDynamic)
    ptxParseError(parser, "a variable that nothing defines");
  place(parser, variable, declaration.alignment);
  size_t at = 0;
  if (ptxAccept(parser, '='))
    parseInitialValue(parser, variable, &at);
  ptxExpect(parser, ';');
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

PTXFunction *ptxFindFunction(const PTXModule *module, PTXName name) {
  for (size_t i = 0; i < module->numFunctions; ++i) {
    PTXFunction *function = module->functions[i];
    if (ptxNameEquals((PTXName){function->name, function->nameLength}, name))
      return function;
  }
  return NULL;
}

/// Reads a list of parameters. Their names look like names of variables.
static unsigned parseSlots(PTXParser *parser, PTXSlot *slots, unsigned room,
                           size_t *end, PTXSpace space) {
  unsigned count = 0;
  ptxExpect(parser, '(');
  if (ptxAccept(parser, ')'))
    return 0;
  do {
    if (count == room)
      ptxParseError(parser, "too many parameters");
    ptxExpect(parser, '.');
    if (!ptxNameIs(ptxIdentifier(parser, false), "param"))
      ptxParseError(parser, "expected .param");
    const Declaration declaration = parseDeclaration(parser);
    PTXVariable *variable = append(parser, true);
    *variable = (PTXVariable){.name = declaration.name,
                              .space = space,
                              .type = declaration.type,
                              .bytes = declaration.count *
                                       ptxTypeBytes(declaration.type)};
    variable->offset = alignUp(*end, declaration.alignment);
    *end = variable->offset + variable->bytes;
    slots[count++] = (PTXSlot){variable->offset, variable->bytes};
  } while (ptxAccept(parser, ','));
  ptxExpect(parser, ')');
  return count;
}

static void parseRegisters(PTXParser *parser) {
  PTXFunction *function = parser->function;
  ptxExpect(parser, '.');
  const PTXType type = ptxExpectType(parser, ptxIdentifier(parser, false));
  do {
    if (parser->numRegisterNames == PTX_MAX_REGISTERS)
      ptxParseError(parser, "too many declarations of registers");
    PTXRegisters *registers = &parser->registers[parser->numRegisterNames++];
    *registers = (PTXRegisters){.name = ptxIdentifier(parser, false),
                                .first = function->numRegisters,
                                .count = 1};
    if (ptxAccept(parser, '<')) {
      registers->count = (unsigned)expectNumber(parser);
      registers->isNumbered = true;
      ptxExpect(parser, '>');
    }
    const unsigned total = function->numRegisters + registers->count;
    unsigned *bits = ptxGrow(function->registerBits, total, sizeof *bits);
    for (unsigned i = function->numRegisters; i < total; ++i)
      bits[i] = type.bits * type.lanes;
    function->registerBits = bits;
    function->numRegisters = total;
  } while (ptxAccept(parser, ','));
  ptxExpect(parser, ';');
}

static void addLabel(PTXParser *parser, PTXName name) {
  if (parser->numLabels == PTX_MAX_LABELS)
    ptxParseError(parser, "too many labels");
  PTXLabel *label = &parser->labels[parser->numLabels++];
  *label = (PTXLabel){.name = name,
                      .instruction = parser->function->numInstructions};
  if (ptxPeek(parser) != '.' || strncmp(parser->at, ".branchtargets", 14) != 0)
    return;
  parser->at += 14;
  label->targets = ptxAllocate(PTX_MAX_TARGETS, sizeof *label->targets);
  do {
    if (label->numTargets == PTX_MAX_TARGETS)
      ptxParseError(parser, "too many targets");
    label->targets[label->numTargets++] = ptxIdentifier(parser, false);
  } while (ptxAccept(parser, ','));
  ptxExpect(parser, ';');
}

static void parseDirective(PTXParser *parser) {
  const PTXName word = ptxIdentifier(parser, false);
  if (ptxNameIs(word, "reg"))
    parseRegisters(parser);
  else if (ptxNameIs(word, "local") || ptxNameIs(word, "param"))
    ptxParseVariable(parser, PTX_LOCAL, false, true);
  else if (ptxNameIs(word, "shared"))
    ptxParseVariable(parser, PTX_SHARED, false, true);
  else if (ptxNameIs(word, "loc"))
    skipLine(parser);
  else if (ptxNameIs(word, "pragma"))
    skipTo(parser, ';');
  else
    ptxFailAt(parser->module, parser->line, "unsupported '.%.*s'",
              (int)word.length, word.data);
}

/// A label, unless a name begins an instruction.
static bool acceptLabel(PTXParser *parser) {
  const char *start = parser->at;
  const unsigned line = parser->line;
  if (*start == '@')
    return false;
  const PTXName name = ptxIdentifier(parser, true);
  const bool isLabel = name.data[name.length - 1] == ':';
  if (isLabel) {
    addLabel(parser, (PTXName){name.data, name.length - 1});
    return true;
  }
  parser->at = start;
  parser->line = line;
  return false;
}

static const PTXLabel *findLabel(const PTXParser *parser, PTXName name) {
  for (unsigned i = 0; i < parser->numLabels; ++i)
    if (ptxNameEquals(parser->labels[i].name, name))
      return &parser->labels[i];
  ptxFailAt(parser->module, parser->line, "no label '%.*s'", (int)name.length,
            name.data);
}

/// Finds the labels of branches, after all labels are known.
static void resolve(PTXParser *parser, PTXInstruction *instruction) {
  PTXFunction *function = parser->function;
  for (unsigned i = 0; i < instruction->numOperands; ++i) {
    const PTXOperand *operand = &instruction->operands[i];
    if (operand->kind != PTX_LABEL)
      continue;
    const PTXLabel *label =
        findLabel(parser, (PTXName){operand->label, operand->length});
    instruction->target = &function->code[label->instruction];
    instruction->numTargets = label->numTargets;
    instruction->targets = (const PTXInstruction **)ptxAllocate(
        label->numTargets, sizeof(const PTXInstruction *));
    for (unsigned t = 0; t < label->numTargets; ++t)
      instruction->targets[t] =
          &function->code[findLabel(parser, label->targets[t])->instruction];
  }
}

static void parseBody(PTXParser *parser) {
  PTXFunction *function = parser->function;
  int depth = 1;
  while (depth > 0) {
    const char next = ptxPeek(parser);
    if (next == '\0')
      ptxParseError(parser, "the text ends in a function");
    if (ptxAccept(parser, '{'))
      ++depth;
    else if (ptxAccept(parser, '}'))
      --depth;
    else if (ptxAccept(parser, '.'))
      parseDirective(parser);
    else if (!ptxAccept(parser, ';') && !acceptLabel(parser))
      ptxParseInstruction(parser);
  }
  for (size_t i = 0; i < function->numInstructions; ++i)
    resolve(parser, &function->code[i]);
  function->isDefined = true;
}

static void parseThreads(PTXParser *parser, bool areRequired) {
  PTXFunction *function = parser->function;
  function->requiresThreads = areRequired;
  for (unsigned i = 0; i < 3; ++i)
    function->maxThreads[i] = 1;
  for (unsigned i = 0; i < 3 && (i == 0 || ptxAccept(parser, ',')); ++i)
    function->maxThreads[i] = (uint32_t)expectNumber(parser);
}

/// Reads a directive between the parameters and the body.
static void parseFunctionDirective(PTXParser *parser) {
  const PTXName word = ptxIdentifier(parser, false);
  if (ptxNameIs(word, "maxntid") || ptxNameIs(word, "reqntid"))
    parseThreads(parser, ptxNameIs(word, "reqntid"));
  else if (ptxNameIs(word, "minnctapersm") || ptxNameIs(word, "maxnreg") ||
           ptxNameIs(word, "maxnctapersm"))
    expectNumber(parser);
  else if (!ptxNameIs(word, "noreturn"))
    ptxFailAt(parser->module, parser->line, "unsupported '.%.*s'",
              (int)word.length, word.data);
}

static PTXFunction *enterFunction(PTXParser *parser, bool isKernel) {
  PTXFunction *function = ptxAllocate(1, sizeof *function);
  function->module = parser->module;
  function->isKernel = isKernel;
  function->parameters =
      ptxAllocate(PTX_MAX_VARIABLES, sizeof *function->parameters);
  parser->function = function;
  parser->numRegisterNames = parser->numLocals = parser->numLabels = 0;
  parser->capacity = 0;
  return function;
}

/// A function keeps the place of its declaration when it is defined.
static void addFunction(PTXModule *module, PTXFunction *function) {
  PTXFunction *declared =
      ptxFindFunction(module, (PTXName){function->name, function->nameLength});
  if (declared) {
    if (function->isDefined)
      *declared = *function;
    return;
  }
  module->functions =
      (PTXFunction **)ptxGrow((void *)module->functions,
                              module->numFunctions + 1, sizeof(PTXFunction *));
  module->functions[module->numFunctions++] = function;
}

static void parseFunction(PTXParser *parser, bool isKernel) {
  PTXFunction *function = enterFunction(parser, isKernel);
  if (ptxPeek(parser) == '(')
    function->hasResult = parseSlots(parser, &function->result, 1,
                                     &function->frameBytes, PTX_LOCAL) != 0;
  const PTXName name = ptxIdentifier(parser, false);
  function->name = name.data;
  function->nameLength = name.length;
  if (ptxPeek(parser) == '(')
    function->numParameters =
        parseSlots(parser, function->parameters, PTX_MAX_VARIABLES,
                   isKernel ? &function->parameterBytes : &function->frameBytes,
                   isKernel ? PTX_PARAMETER : PTX_LOCAL);
  while (ptxAccept(parser, '.'))
    parseFunctionDirective(parser);
  // A body may call its own function.
  addFunction(parser->module, function);
  if (ptxAccept(parser, '{')) {
    parseBody(parser);
    addFunction(parser->module, function);
  } else {
    ptxExpect(parser, ';');
  }
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

static void parseItem(PTXParser *parser) {
  bool isExternal = false;
  PTXName word = ptxIdentifier(parser, false);
  while (ptxNameIs(word, "extern") || ptxNameIs(word, "visible") ||
         ptxNameIs(word, "weak") || ptxNameIs(word, "common")) {
    isExternal = isExternal || ptxNameIs(word, "extern");
    ptxExpect(parser, '.');
    word = ptxIdentifier(parser, false);
  }
  if (ptxNameIs(word, "entry") || ptxNameIs(word, "func"))
    parseFunction(parser, ptxNameIs(word, "entry"));
  else if (ptxNameIs(word, "global"))
    ptxParseVariable(parser, PTX_GLOBAL, isExternal, false);
  else if (ptxNameIs(word, "const"))
    ptxParseVariable(parser, PTX_CONSTANT, isExternal, false);
  else if (ptxNameIs(word, "shared"))
    ptxParseVariable(parser, PTX_SHARED, isExternal, false);
  else if (ptxNameIs(word, "section"))
    skipTo(parser, '}');
  else if (ptxNameIs(word, "version") || ptxNameIs(word, "target") ||
           ptxNameIs(word, "address_size") || ptxNameIs(word, "file"))
    skipLine(parser);
  else
    ptxFailAt(parser->module, parser->line, "unsupported '.%.*s'",
              (int)word.length, word.data);
}

PTXModule *ptxModuleLoad(const char *text) {
  PTXModule *module = ptxAllocate(1, sizeof *module);
  const size_t size = strlen(text) + 1;
  module->text = ptxAllocate(size, 1);
  memcpy(module->text, text, size);
  module->variables = ptxAllocate(PTX_MAX_VARIABLES, sizeof *module->variables);
  PTXParser *parser = ptxAllocate(1, sizeof *parser);
  parser->module = module;
  parser->at = module->text;
  parser->line = 1;
  parser->locals = ptxAllocate(PTX_MAX_VARIABLES, sizeof *parser->locals);
  parser->labels = ptxAllocate(PTX_MAX_LABELS, sizeof *parser->labels);
  while (ptxPeek(parser)) {
    ptxExpect(parser, '.');
    parseItem(parser);
  }
  free(parser->labels);
  free(parser->locals);
  free(parser);
  return module;
}

PTXFunction *ptxModuleFindKernel(PTXModule *module, const char *name) {
  PTXFunction *function =
      ptxFindFunction(module, (PTXName){name, (unsigned)strlen(name)});
  return function && function->isKernel && function->isDefined ? function
                                                               : NULL;
}

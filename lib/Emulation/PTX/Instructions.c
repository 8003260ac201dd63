//===- Instructions.c - Reading an instruction of PTX ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `@%p1 add.sat.s32 %r1, %r2, 5;`: a predicate, a name with modifiers, and
// operands. A modifier without a meaning for the instruction is an error, so
// that no instruction runs as another one.
//
//===----------------------------------------------------------------------===//

#include "PTX/Parser.h"
#include "PTX/Thread.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// The number at the end of a name, or `length` if it has none or one that
/// begins with a zero.
static bool splitNumber(PTXName name, unsigned *stem, unsigned *number) {
  unsigned at = name.length;
  while (at > 0 && isdigit((unsigned char)name.data[at - 1]))
    --at;
  *stem = at;
  *number = (unsigned)strtoul(name.data + at, NULL, 10);
  return at < name.length;
}

static bool findRegister(const PTXParser *parser, PTXName name,
                         unsigned *index) {
  unsigned stem, number;
  const bool hasNumber = splitNumber(name, &stem, &number);
  for (unsigned i = parser->numRegisterNames; i > 0; --i) {
    const PTXRegisters *registers = &parser->registers[i - 1];
    if (!registers->isNumbered && ptxNameEquals(registers->name, name)) {
      *index = registers->first;
      return true;
    }
    if (registers->isNumbered && hasNumber &&
        ptxNameEquals(registers->name, (PTXName){name.data, stem}) &&
        number < registers->count) {
      *index = registers->first + number;
      return true;
    }
  }
  return false;
}

static bool findSpecial(PTXName name, unsigned *index) {
  static const struct {
    const char *name;
    unsigned index;
  } specials[] = {{"%tid.x", PTX_TID},
                  {"%tid.y", PTX_TID + 1},
                  {"%tid.z", PTX_TID + 2},
                  {"%ntid.x", PTX_NTID},
                  {"%ntid.y", PTX_NTID + 1},
                  {"%ntid.z", PTX_NTID + 2},
                  {"%ctaid.x", PTX_CTAID},
                  {"%ctaid.y", PTX_CTAID + 1},
                  {"%ctaid.z", PTX_CTAID + 2},
                  {"%nctaid.x", PTX_NCTAID},
                  {"%nctaid.y", PTX_NCTAID + 1},
                  {"%nctaid.z", PTX_NCTAID + 2},
                  {"%laneid", PTX_LANEID},
                  {"%warpid", PTX_WARPID},
                  {"%dynamic_smem_size", PTX_DYNAMIC_SHARED_SIZE},
                  {"%clock", PTX_CLOCK},
                  {"%clock64", PTX_CLOCK}};
  for (size_t i = 0; i < sizeof specials / sizeof *specials; ++i)
    if (ptxNameIs(name, specials[i].name)) {
      *index = specials[i].index;
      return true;
    }
  return false;
}

static PTXOperand addressOf(const PTXVariable *variable) {
  static const PTXOperandKind kinds[] = {[PTX_SHARED] = PTX_SHARED_ADDRESS,
                                         [PTX_LOCAL] = PTX_FRAME_ADDRESS,
                                         [PTX_PARAMETER] =
                                             PTX_PARAMETER_ADDRESS};
  if (variable->memory)
    return (PTXOperand){.kind = PTX_NUMBER,
                        .number = (uint64_t)(uintptr_t)variable->memory};
  return (PTXOperand){.kind = variable->isDynamic ? PTX_DYNAMIC_ADDRESS
                                                  : kinds[variable->space],
                      .number = variable->offset};
}

static PTXOperand parseName(PTXParser *parser) {
  PTXOperand operand = {.kind = PTX_REGISTER};
  PTXName name = ptxIdentifier(parser, false);
  if (ptxNameIs(name, "_"))
    return (PTXOperand){.kind = PTX_NOTHING};
  if (ptxNameIs(name, "WARP_SZ"))
    return (PTXOperand){.kind = PTX_NUMBER, .number = 32};
  if (findRegister(parser, name, &operand.index))
    return operand;
  if (name.data[0] == '%' && *parser->at == '.') {
    ++parser->at;
    name.length += 1 + ptxIdentifier(parser, false).length;
  }
  operand.kind = PTX_SPECIAL;
  if (findSpecial(name, &operand.index))
    return operand;
  const PTXVariable *variable = ptxFindVariable(parser, name);
  if (variable)
    return addressOf(variable);
  PTXFunction *function = ptxFindFunction(parser->module, name);
  if (function)
    return (PTXOperand){.kind = PTX_FUNCTION, .function = function};
  return (PTXOperand){
      .kind = PTX_LABEL, .label = name.data, .length = name.length};
}

PTXOperand ptxParseOperand(PTXParser *parser) {
  const char next = ptxPeek(parser);
  if (isdigit((unsigned char)next) || next == '-') {
    PTXOperand operand = {.kind = PTX_NUMBER};
    operand.number = ptxNumber(parser, &operand.kind);
    return operand;
  }
  const bool isNegated = ptxAccept(parser, '!');
  PTXOperand operand = parseName(parser);
  operand.isNegated = isNegated;
  if (ptxPeek(parser) == '+' || ptxPeek(parser) == '-') {
    PTXOperandKind kind;
    parser->at += *parser->at == '+';
    operand.number += ptxNumber(parser, &kind);
  }
  return operand;
}

/// Reads an operand, or the operands in braces, brackets or parentheses, one
/// after the other. A register after `|` is a second destination.
static void parseOperands(PTXParser *parser, PTXInstruction *instruction) {
  static const char open[] = "{[(", close[] = "}])";
  const char next = ptxPeek(parser);
  const char *group = next ? strchr(open, next) : NULL;
  if (group) {
    ++parser->at;
    if (!ptxAccept(parser, close[group - open])) {
      do
        parseOperands(parser, instruction);
      while (ptxAccept(parser, ','));
      ptxExpect(parser, close[group - open]);
    }
    return;
  }
  if (instruction->numOperands == PTX_MAX_OPERANDS)
    ptxParseError(parser, "too many operands");
  instruction->operands[instruction->numOperands++] = ptxParseOperand(parser);
  if (ptxAccept(parser, '|'))
    parseOperands(parser, instruction);
}

//===----------------------------------------------------------------------===//
// Modifiers
//===----------------------------------------------------------------------===//

static const struct {
  const char *name;
  unsigned flag;
} flags[] = {{"ftz", PTX_FLUSH},
             {"sat", PTX_SATURATE},
             {"lo", PTX_HARMLESS},
             {"hi", PTX_HIGH},
             {"wide", PTX_WIDE},
             {"approx", PTX_APPROXIMATE},
             {"full", PTX_APPROXIMATE},
             {"NaN", PTX_NAN},
             {"nc", PTX_READ_ONLY},
             {"volatile", PTX_STRONG},
             {"relaxed", PTX_STRONG},
             {"acquire", PTX_STRONG},
             {"release", PTX_STRONG},
             {"acq_rel", PTX_STRONG},
             {"sc", PTX_STRONG},
             {"weak", PTX_HARMLESS},
             {"cta", PTX_HARMLESS},
             {"gpu", PTX_HARMLESS},
             {"sys", PTX_HARMLESS},
             {"gl", PTX_HARMLESS},
             {"l", PTX_LEFT},
             {"r", PTX_RIGHT},
             {"clamp", PTX_CLAMP},
             {"wrap", PTX_WRAP},
             {"to", PTX_TO},
             {"cc", PTX_CARRY_OUT},
             {"sync", PTX_HARMLESS},
             {"aligned", PTX_HARMLESS},
             {"uni", PTX_HARMLESS},
             {"noftz", PTX_HARMLESS},
             {"idx", PTX_HARMLESS},
             {"warp", PTX_OF_WARP},
             {"ca", PTX_HARMLESS},
             {"cg", PTX_HARMLESS},
             {"L1::no_allocate", PTX_HARMLESS}};

static const struct {
  const char *name;
  PTXChoice choice;
} choices[] = {{"eq", PTX_EQ},
               {"ne", PTX_NE},
               {"lt", PTX_LT},
               {"le", PTX_LE},
               {"gt", PTX_GT},
               {"ge", PTX_GE},
               {"ls", PTX_LE},
               {"hs", PTX_GE},
               {"equ", PTX_EQU},
               {"neu", PTX_NEU},
               {"ltu", PTX_LTU},
               {"leu", PTX_LEU},
               {"gtu", PTX_GTU},
               {"geu", PTX_GEU},
               {"num", PTX_NUM},
               {"nan", PTX_ISNAN},
               {"and", PTX_AND},
               {"or", PTX_OR},
               {"xor", PTX_XOR},
               {"add", PTX_ADD},
               {"min", PTX_MIN},
               {"max", PTX_MAX},
               {"exch", PTX_EXCH},
               {"cas", PTX_CAS},
               {"inc", PTX_INC},
               {"dec", PTX_DEC},
               {"up", PTX_SHUFFLE_UP},
               {"down", PTX_SHUFFLE_DOWN},
               {"bfly", PTX_SHUFFLE_XOR},
               {"ballot", PTX_BALLOT},
               {"any", PTX_ANY},
               {"all", PTX_ALL},
               {"finite", PTX_FINITE},
               {"infinite", PTX_INFINITE},
               {"normal", PTX_NORMAL},
               {"subnormal", PTX_SUBNORMAL},
               {"number", PTX_NUMBER_TEST},
               {"notanumber", PTX_NOT_A_NUMBER}};

static const struct {
  const char *name;
  PTXRounding rounding;
} roundings[] = {{"rn", PTX_NEAREST},
                 {"rz", PTX_TO_ZERO},
                 {"rm", PTX_DOWN},
                 {"rp", PTX_UP},
                 {"rni", PTX_INTEGER_NEAREST},
                 {"rzi", PTX_INTEGER_TO_ZERO},
                 {"rmi", PTX_INTEGER_DOWN},
                 {"rpi", PTX_INTEGER_UP}};

static const struct {
  const char *name;
  PTXSpace space;
} spaces[] = {{"global", PTX_GLOBAL},      {"shared", PTX_SHARED},
              {"shared::cta", PTX_SHARED}, {"local", PTX_LOCAL},
              {"const", PTX_CONSTANT},     {"param", PTX_PARAMETER}};

#define FIND(table, word, field, into)                                         \
  for (size_t i = 0; i < sizeof(table) / sizeof *(table); ++i)                 \
    if (ptxNameIs(word, (table)[i].name)) {                                    \
      into((table)[i].field);                                                  \
      return true;                                                             \
    }

static bool readType(PTXInstruction *instruction, PTXName word) {
  const PTXType type = ptxTypeByName(word.data, word.length);
  if (type.kind == PTX_NO_TYPE)
    return false;
  if (instruction->type.kind == PTX_NO_TYPE)
    instruction->type = type;
  instruction->source = type;
  return true;
}

static bool readVectorSize(PTXInstruction *instruction, PTXName word) {
  if (word.length != 2 || word.data[0] != 'v' || !strchr("248", word.data[1]))
    return false;
  instruction->vectorSize = (unsigned)(word.data[1] - '0');
  return true;
}

static bool readModifier(PTXInstruction *instruction, PTXName word) {
#define INTO_FLAGS(value) instruction->flags |= (value)
#define INTO_CHOICE(value)                                                     \
  *(instruction->choice == PTX_NO_CHOICE ? &instruction->choice                \
                                         : &instruction->combination) =        \
      (value)
#define INTO_ROUNDING(value) instruction->rounding = (value)
#define INTO_SPACE(value) instruction->space = (value)
  if (readType(instruction, word) || readVectorSize(instruction, word))
    return true;
  FIND(flags, word, flag, INTO_FLAGS)
  FIND(choices, word, choice, INTO_CHOICE)
  FIND(roundings, word, rounding, INTO_ROUNDING)
  FIND(spaces, word, space, INTO_SPACE)
  return false;
}

static const PTXOpcode *findOpcode(PTXName name) {
  static const PTXOpcode *const tables[] = {ptxIntegerOpcodes, ptxFloatOpcodes,
                                            ptxCompareOpcodes, ptxMemoryOpcodes,
                                            ptxControlOpcodes, ptxWarpOpcodes};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; ++i)
    for (const PTXOpcode *opcode = tables[i]; opcode->name; ++opcode)
      if (ptxNameIs(name, opcode->name))
        return opcode;
  return NULL;
}

static _Noreturn void unsupported(const PTXParser *parser, PTXName word) {
  ptxFailAt(parser->module, parser->line, "unsupported instruction '%.*s'",
            (int)word.length, word.data);
}

/// Cuts the next part off a name with dots.
static PTXName nextPart(PTXName *rest) {
  PTXName part = {rest->data, 0};
  while (part.length < rest->length && part.data[part.length] != '.')
    ++part.length;
  const unsigned used = part.length + (part.length < rest->length);
  rest->data += used;
  rest->length -= used;
  return part;
}

static void readOpcode(PTXParser *parser, PTXInstruction *instruction) {
  const PTXName word = ptxIdentifier(parser, true);
  PTXName rest = word;
  const PTXName name = nextPart(&rest);
  const PTXOpcode *opcode = findOpcode(name);
  if (!opcode)
    unsupported(parser, word);
  while (rest.length != 0)
    if (!readModifier(instruction, nextPart(&rest)))
      unsupported(parser, word);
  instruction->run = opcode->run;
  instruction->flags |= opcode->flags & PTX_CARRY_IN;
  if (instruction->flags & PTX_MUST_CONSUME & ~opcode->flags)
    unsupported(parser, word);
}

static PTXInstruction *append(PTXParser *parser) {
  PTXFunction *function = parser->function;
  if (function->numInstructions == parser->capacity) {
    parser->capacity = parser->capacity ? 2 * parser->capacity : 256;
    function->code =
        ptxGrow(function->code, parser->capacity, sizeof *function->code);
  }
  PTXInstruction *instruction = &function->code[function->numInstructions++];
  *instruction = (PTXInstruction){.predicate = -1, .vectorSize = 1};
  return instruction;
}

static PTXSlot slotOf(const PTXParser *parser, PTXName name) {
  const PTXVariable *variable = ptxFindVariable(parser, name);
  if (!variable || variable->space != PTX_LOCAL)
    ptxParseError(parser, "unsupported argument of a call");
  return (PTXSlot){variable->offset, variable->bytes};
}

static unsigned parseSlotNames(PTXParser *parser, PTXSlot *slots,
                               unsigned room) {
  unsigned count = 0;
  ptxExpect(parser, '(');
  if (ptxAccept(parser, ')'))
    return 0;
  do {
    if (count == room)
      ptxParseError(parser, "too many arguments of a call");
    slots[count++] = slotOf(parser, ptxIdentifier(parser, false));
  } while (ptxAccept(parser, ','));
  ptxExpect(parser, ')');
  return count;
}

/// `call (result), function, (arguments);`
static void parseCall(PTXParser *parser, PTXInstruction *instruction) {
  PTXCall *call = ptxAllocate(1, sizeof *call);
  instruction->call = call;
  if (ptxPeek(parser) == '(') {
    call->hasResult = parseSlotNames(parser, &call->result, 1) != 0;
    ptxExpect(parser, ',');
  }
  call->callee = ptxFindFunction(parser->module, ptxIdentifier(parser, false));
  if (!call->callee)
    ptxParseError(parser, "unsupported call of an unknown function");
  if (ptxAccept(parser, ','))
    call->numArguments = parseSlotNames(parser, call->arguments, PTX_MAX_SLOTS);
  ptxExpect(parser, ';');
}

void ptxParseInstruction(PTXParser *parser) {
  PTXInstruction *instruction = append(parser);
  instruction->line = parser->line;
  if (ptxAccept(parser, '@')) {
    const PTXOperand predicate = ptxParseOperand(parser);
    instruction->predicate = (int)predicate.index;
    instruction->isNegated = predicate.isNegated;
  }
  ptxPeek(parser);
  instruction->line = parser->line;
  const bool isCall = strncmp(parser->at, "call", 4) == 0;
  readOpcode(parser, instruction);
  if (instruction->choice == PTX_CAS)
    parser->module->comparesAndSwaps = true;
  if (isCall) {
    parseCall(parser, instruction);
    return;
  }
  if (ptxPeek(parser) != ';')
    do
      parseOperands(parser, instruction);
    while (ptxAccept(parser, ','));
  ptxExpect(parser, ';');
}

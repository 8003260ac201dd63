//===- PrintableText.c - Foreign text on a terminal -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PrintableText.h"

#include <stdint.h>
#include <string.h>

/// A byte as "\x1B".
enum { ESCAPE_LENGTH = 4 };

static void escape(char text[ESCAPE_LENGTH + 1], char byte) {
  snprintf(text, ESCAPE_LENGTH + 1, "\\x%02X", (unsigned)(unsigned char)byte);
}

/// The number of bytes that follow a first byte, and the first byte's bits of
/// the character; false for a byte that begins no character.
static bool readFirstByte(unsigned char byte, size_t *following,
                          uint32_t *bits) {
  *following = byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  *bits = byte < 0x80 ? byte : byte & (0x3fU >> *following);
  return byte < 0x80 || (byte >= 0xc2 && byte < 0xf5);
}

/// Decodes one character. Returns its length; 1 for a byte outside of any
/// character.
static size_t decode(const char *data, size_t length, uint32_t *character,
                     bool *isValid) {
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  size_t following;
  *isValid = readFirstByte((unsigned char)data[0], &following, character) &&
             following < length;
  for (size_t i = 1; *isValid && i <= following; ++i) {
    unsigned char byte = (unsigned char)data[i];
    *isValid = byte >= 0x80 && byte < 0xc0;
    *character = *character << 6 | (byte & 0x3fU);
  }
  *isValid = *isValid && *character >= least[following] &&
             *character <= 0x10ffff &&
             !(*character >= 0xd800 && *character < 0xe000);
  return *isValid ? following + 1 : 1;
}

size_t utf8TakeCharacter(const char *data, size_t length, bool *isValid) {
  uint32_t character;
  return decode(data, length, &character, isValid);
}

/// True for C0, DEL and C1, for line and paragraph separators, and for
/// characters that override, embed or isolate a direction: those show text in
/// another order.
static bool isControl(uint32_t character) {
  return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
         (character >= 0x2028 && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069);
}

size_t printableTakeCharacter(const char *data, size_t length,
                              bool *isPrintable) {
  uint32_t character;
  size_t size = decode(data, length, &character, isPrintable);
  *isPrintable = *isPrintable && !isControl(character);
  return size;
}

static void writeKeeping(FILE *stream, const char *data, size_t length,
                         const char *kept) {
  bool isPrintable;
  for (size_t i = 0, size; i < length; i += size) {
    size = printableTakeCharacter(data + i, length - i, &isPrintable);
    if (isPrintable || (data[i] && strchr(kept, data[i]))) {
      fwrite(data + i, 1, size, stream);
      continue;
    }
    for (size_t j = 0; j < size; ++j) {
      char text[ESCAPE_LENGTH + 1];
      escape(text, data[i + j]);
      fputs(text, stream);
    }
  }
}

void printableWrite(FILE *stream, const char *data, size_t length) {
  writeKeeping(stream, data, length, "");
}

void printableWriteLines(FILE *stream, const char *data, size_t length) {
  writeKeeping(stream, data, length, "\n\t");
}

size_t printableCopy(char *buffer, size_t size, const char *data,
                     size_t length) {
  size_t used = 0;
  bool isPrintable;
  for (size_t i = 0, taken; i < length; i += taken) {
    taken = printableTakeCharacter(data + i, length - i, &isPrintable);
    size_t needed = isPrintable ? taken : taken * ESCAPE_LENGTH;
    if (needed >= size - used)
      break;
    if (isPrintable)
      memcpy(buffer + used, data + i, taken);
    for (size_t j = 0; !isPrintable && j < taken; ++j) {
      char text[ESCAPE_LENGTH + 1];
      escape(text, data[i + j]);
      memcpy(buffer + used + j * ESCAPE_LENGTH, text, ESCAPE_LENGTH);
    }
    used += needed;
  }
  buffer[used] = '\0';
  return used;
}

// The events of a YAML text, as libyaml finds them. What is asked of the library stands in events.c; here is only what a
// reader needs, without the library's unions and ownership rules.
#ifndef GB_YAML_H
#define GB_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  GB_YAML_SCALAR,
  GB_YAML_ALIAS,
  GB_YAML_SEQUENCE,
  GB_YAML_MAPPING,
  // Of a sequence or a mapping.
  GB_YAML_CLOSE,
  GB_YAML_DOCUMENT,
  GB_YAML_DOCUMENT_END,
  GB_YAML_END,
  // See gb_yaml_mistake.
  GB_YAML_BROKEN,
} gb_yaml_kind;

typedef enum {
  GB_YAML_PLAIN,
  GB_YAML_QUOTED,
  // Literal or folded.
  GB_YAML_BLOCK,
} gb_yaml_style;

// A place: both from 0, columns in Unicode scalars.
typedef struct {
  size_t line;
  size_t column;
} gb_yaml_mark;

typedef struct {
  gb_yaml_kind kind;
  gb_yaml_style style;
  // Where it begins, with its anchor and its tag, and ends.
  gb_yaml_mark begin;
  gb_yaml_mark end;
  // Whether an anchor or a tag stands before it.
  bool is_decorated;
  // A scalar's value in UTF-8, which may hold zeroes. Until the next event.
  const uint8_t *value;
  size_t length;
  // The name of an anchor, or the one that an alias names; NULL where there is none. Until the next event.
  const char *anchor;
} gb_yaml_event;

// What is not YAML. The words are the library's own, and none of them is ever freed.
typedef struct {
  // Whether a sign cannot stand in YAML at all: then only `offset` says where.
  bool is_sign;
  // In bytes.
  size_t offset;
  const char *problem;
  gb_yaml_mark mark;
  // What was being read, and where that began; NULL where the library does not say.
  const char *context;
  gb_yaml_mark context_mark;
} gb_yaml_mistake;

typedef struct gb_yaml_reader gb_yaml_reader;

// Reads a text of UTF-8, which must stay where it is until the reader is closed. NULL where memory has run out.
gb_yaml_reader *gb_yaml_open(const uint8_t *text, size_t length);
void gb_yaml_close(gb_yaml_reader *reader);

// The next event. After GB_YAML_END and GB_YAML_BROKEN nothing more may be asked.
gb_yaml_event gb_yaml_next(gb_yaml_reader *reader);
gb_yaml_mistake gb_yaml_mistake_of(const gb_yaml_reader *reader);

#endif

#include "CYAML.h"

#include <stdlib.h>
#include <yaml.h>

struct gb_yaml_reader {
  yaml_parser_t parser;
  // The last that was given out: what it points to is the library's.
  yaml_event_t event;
  bool has_event;
};

gb_yaml_reader *gb_yaml_open(const uint8_t *text, size_t length) {
  gb_yaml_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  if (!yaml_parser_initialize(&reader->parser)) {
    free(reader);
    return NULL;
  }
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, text, length);
  return reader;
}

void gb_yaml_close(gb_yaml_reader *reader) {
  if (!reader) return;
  if (reader->has_event) yaml_event_delete(&reader->event);
  yaml_parser_delete(&reader->parser);
  free(reader);
}

static gb_yaml_mark mark(yaml_mark_t from) { return (gb_yaml_mark){.line = from.line, .column = from.column}; }

static gb_yaml_style style(yaml_scalar_style_t from) {
  switch (from) {
  case YAML_SINGLE_QUOTED_SCALAR_STYLE:
  case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
    return GB_YAML_QUOTED;
  case YAML_LITERAL_SCALAR_STYLE:
  case YAML_FOLDED_SCALAR_STYLE:
    return GB_YAML_BLOCK;
  default:
    return GB_YAML_PLAIN;
  }
}

gb_yaml_event gb_yaml_next(gb_yaml_reader *reader) {
  do {
    if (reader->has_event) yaml_event_delete(&reader->event);
    reader->has_event = yaml_parser_parse(&reader->parser, &reader->event);
    if (!reader->has_event) return (gb_yaml_event){.kind = GB_YAML_BROKEN};
  } while (reader->event.type == YAML_STREAM_START_EVENT);

  const yaml_event_t *from = &reader->event;
  gb_yaml_event event = {.begin = mark(from->start_mark), .end = mark(from->end_mark)};
  switch (from->type) {
  case YAML_SCALAR_EVENT:
    event.kind = GB_YAML_SCALAR;
    event.style = style(from->data.scalar.style);
    event.is_decorated = from->data.scalar.anchor || from->data.scalar.tag;
    event.value = from->data.scalar.value;
    event.length = from->data.scalar.length;
    event.anchor = (const char *)from->data.scalar.anchor;
    break;
  case YAML_ALIAS_EVENT:
    event.kind = GB_YAML_ALIAS;
    event.anchor = (const char *)from->data.alias.anchor;
    break;
  case YAML_SEQUENCE_START_EVENT:
    event.kind = GB_YAML_SEQUENCE;
    event.anchor = (const char *)from->data.sequence_start.anchor;
    break;
  case YAML_MAPPING_START_EVENT:
    event.kind = GB_YAML_MAPPING;
    event.anchor = (const char *)from->data.mapping_start.anchor;
    break;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    event.kind = GB_YAML_CLOSE;
    break;
  case YAML_DOCUMENT_START_EVENT:
    event.kind = GB_YAML_DOCUMENT;
    break;
  case YAML_DOCUMENT_END_EVENT:
    event.kind = GB_YAML_DOCUMENT_END;
    break;
  default:
    event.kind = GB_YAML_END;
  }
  return event;
}

gb_yaml_mistake gb_yaml_mistake_of(const gb_yaml_reader *reader) {
  const yaml_parser_t *parser = &reader->parser;
  return (gb_yaml_mistake){
      .is_sign = parser->error == YAML_READER_ERROR,
      .offset = parser->problem_offset,
      .problem = parser->problem ? parser->problem : "memory has run out",
      .mark = mark(parser->problem_mark),
      .context = parser->context,
      .context_mark = mark(parser->context_mark),
  };
}

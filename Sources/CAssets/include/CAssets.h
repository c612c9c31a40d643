#ifndef CASSETS_H
#define CASSETS_H

#include <stddef.h>

/// A file of the repository that travels inside the binary, so that the binary works when it is copied alone.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} gb_asset;

typedef struct {
  const char *name;
  gb_asset content;
} gb_named_asset;

/// The built-in themes, the default first.
size_t gb_theme_count(void);
/// The theme at an index below that count.
gb_named_asset gb_theme(size_t index);

gb_asset gb_sample_board(void);
gb_asset gb_sample_scenario(void);

#endif

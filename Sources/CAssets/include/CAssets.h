#ifndef CASSETS_H
#define CASSETS_H

#include <stddef.h>

/// A file of the repository that travels inside the binary, so that the binary works when it is copied alone.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} gb_asset;

gb_asset gb_theme_midnight(void);
gb_asset gb_theme_daylight(void);
gb_asset gb_sample_board(void);
gb_asset gb_sample_scenario(void);

#endif

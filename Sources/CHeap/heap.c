#include "CHeap.h"

// Says whose C library it is.
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void gb_share_heap(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 2);
  // Said once, the thresholds stay where they are instead of growing with the largest piece that was ever freed.
  mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
  // A picture of 200x60 is 400 kB, and there is a new one for each key: got from the system each time, its pages are a
  // quarter of what the picture costs.
  mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
#endif
}

void gb_give_back_heap(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

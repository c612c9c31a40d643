#include "CHeap.h"

// Says whose C library it is.
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void gb_share_heap(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 2);
  // Said once, the threshold stays where it is instead of growing with the largest piece that was ever freed.
  mallopt(M_TRIM_THRESHOLD, 128 * 1024);
#endif
}

void gb_give_back_heap(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

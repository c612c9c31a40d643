// The heap of the C library, which Swift's own module for it leaves out.
#ifndef GB_HEAP_H
#define GB_HEAP_H

// Two heaps for all threads, which give back what is free at their end. Left to itself, glibc makes a heap for each thread
// and keeps what was once used: a third of the memory of a large board. With only one, two cores that read a board wait
// for each other. To be called before the first thread begins.
void gb_share_heap(void);

// Gives back what is free anywhere in it, which takes time.
void gb_give_back_heap(void);

#endif

// One picture, one write.
//
// ncurses sends what it has each time it moves the cursor: some thirty pieces a picture, after each of which a terminal
// may show what it has by then, and everything on the way to it wakes up. So while a picture is made, ncurses'
// descriptor is a file in memory. It is nothing else for longer: ncurses also asks and sets the terminal by it.

#define _GNU_SOURCE 1  // dup3(), memfd_create()
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

static int memory = -1, lent = -1;
static bool gathers;

// Without the file ncurses sends its pieces itself.
void gb_prepare_pictures(int descriptor) {
  lent = descriptor;
  memory = memfd_create("picture", MFD_CLOEXEC);
}

void gb_forget_pictures(void) {
  if (memory >= 0) close(memory);
  memory = lent = -1;
}

void gb_begin_picture(void) { gathers = memory >= 0 && dup3(memory, lent, O_CLOEXEC) == lent; }

bool gb_gather(const char *text, size_t length) {
  return gathers && write(memory, text, length) == (ssize_t)length;
}

void gb_end_picture(void) {
  static char piece[1 << 14];
  if (!gathers) return;
  gathers = false;
  while (dup3(gb_tty.output, lent, O_CLOEXEC) < 0 && (errno == EINTR || errno == EBUSY)) continue;
  off_t length = lseek(memory, 0, SEEK_CUR);
  for (off_t sent = 0; sent < length;) {
    size_t wanted = length - sent < (off_t)sizeof piece ? (size_t)(length - sent) : sizeof piece;
    ssize_t count = pread(memory, piece, wanted, sent);
    if (count <= 0) break;
    gb_send(piece, (size_t)count);
    sent += count;
  }
  lseek(memory, 0, SEEK_SET);
}

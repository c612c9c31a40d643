// Waiting, and the bytes of the keyboard.
//
// The bytes are not read through wgetch(): it types sequences that it does not know, cannot tell a hang-up from
// silence, and knows nothing of pastes. What they mean is decided in Swift.

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <term.h>
#include <unistd.h>

#include "internal.h"

static unsigned char buffer[4096];
static int start, end;
static bool hung_up;

void gb_forget_input(void) {
  start = end = 0;
  hung_up = false;
}

static bool readable(void) {
  struct pollfd wanted = {.fd = gb_tty.input, .events = POLLIN};
  return poll(&wanted, 1, 0) == 1 && (wanted.revents & POLLIN);
}

static bool fill(void) {
  if (gb_tty.input < 0 || hung_up) return false;
  while (readable()) {
    ssize_t count = read(gb_tty.input, buffer, sizeof buffer);
    if (count > 0) {
      start = 0;
      end = (int)count;
      return true;
    }
    if (count < 0 && errno == EINTR) continue;
    if (count == 0 || errno != EAGAIN) {
      hung_up = true;  // EIO: the terminal is gone, or belongs to a session that ended.
      gb_note(gb_hung_up);
    }
    return false;
  }
  return false;
}

int32_t gb_read_byte(void) {
  if (start == end && !fill()) return -1;
  return buffer[start++];
}

int32_t gb_wait(int32_t milliseconds) {
  struct pollfd wanted[2] = {
      {.fd = gb_wake_descriptor(), .events = POLLIN},
      {.fd = hung_up ? -1 : gb_tty.input, .events = POLLIN},
  };
  int bits = 0;
  if (start < end) milliseconds = 0;
  if (poll(wanted, 2, milliseconds) > 0) {
    if (wanted[1].revents & POLLIN) {
      bits |= gb_input;
    } else if (wanted[1].revents & (POLLHUP | POLLERR | POLLNVAL)) {
      hung_up = true;
      bits |= gb_hung_up;
    }
  }
  if (start < end) bits |= gb_input;
  return bits | gb_take_notes();
}

int32_t gb_key_byte(gb_key key, int32_t index) {
  const char *const sequences[] = {
      key_up, key_down, key_left, key_right, key_home, key_end, key_ppage, key_npage, key_dc, key_btab, key_enter,
  };
  const char *sequence = sequences[key];
  if (!sequence) return -1;
  for (int32_t i = 0; i < index; i++) {
    if (!sequence[i]) return -1;
  }
  return sequence[index] ? (unsigned char)sequence[index] : -1;
}

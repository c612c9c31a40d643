// Bytes that bypass ncurses: bracketed paste, the title, the bell, and the sequence that restores the screen after a
// crash. ncurses flushes at the end of every refresh, so what is written here keeps its order.

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#include "internal.h"

static char title[1024];
static bool has_title, hears_mouse, hears_focus, keeps_order, frames;

// Does not end before all is written, like ncurses' own output.
void gb_send(const char *text, size_t length) {
  if (gb_gather(text, length)) return;
  while (length > 0) {
    ssize_t sent = write(gb_tty.output, text, length);
    if (sent > 0) {
      text += sent;
      length -= (size_t)sent;
    } else if (errno == EAGAIN) {
      struct pollfd wanted = {.fd = gb_tty.output, .events = POLLOUT};
      poll(&wanted, 1, -1);
    } else if (errno != EINTR) {
      return;
    }
  }
}

// Async-signal-safe. A terminal that takes nothing must not keep a dying process alive.
bool gb_write_within(int descriptor, const char *text, size_t length, int milliseconds) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return false;
  fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  while (length > 0) {
    ssize_t sent = write(descriptor, text, length);
    if (sent > 0) {
      text += sent;
      length -= (size_t)sent;
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    struct pollfd wanted = {.fd = descriptor, .events = POLLOUT};
    if (sent == 0 || errno != EAGAIN || poll(&wanted, 1, milliseconds) != 1) break;
    if (!(wanted.revents & POLLOUT)) break;
  }
  fcntl(descriptor, F_SETFL, flags);
  return length == 0;
}

static void send_text(const char *text) { gb_send(text, strlen(text)); }

// A string of terminfo's extended capabilities; null where the terminal has none.
static const char *extended(const char *capability) {
  char *text = tigetstr(capability);
  return text == (char *)-1 ? NULL : text;
}

// Terminals that speak ANSI ignore a private mode that they do not know; others would print it.
static bool speaks_ansi(void) { return cursor_address && strncmp(cursor_address, "\033[", 2) == 0; }

static const char *paste_on(void) {
  const char *known = extended("BE");
  return known ? known : speaks_ansi() ? "\033[?2004h" : "";
}

static const char *paste_off(void) {
  const char *known = extended("BD");
  return known ? known : speaks_ansi() ? "\033[?2004l" : "";
}

static bool takes_titles(void) {
  static const char *const known[] = {
      "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "wezterm", "st-",
  };
  if (tigetflag("XT") == 1) return true;
  const char *name = getenv("TERM");
  for (size_t i = 0; name && i < sizeof known / sizeof *known; i++) {
    if (strncmp(name, known[i], strlen(known[i])) == 0) return true;
  }
  return false;
}

static void send_title(void) {
  char text[sizeof title + 16];
  snprintf(text, sizeof text, "\033]2;%s\033\\", title);
  send_text(text);
}

// Empties the title, for terminals that cannot remember one, then takes the remembered one back.
static const char title_off[] = "\033]2;\033\\\033[23;2t";
static const char title_saved[] = "\033[22;2t";

void gb_title(const char *text) {
  if (gb_tty.output < 0 || !takes_titles()) return;
  if (has_title && strncmp(title, text, sizeof title) == 0) return;
  snprintf(title, sizeof title, "%s", text);
  gb_begin_drawing();
  if (!has_title) send_text(title_saved);
  has_title = true;
  gb_precompute_restore();
  send_title();
  gb_end_drawing();
}

void gb_bell(void) { gb_tell("\a"); }

// Clicks and the wheel, in the form that knows columns past 223.
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";
static const char focus_on[] = "\033[?1004h";
static const char focus_off[] = "\033[?1004l";
// Bidirectional support (ECMA-48: BDSM). A terminal that orders right-to-left text by itself does so in whole rows, and
// would carry the columns along; told so it leaves every character in its cell. Its default is to order, also to come
// back to: https://terminal-wg.pages.freedesktop.org/bidi/recommendation/escape-sequences.html
static const char order_ours[] = "\033[8l";
static const char order_theirs[] = "\033[8h";
static const char frame_begins[] = "\033[?2026h";
static const char frame_ends[] = "\033[?2026l";

bool gb_speaks_xterm(void) { return speaks_ansi() && takes_titles(); }

static void send_manners(void) {
  if (keeps_order) send_text(order_ours);
  if (hears_mouse) send_text(mouse_on);
  if (hears_focus) send_text(focus_on);
}

void gb_listen(bool mouse) {
  hears_mouse = mouse && key_mouse && *key_mouse && speaks_ansi();
  hears_focus = keeps_order = gb_speaks_xterm();
  gb_precompute_restore();
  send_manners();
}

void gb_tell(const char *text) {
  gb_begin_drawing();
  if (gb_tty.output >= 0) send_text(text);
  gb_end_drawing();
}

void gb_ask(const char *question) {
  atomic_store(&gb_last_will->asked, true);
  gb_tell(question);
}

void gb_was_answered(void) { atomic_store(&gb_last_will->asked, false); }

void gb_may_frame(void) {
  frames = true;
  gb_precompute_restore();
}

void gb_begin_frame(void) {
  if (frames) send_text(frame_begins);
}

void gb_end_frame(void) {
  if (frames) send_text(frame_ends);
}

void gb_enter_extras(void) {
  send_text(paste_on());
  send_manners();
  if (!has_title) return;
  send_text(title_saved);
  send_title();
}

void gb_leave_extras(void) {
  if (has_title) send_text(title_off);
  send_text(paste_off());
  if (hears_mouse) send_text(mouse_off);
  if (hears_focus) send_text(focus_off);
  if (keeps_order) send_text(order_theirs);
}

void gb_forget_extras(void) {
  has_title = hears_mouse = hears_focus = keeps_order = frames = false;
  gb_was_answered();
  title[0] = 0;
}

static char sequence[2048];
static size_t sequence_length;

static int collect(int byte) {
  if (sequence_length < sizeof sequence) sequence[sequence_length++] = (char)byte;
  return byte;
}

// tputs() takes the padding out.
static void add(const char *text) {
  if (text && *text) tputs(text, 1, collect);
}

static void add_leave(void) {
  if (frames) add(frame_ends);
  if (has_title) add(title_off);
  add(paste_off());
  if (hears_mouse) add(mouse_off);
  if (hears_focus) add(focus_off);
  if (keeps_order) add(order_theirs);
  add(keypad_local);
  add(exit_attribute_mode);
  if (gb_colour_count() > 0) add(orig_pair);
  add(cursor_normal);
  if (exit_ca_mode) {
    add(exit_ca_mode);
  } else {
    add(tparm(cursor_address, LINES - 1, 0, 0, 0, 0, 0, 0, 0, 0));
    add("\r\n");
  }
}

// Beforehand, because a signal handler may call nothing of this.
void gb_precompute_restore(void) {
  sequence_length = 0;
  collect('\030');  // CAN ends a sequence of which only a half was sent.
  add_leave();
  gb_crash_sends(sequence, sequence_length);
}

void gb_send_leave(void) {
  sequence_length = 0;
  add_leave();
  gb_send(sequence, sequence_length);
}

// What ncurses sends when it starts; the picture follows.
void gb_send_enter(void) {
  sequence_length = 0;
  add(enter_ca_mode);
  if (change_scroll_region) add(tparm(change_scroll_region, 0, LINES - 1, 0, 0, 0, 0, 0, 0, 0));
  add(exit_attribute_mode);
  add(exit_insert_mode);
  add(enter_am_mode);
  add(keypad_xmit);
  if (!gb_cursor_is_shown()) add(cursor_invisible);
  gb_send(sequence, sequence_length);
  gb_enter_extras();
}

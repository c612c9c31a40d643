// Taking the terminal and giving it back.

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "internal.h"

gb_device gb_tty = {.input = -1, .output = -1};

// For ncurses; what it writes to is lent to pictures.
static FILE *in, *out;
static SCREEN *screen;
static bool is_open;
static int last_error;

int32_t gb_error(void) { return last_error; }

// Widths and multibyte output need a UTF-8 locale; a bare server often has none set.
static void choose_locale(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

// newterm() would write before it finds out, so terminfo is asked first.
static gb_opening check_name(void) {
  const char *name = getenv("TERM");
  if (!name || !*name) return gb_opening_no_name;
  int found = 0;
  if (setupterm(name, STDOUT_FILENO, &found) != OK || found != 1) return gb_opening_unknown_name;
  bool moves = cursor_address && *cursor_address;
  del_curterm(cur_term);
  return moves ? gb_opening_done : gb_opening_cannot_move;
}

static void release_device(void) {
  if (in) fclose(in);
  else if (gb_tty.input >= 0) close(gb_tty.input);
  gb_forget_pictures();
  if (out) fclose(out);
  if (gb_tty.output >= 0) close(gb_tty.output);
  in = out = NULL;
  gb_tty.input = gb_tty.output = -1;
}

static bool take_device(void) {
  if (in && out) return true;
  gb_tty.input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  gb_tty.output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (gb_tty.input >= 0 && gb_tty.output >= 0 && tcgetattr(gb_tty.input, &gb_tty.before) == 0) {
    int lent = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    in = fdopen(gb_tty.input, "r");
    out = lent < 0 ? NULL : fdopen(lent, "w");
    if (in && out) {
      gb_prepare_pictures(lent);
      return true;
    }
    if (!out && lent >= 0) close(lent);
  }
  last_error = errno;
  release_device();
  return false;
}

static void set_modes(bool coloured) {
  raw();
  noecho();
  nonl();
  typeahead(-1);  // Half-sent pictures because a key is waiting would never be completed at rest.
  keypad(stdscr, TRUE);
  scrollok(stdscr, FALSE);
  if (coloured && has_colors()) {
    start_color();
    use_default_colors();  // "No colour" then is the terminal's own, and takes fewer bytes to come back to.
  }
  tcgetattr(gb_tty.input, &gb_tty.during);
}

static gb_opening open_screen(bool coloured) {
  // Ours come first: ncurses then leaves the signals alone.
  if (!gb_catch_signals()) return gb_opening_failed;
  screen = newterm(NULL, out, in);
  if (!screen) {
    gb_release_signals();
    tcsetattr(gb_tty.input, TCSANOW, &gb_tty.before);
    return gb_opening_unknown_name;
  }
  gb_precompute_restore();
  gb_last_will->before = gb_tty.before;
  gb_crash_needs_screen(true);
  set_modes(coloured);
  gb_last_will->during = gb_tty.during;
  gb_resize();
  gb_precompute_restore();  // Now that size and colours are known.
  gb_start_guard();
  // Also flushes the way into the alternate screen: from here on there is one to be left.
  gb_show_cursor(false);
  gb_enter_extras();
  return gb_opening_done;
}

void gb_expect(void) {
  if (is_open || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !take_device()) return;
  gb_start_guard();
}

gb_opening gb_open(const char *log, bool coloured) {
  last_error = 0;
  if (is_open) return gb_opening_already_open;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return gb_opening_not_a_terminal;
  choose_locale();
  gb_opening opening = check_name();
  if (opening != gb_opening_done) return opening;
  gb_remember_process();
  if (!gb_prepare_wake() || !take_device()) {
    if (!last_error) last_error = errno;
    return gb_opening_failed;
  }
  if (!gb_divert_errors(log)) {
    last_error = errno;
    release_device();
    return gb_opening_no_log;
  }
  opening = open_screen(coloured);
  if (opening != gb_opening_done) {
    last_error = errno;
    gb_restore_errors();
    release_device();
    return opening;
  }
  is_open = true;
  return gb_opening_done;
}

// Not by endwin() and refresh(): coming back, ncurses also resets the palette, which is the operator's. Between two
// refreshes it believes in plain attributes, and so does the terminal after both of these.
static void leave_screen(void) {
  gb_send_leave();
  tcsetattr(gb_tty.input, TCSADRAIN, &gb_tty.before);
  gb_crash_needs_screen(false);
}

static void enter_screen(void) {
  // In the background this stops the process, as it should: the terminal belongs to somebody else.
  tcsetattr(gb_tty.input, TCSADRAIN, &gb_tty.during);
  gb_crash_needs_screen(true);
  gb_resize();
  gb_begin_picture();
  gb_send_enter();
  clearok(curscr, TRUE);
  refresh();
  gb_end_picture();
}

bool gb_suspend(bool whole_group) {
  if (!is_open || !gb_may_stop()) return false;
  gb_begin_drawing();
  leave_screen();
  gb_end_drawing();
  gb_stop_here(whole_group);
  gb_begin_drawing();
  enter_screen();
  gb_end_drawing();
  return true;
}

void gb_resume(void) {
  if (!is_open) return;
  gb_begin_drawing();
  tcsetattr(gb_tty.input, TCSADRAIN, &gb_tty.during);
  // Leaving first keeps what the terminal has remembered, its titles for one, in pairs.
  gb_send_leave();
  enter_screen();
  gb_end_drawing();
}

void gb_close(void) {
  if (!is_open) return;
  is_open = false;
  gb_leave_extras();
  endwin();
  // ncurses restores what it found; this also covers what it does not track.
  tcsetattr(gb_tty.input, TCSADRAIN, &gb_tty.before);
  gb_crash_needs_screen(false);
  gb_dismiss_guard();
  gb_forget_extras();
  delscreen(screen);
  screen = NULL;
  gb_release_signals();
  gb_restore_errors();
  gb_forget_input();
  release_device();
}

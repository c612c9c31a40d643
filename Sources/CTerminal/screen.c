// What ncurses draws.

#define _GNU_SOURCE 1  // wcwidth()
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <sys/ioctl.h>
#include <wchar.h>

#include "internal.h"

// Larger sizes than any wall has are refused, so that a broken terminal cannot make us allocate without end.
enum { most_columns = 2000, most_rows = 1000 };

gb_size gb_current_size(void) {
  if (!stdscr) return (gb_size){0, 0};
  return (gb_size){getmaxx(stdscr), getmaxy(stdscr)};
}

gb_size gb_resize(void) {
  struct winsize window;
  if (gb_tty.output < 0 || ioctl(gb_tty.output, TIOCGWINSZ, &window) != 0) return gb_current_size();
  int columns = window.ws_col < most_columns ? window.ws_col : most_columns;
  int rows = window.ws_row < most_rows ? window.ws_row : most_rows;
  gb_size size = gb_current_size();
  // A terminal that does not know its size says 0.
  if (columns == 0 || rows == 0 || (columns == size.width && rows == size.height)) return size;
  if (resize_term(rows, columns) == OK) {
    clearok(curscr, TRUE);  // Terminals wrap and cut what stood there, each in its own way.
    gb_precompute_restore();
  }
  return gb_current_size();
}

void gb_erase(void) { werase(stdscr); }

// Where glibc and our own table disagree about a width, ncurses would lose its place in the row.
static wchar_t drawable(uint32_t scalar, int width) {
  if (wcwidth((wchar_t)scalar) == width) return (wchar_t)scalar;
  return wcwidth(0xFFFD) == 1 ? 0xFFFD : L'?';
}

void gb_put(int32_t x, int32_t y, gb_cell cell) {
  attr_t attributes = A_NORMAL;
  if (cell.attributes & gb_bold) attributes |= A_BOLD;
  if (cell.attributes & gb_reverse) attributes |= A_REVERSE;
  if (cell.attributes & gb_underline) attributes |= A_UNDERLINE;
  wchar_t text[6] = {drawable(cell.scalar, cell.width)};
  int length = 1;
  for (int i = 0; i < 4 && cell.marks[i]; i++) {
    if (wcwidth((wchar_t)cell.marks[i]) == 0) text[length++] = (wchar_t)cell.marks[i];
  }
  cchar_t complex;
  int pair = cell.pair;  // Through the options pointer: the short argument holds no more than 32,767 pairs.
  if (setcchar(&complex, text, attributes, 0, &pair) != OK) return;
  mvadd_wch(y, x, &complex);
  if (cell.width == 2 && wcwidth(text[0]) == 1) mvaddch(y, x + 1, ' ');
}

static bool cursor_shown;

bool gb_cursor_is_shown(void) { return cursor_shown; }

void gb_show_cursor(bool shown) {
  cursor_shown = shown;
  curs_set(shown ? 1 : 0);
}

void gb_flush(int32_t cursor_x, int32_t cursor_y, bool framed) {
  bool shown = cursor_x >= 0 && cursor_y >= 0;
  gb_begin_drawing();
  leaveok(stdscr, !shown);
  if (shown) move(cursor_y, cursor_x);
  gb_begin_picture();
  if (framed) gb_begin_frame();
  if (!shown) gb_show_cursor(false);
  refresh();
  if (shown) gb_show_cursor(true);
  if (framed) gb_end_frame();
  gb_end_picture();
  gb_end_drawing();
}

int32_t gb_colour_count(void) { return stdscr && has_colors() && COLOR_PAIRS > 0 ? COLORS : 0; }
int32_t gb_pair_count(void) { return gb_colour_count() > 0 ? COLOR_PAIRS : 0; }

void gb_define_pair(int32_t pair, int32_t ink, int32_t ground) { init_extended_pair(pair, ink, ground); }

void gb_set_base(int32_t pair) {
  cchar_t blank;
  int extended = pair;
  if (setcchar(&blank, L" ", A_NORMAL, 0, &extended) == OK) bkgrnd(&blank);
}

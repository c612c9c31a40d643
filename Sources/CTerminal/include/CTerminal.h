#ifndef CTERMINAL_H
#define CTERMINAL_H

// The seam over ncursesw. Swift cannot import ncurses itself (shared mutable globals, variadics, attribute macros),
// so this header names no type of it. One terminal at a time, used from one thread; only gb_wake() may be called from
// any thread.

#include <stdbool.h>
#include <stdint.h>

#define GB_CLOSED_ENUM __attribute__((enum_extensibility(closed)))

// What became of gb_open().
typedef enum GB_CLOSED_ENUM gb_opening : int32_t {
  gb_opening_done = 0,
  gb_opening_not_a_terminal = 1,
  gb_opening_no_name = 2,
  gb_opening_unknown_name = 3,
  gb_opening_cannot_move = 4,
  gb_opening_already_open = 5,
  gb_opening_no_log = 6,
  gb_opening_failed = 7,
} gb_opening;

// Takes the terminal on standard input and output: alternate screen, raw keys, and the promise that both are given
// back however the process ends. While it is open, standard error points at the file `log`, unless that is null.
// Where it fails, everything is as before, and gb_error() says why.
gb_opening gb_open(const char *_Nullable log, bool coloured);

// Begins what gb_open() does without being seen: to be called while the process is small, where it will have grown by
// then. Each page that stands when the guard is forked is copied once it changes, which takes time and memory.
void gb_expect(void);

// The errno of the last failed gb_open(), or 0.
int32_t gb_error(void);

// Gives everything back: the screen, the terminal's settings, the signal handlers, standard error. Idempotent.
void gb_close(void);

// Leaves the screen, stops the process (or its whole group) as the terminal driver would, and takes the screen
// again when it is continued. Says whether the screen was left; where SIGTSTP is ignored it is not.
bool gb_suspend(bool whole_group);

// Takes the screen back from whoever used it while the process was stopped by SIGSTOP.
void gb_resume(void);

// Columns and rows.
typedef struct gb_size {
  int32_t width, height;
} gb_size;

gb_size gb_current_size(void);

// Asks the terminal for its size and follows it.
gb_size gb_resize(void);

enum { gb_bold = 1, gb_reverse = 2, gb_underline = 4 };

// A character with up to four combining marks (0 ends them), 1 or 2 columns wide.
typedef struct gb_cell {
  uint32_t scalar;
  uint32_t marks[4];
  int32_t width;
  int32_t attributes;
  int32_t pair;
} gb_cell;

void gb_erase(void);
void gb_put(int32_t x, int32_t y, gb_cell cell);

// Sends the difference, then shows the cursor there; a negative place hides it. A framed picture is shown as a whole,
// where the terminal can: see gb_may_frame().
void gb_flush(int32_t cursor_x, int32_t cursor_y, bool framed);

// How many colours and pairs the terminal has; 0 where it was opened without them.
int32_t gb_colour_count(void);
int32_t gb_pair_count(void);

// Says what a pair is, by palette index.
void gb_define_pair(int32_t pair, int32_t ink, int32_t ground);

// What empty cells look like.
void gb_set_base(int32_t pair);

void gb_bell(void);

// Has the terminal report clicks and the wheel, where it knows a mouse, and whether its window is in front.
void gb_listen(bool mouse);

// Sends a whole sequence as it stands: the caller answers for its harmlessness.
void gb_tell(const char *_Nonnull sequence);

// The same with a question, until whose answer what the terminal sends is not for the shell.
void gb_ask(const char *_Nonnull question);
void gb_was_answered(void);

// Whether this terminal can be asked questions at all, and understands sequences that begin with `ESC ]`.
bool gb_speaks_xterm(void);

// Says that the terminal can show a picture as a whole.
void gb_may_frame(void);

// Sets the window's title; the caller has taken the control characters out. No-op on terminals without one.
void gb_title(const char *_Nonnull text);

// What gb_wait() reports, as bits.
enum {
  gb_input = 1,      // bytes to read
  gb_woken = 2,      // gb_wake() was called
  gb_resized = 4,    // the window's size changed
  gb_stop = 8,       // SIGTSTP came from outside
  gb_continued = 16, // SIGCONT came
  gb_hung_up = 32,   // the terminal is gone; reported once, and never polled again
};

// Blocks until something happened, at most that many milliseconds; negative waits without end.
int32_t gb_wait(int32_t milliseconds);

// Ends gb_wait(). From any thread, any number of times, at any time, also after gb_close().
void gb_wake(void);

// The next byte that the keyboard sent, or -1.
int32_t gb_read_byte(void);

// The keys whose sequences differ between terminals.
typedef enum GB_CLOSED_ENUM gb_key : int32_t {
  gb_key_up = 0,
  gb_key_down = 1,
  gb_key_left = 2,
  gb_key_right = 3,
  gb_key_home = 4,
  gb_key_end = 5,
  gb_key_page_up = 6,
  gb_key_page_down = 7,
  gb_key_delete = 8,
  gb_key_back_tab = 9,
  gb_key_enter = 10,
} gb_key;

// The byte at an index of what terminfo says that a key sends, or -1 at its end.
int32_t gb_key_byte(gb_key key, int32_t index);

#endif

#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

#include "CTerminal.h"

// What the files of this target share. Everything here outlives the terminal, so a late signal finds valid memory.

typedef struct gb_device {
  int input, output;               // our own descriptors of the terminal; -1 while closed
  struct termios before, during;   // its settings before we came, and ours
} gb_device;

extern gb_device gb_tty;

// What whoever gives the terminal back has to know: the handler of a fatal signal, or the guard.
typedef struct gb_will {
  atomic_bool screen_is_ours;
  atomic_bool asked;  // the terminal, which has not answered yet
  // Two restore sequences, so that nobody finds one that is half written.
  struct {
    char bytes[2048];
    size_t length;
  } texts[2];
  atomic_int current;
  struct termios before, during;  // as in gb_device
  pthread_mutex_t alive;  // held while the terminal is open; who dies with it leaves it to the guard
} gb_will;

extern gb_will *gb_last_will;

// signals.c: what the handlers saw, and the pipe that ends a wait.
bool gb_prepare_wake(void);
int gb_wake_descriptor(void);
void gb_note(int bits);
int gb_take_notes(void);

bool gb_catch_signals(void);
void gb_release_signals(void);
bool gb_may_stop(void);
void gb_stop_here(bool whole_group);

// crash.c: what a fatal signal does.
void gb_end_by_signal(int number);
void gb_remember_process(void);
void gb_crash_needs_screen(bool needed);
void gb_crash_sends(const char *text, size_t length);
bool gb_await_answer(void);  // whether there was one to wait for; not for long
void gb_begin_drawing(void);
void gb_end_drawing(void);

// guard.c: the process that restores the terminal where this one cannot.
void gb_start_guard(void);
void gb_end_guard(void);
void gb_dismiss_guard(void);

// output.c: bytes that bypass ncurses, and the strings that it does not know.
void gb_send(const char *text, size_t length);
bool gb_write_within(int descriptor, const char *text, size_t length, int milliseconds);
void gb_precompute_restore(void);
void gb_send_leave(void);
void gb_send_enter(void);
void gb_enter_extras(void);
void gb_leave_extras(void);
void gb_forget_extras(void);
// A picture that the terminal shows as a whole, where it can.
void gb_begin_frame(void);
void gb_end_frame(void);

// picture.c: what ncurses sends between these, and what is gathered, goes out in one piece.
void gb_prepare_pictures(int descriptor);
void gb_forget_pictures(void);
void gb_begin_picture(void);
bool gb_gather(const char *text, size_t length);
void gb_end_picture(void);

// screen.c
bool gb_cursor_is_shown(void);
void gb_show_cursor(bool shown);

// log.c: where standard error points.
bool gb_divert_errors(const char *path);
void gb_restore_errors(void);
void gb_report_end(int number);

// input.c
void gb_forget_input(void);

#endif

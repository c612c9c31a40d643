// What happens when a signal ends the process. Everything here is async-signal-safe.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

// A terminal that takes nothing for this long is left as it is.
enum { patience_milliseconds = 300, answer_milliseconds = 100, artist_milliseconds = 100 };

static pid_t owner;
static atomic_bool ending, drawing;
static pthread_t artist;

// Around whatever changes the terminal, by the one thread that does. Who comes while the process ends goes no further:
// a picture behind the restored screen would stand in the shell's.
void gb_begin_drawing(void) {
  artist = pthread_self();
  atomic_store(&drawing, true);
  if (!atomic_load(&ending)) return;
  atomic_store(&drawing, false);
  for (;;) pause();
}

void gb_end_drawing(void) { atomic_store(&drawing, false); }

// What the artist has begun is let finish, unless it is itself what ends, or is held up.
static void await_artist(void) {
  for (int left = artist_milliseconds; left > 0 && atomic_load(&drawing); left--) {
    if (pthread_equal(artist, pthread_self())) return;
    poll(NULL, 0, 1);
  }
}

void gb_remember_process(void) { owner = getpid(); }
void gb_crash_needs_screen(bool needed) { atomic_store(&gb_last_will->screen_is_ours, needed); }

void gb_crash_sends(const char *text, size_t length) {
  gb_will *will = gb_last_will;
  int next = 1 - atomic_load(&will->current);
  will->texts[next].length = length < sizeof will->texts[next].bytes ? length : sizeof will->texts[next].bytes;
  memcpy(will->texts[next].bytes, text, will->texts[next].length);
  atomic_store(&will->current, next);
}

bool gb_await_answer(void) {
  struct pollfd answer = {.fd = gb_tty.input, .events = POLLIN};
  return atomic_load(&gb_last_will->asked) && poll(&answer, 1, answer_milliseconds) >= 0;
}

// What was typed for the board is not for the shell, and neither is what the terminal still answers.
static void drop_input(void) {
  tcflush(gb_tty.input, TCIFLUSH);
  if (gb_await_answer()) tcflush(gb_tty.input, TCIFLUSH);
}

static void restore_terminal(void) {
  gb_will *will = gb_last_will;
  int chosen = atomic_load(&will->current);
  gb_write_within(gb_tty.output, will->texts[chosen].bytes, will->texts[chosen].length, patience_milliseconds);
  // In the background the settings belong to whoever is in front.
  pid_t front = tcgetpgrp(gb_tty.input);
  if (front < 0 || front == getpgrp()) {
    drop_input();
    tcsetattr(gb_tty.input, TCSANOW, &gb_tty.before);
  }
  atomic_store(&will->screen_is_ours, false);  // Nothing is left to the guard.
}

// Ends with this very signal, so that the exit status names it. The handler before ours is not asked: Swift's
// backtracer would wait at a prompt.
static void die(int number) {
  struct sigaction plain = {.sa_handler = SIG_DFL};
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigaction(number, &plain, NULL);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  _exit(128 + number);
}

void gb_end_by_signal(int number) {
  // A child between fork and exec owns no terminal.
  if (getpid() != owner) die(number);
  // One thread restores; another that dies meanwhile waits for the end.
  if (atomic_exchange(&ending, true)) {
    for (;;) pause();
  }
  // A broken pipe behind standard error must not replace the signal that we report.
  struct sigaction ignored = {.sa_handler = SIG_IGN};
  if (number != SIGPIPE) sigaction(SIGPIPE, &ignored, NULL);
  await_artist();
  if (atomic_load(&gb_last_will->screen_is_ours)) restore_terminal();
  gb_end_guard();
  gb_report_end(number);
  die(number);
}

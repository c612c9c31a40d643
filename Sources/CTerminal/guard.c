// The guard: a process of its own that gives the terminal back when this one ends without doing so itself. SIGKILL,
// the kernel's out-of-memory killer and a stack that overflows where no handler has room leave it no time to.

#define _GNU_SOURCE 1  // close_range()
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

// A terminal that takes nothing must not keep the guard.
enum { patience_milliseconds = 300, patience_seconds = 2 };

static gb_will own_will;
gb_will *gb_last_will = &own_will;

static pid_t guard;

static bool are_same(const struct termios *one, const struct termios *other) {
  return one->c_iflag == other->c_iflag && one->c_oflag == other->c_oflag && one->c_cflag == other->c_cflag
         && one->c_lflag == other->c_lflag && memcmp(one->c_cc, other->c_cc, sizeof one->c_cc) == 0;
}

// Where a shell was quicker, its own settings stand there already.
static bool are_still_ours(void) {
  struct termios now;
  return tcgetattr(gb_tty.input, &now) == 0 && are_same(&now, &gb_last_will->during);
}

// Writes in one piece and without O_NONBLOCK: the shell has the same terminal by now, and must not find it changed.
static void give_back(void) {
  struct pollfd wanted = {.fd = gb_tty.output, .events = POLLOUT};
  int chosen = atomic_load(&gb_last_will->current);
  if (poll(&wanted, 1, patience_milliseconds) == 1 && (wanted.revents & POLLOUT)) {
    ssize_t written = write(gb_tty.output, gb_last_will->texts[chosen].bytes, gb_last_will->texts[chosen].length);
    (void)written;
  }
  if (!are_still_ours()) return;
  tcflush(gb_tty.input, TCIFLUSH);
  if (gb_await_answer()) {
    if (!are_still_ours()) return;
    tcflush(gb_tty.input, TCIFLUSH);
  }
  tcsetattr(gb_tty.input, TCSANOW, &gb_last_will->before);
}

// Everything but the terminal is let go: pipes, locks and files would seem to be in use by somebody.
static void keep_only_terminal(void) {
  int low = gb_tty.input < gb_tty.output ? gb_tty.input : gb_tty.output;
  int high = gb_tty.input < gb_tty.output ? gb_tty.output : gb_tty.input;
  close_range(0, (unsigned)low - 1, 0);
  if (high > low + 1) close_range((unsigned)low + 1, (unsigned)high - 1, 0);
  close_range((unsigned)high + 1, ~0U, 0);
}

// After fork() in a process of many threads: only what is safe in a signal handler, and the mutex.
static void stand_guard(void) {
  setpgid(0, 0);
  prctl(PR_SET_NAME, "terminal-guard");
  keep_only_terminal();
  // The kernel hands the mutex on while the dead process is being taken down, before its parent hears of the end.
  int taken = pthread_mutex_lock(&gb_last_will->alive);
  sigset_t alarm_only;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  signal(SIGALRM, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &alarm_only, NULL);
  alarm(patience_seconds);
  if (taken == EOWNERDEAD && atomic_load(&gb_last_will->screen_is_ours)) give_back();
  _exit(0);
}

// Shared memory, for what the restore sequence is at the end is not known at the beginning.
static bool share_will(void) {
  if (gb_last_will != &own_will) return true;
  void *shared = mmap(NULL, sizeof(gb_will), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return false;
  memcpy(shared, &own_will, sizeof own_will);
  gb_last_will = shared;
  return true;
}

static bool hold_mutex(void) {
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  bool is_held = pthread_mutex_init(&gb_last_will->alive, &kind) == 0 && pthread_mutex_lock(&gb_last_will->alive) == 0;
  pthread_mutexattr_destroy(&kind);
  return is_held;
}

// Without a guard, where the system gives us none, the board stands all the same.
void gb_start_guard(void) {
  if (guard > 0 || !share_will() || !hold_mutex()) return;
  sigset_t all, before;
  sigfillset(&all);
  // With SIGTTOU blocked the guard may set the terminal from the background.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  guard = fork();
  if (guard == 0) stand_guard();
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// Async-signal-safe. The terminal is given back already; what the guard would do is done.
void gb_end_guard(void) {
  if (guard <= 0) return;
  kill(guard, SIGKILL);
  while (waitpid(guard, NULL, 0) < 0 && errno == EINTR) {
  }
}

void gb_dismiss_guard(void) {
  if (guard <= 0) return;
  gb_end_guard();
  guard = 0;
  pthread_mutex_unlock(&gb_last_will->alive);
  pthread_mutex_destroy(&gb_last_will->alive);
}

// Which signals are ours, what the harmless ones note down, and how the process stops.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "internal.h"

static atomic_int notes;
static int wake_pipe[2] = {-1, -1};

// The pipe lives as long as the process: a waker may be called after the terminal is closed.
bool gb_prepare_wake(void) {
  if (wake_pipe[0] >= 0) return true;
  int ends[2];
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
  }
  wake_pipe[0] = ends[0];
  wake_pipe[1] = ends[1];
  return true;
}

int gb_wake_descriptor(void) { return wake_pipe[0]; }

// Async-signal-safe. Only the first of many notes costs a system call.
void gb_note(int bits) {
  if (atomic_fetch_or(&notes, bits) == 0 && wake_pipe[1] >= 0) {
    ssize_t written = write(wake_pipe[1], "", 1);
    (void)written;
  }
}

void gb_wake(void) { gb_note(gb_woken); }

// The pipe is emptied first: a note that comes between the two steps writes again, and none is lost.
int gb_take_notes(void) {
  char bytes[64];
  while (wake_pipe[0] >= 0 && read(wake_pipe[0], bytes, sizeof bytes) == (ssize_t)sizeof bytes) {
  }
  return atomic_exchange(&notes, 0);
}

static void note_signal(int number) {
  int saved = errno;
  switch (number) {
    case SIGWINCH: gb_note(gb_resized); break;
    case SIGTSTP: gb_note(gb_stop); break;
    default: gb_note(gb_continued); break;
  }
  errno = saved;
}

// Whose handler may be replaced: faults are always ours; of the signals that people and programs send, those that
// were ignored stay so (nohup, a shell without job control); the rare ones only where they would kill us anyway.
enum claim { always, unless_ignored, if_default };

static struct {
  int number;
  enum claim claim;
  void (*handler)(int);
  bool taken;
  struct sigaction before;
} table[] = {
    {.number = SIGSEGV, .claim = always, .handler = gb_end_by_signal},
    {.number = SIGABRT, .claim = always, .handler = gb_end_by_signal},
    {.number = SIGILL, .claim = always, .handler = gb_end_by_signal},
    {.number = SIGTRAP, .claim = always, .handler = gb_end_by_signal},
    {.number = SIGBUS, .claim = always, .handler = gb_end_by_signal},
    {.number = SIGFPE, .claim = always, .handler = gb_end_by_signal},
    {.number = SIGTERM, .claim = unless_ignored, .handler = gb_end_by_signal},
    {.number = SIGINT, .claim = unless_ignored, .handler = gb_end_by_signal},
    {.number = SIGHUP, .claim = unless_ignored, .handler = gb_end_by_signal},
    {.number = SIGQUIT, .claim = unless_ignored, .handler = gb_end_by_signal},
    {.number = SIGPIPE, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGALRM, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGUSR1, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGUSR2, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGSYS, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGXCPU, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGXFSZ, .claim = if_default, .handler = gb_end_by_signal},
    {.number = SIGTSTP, .claim = unless_ignored, .handler = note_signal},
    {.number = SIGWINCH, .claim = always, .handler = note_signal},
    {.number = SIGCONT, .claim = always, .handler = note_signal},
};
enum { table_length = sizeof table / sizeof *table };

// A stack overflow leaves no room for a handler on the stack that overflowed.
static char spare_stack[64 * 1024];
static stack_t stack_before;

// A parent may hand its blocked signals down (dispatch workers block nearly all): a blocked SIGWINCH never comes.
static sigset_t mask_before;

static bool claims(enum claim claim, const struct sigaction *before) {
  if (before->sa_flags & SA_SIGINFO) return claim != if_default;
  switch (claim) {
    case always: return true;
    case unless_ignored: return before->sa_handler != SIG_IGN;
    case if_default: return before->sa_handler == SIG_DFL;
  }
  return false;
}

bool gb_catch_signals(void) {
  stack_t spare = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
  if (sigaltstack(&spare, &stack_before) != 0) return false;
  sigset_t ours_to_hear;
  sigemptyset(&ours_to_hear);
  for (int i = 0; i < table_length; i++) {
    struct sigaction ours = {.sa_handler = table[i].handler, .sa_flags = SA_ONSTACK | SA_RESTART};
    sigfillset(&ours.sa_mask);
    table[i].taken = sigaction(table[i].number, NULL, &table[i].before) == 0 && claims(table[i].claim, &table[i].before)
                     && sigaction(table[i].number, &ours, NULL) == 0;
    if (table[i].taken) sigaddset(&ours_to_hear, table[i].number);
  }
  pthread_sigmask(SIG_UNBLOCK, &ours_to_hear, &mask_before);
  return true;
}

// A handler that somebody else set in the meantime is left in peace.
void gb_release_signals(void) {
  pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
  for (int i = 0; i < table_length; i++) {
    struct sigaction now;
    if (!table[i].taken || sigaction(table[i].number, NULL, &now) != 0) continue;
    if (now.sa_handler == table[i].handler) sigaction(table[i].number, &table[i].before, NULL);
    table[i].taken = false;
  }
  sigaltstack(&stack_before, NULL);
}

// A process that was started with SIGTSTP ignored has no shell that would continue it.
bool gb_may_stop(void) {
  struct sigaction now;
  return sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == note_signal;
}

// Stops with SIGTSTP's default action rather than SIGSTOP: the kernel leaves out orphaned groups, which nobody could
// continue. The others of the group are told first, while we ignore it, so that a script that started us stops as
// well and its shell gets the terminal. raise() goes to this thread, and so does not return before the stop.
void gb_stop_here(bool whole_group) {
  struct sigaction ours, ignored = {.sa_handler = SIG_IGN}, plain = {.sa_handler = SIG_DFL};
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigaction(SIGTSTP, &ignored, &ours);
  if (whole_group) kill(0, SIGTSTP);
  sigaction(SIGTSTP, &plain, NULL);
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&notes, ~(gb_stop | gb_continued));
}

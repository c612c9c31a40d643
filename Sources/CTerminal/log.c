// Standard error while the board is up: its text would be lost with the alternate screen, so it goes to a file.

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

static int errors_before = -1;
static char log_path[4096];

bool gb_divert_errors(const char *path) {
  log_path[0] = 0;
  if (!path) return true;
  if (strlen(path) >= sizeof log_path) {
    errno = ENAMETOOLONG;
    return false;
  }
  int log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (log < 0) return false;
  // A process may be started without a standard error; then there is nothing to come back to.
  errors_before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  strcpy(log_path, path);
  dup2(log, STDERR_FILENO);
  close(log);
  return true;
}

void gb_restore_errors(void) {
  if (!log_path[0]) return;
  log_path[0] = 0;
  if (errors_before < 0) {
    close(STDERR_FILENO);
    return;
  }
  dup2(errors_before, STDERR_FILENO);
  close(errors_before);
  errors_before = -1;
}

static size_t append(char *line, size_t length, const char *text) {
  size_t added = strlen(text);
  memcpy(line + length, text, added);
  return length + added;
}

// Async-signal-safe: "gateboard: ended by signal 11; see PATH", on the real standard error.
void gb_report_end(int number) {
  char line[sizeof log_path + 64];
  char digits[3] = {(char)('0' + number / 10), (char)('0' + number % 10), 0};
  size_t length = append(line, 0, "gateboard: ended by signal ");
  length = append(line, length, number < 10 ? digits + 1 : digits);
  if (log_path[0]) {
    length = append(line, length, "; see ");
    length = append(line, length, log_path);
  }
  length = append(line, length, "\n");
  if (log_path[0] && errors_before >= 0) dup2(errors_before, STDERR_FILENO);
  gb_write_within(STDERR_FILENO, line, length, 300);
}

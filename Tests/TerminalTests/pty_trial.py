"""Runs one program on a pseudo-terminal under a small job-control shell, and reports what became of both.

Called with the paths of two JSON files, the request and the report. The request:
  program, arguments, environment; size [columns, rows]; ignored [signal names], inherited as ignored by the program;
  input "tty" or "null"; alone: the program leads the session itself, without a shell that could continue it;
  answers: the terminal answers questions (DSR 5, DECRQM 2026) once it has read them;
  deadline (seconds, of the whole trial); steps: a list of [verb, arguments...], see Trial.

For the report see Trial.report. Nothing here sleeps to become green: every step waits for a condition.

Three processes: this one holds the master side; its child, the shell, leads the session and hands the terminal to the
program and back; the program is a foreground process group of its own. Standard library only.
"""

import contextlib
import fcntl
import json
import os
import pty
import resource
import select
import signal
import sqlite3
import struct
import sys
import termios
import time


class Failure(Exception):
    pass


def set_size(descriptor, columns, rows):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class Shell:
    """The session's leader: what bash does for a job, without its prompt."""

    def __init__(self, request, slave, orders, news):
        self.request, self.orders, self.news = request, orders, news
        if not request.get("alone"):
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for target in (0, 1, 2):
            os.dup2(slave, target)
        for name in ("SIGTTOU", "SIGTTIN", "SIGTSTP", "SIGHUP", "SIGINT", "SIGQUIT"):
            signal.signal(getattr(signal, name), signal.SIG_IGN)

    def say(self, **words):
        os.write(self.news, (json.dumps(words) + "\n").encode())

    def launch(self):
        program = os.fork()
        if program == 0:
            if self.request.get("alone"):
                os.setsid()
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            else:
                os.setpgid(0, 0)
                os.tcsetpgrp(0, os.getpid())
            for number in range(1, signal.NSIG):
                if number not in (signal.SIGKILL, signal.SIGSTOP):
                    try:
                        signal.signal(number, signal.SIG_DFL)
                    except (OSError, ValueError):
                        pass
            for name in self.request.get("ignored", []):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
            signal.pthread_sigmask(
                signal.SIG_SETMASK, [getattr(signal, name) for name in self.request.get("blocked", [])])
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if self.request.get("input") == "null":
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for descriptor in (self.orders, self.news):
                os.close(descriptor)
            arguments = [self.request["program"]] + self.request.get("arguments", [])
            os.execve(self.request["program"], arguments, self.request["environment"])
        return program

    def attributes(self):
        try:
            return termios.tcgetattr(0)
        except termios.error:
            return None

    def given_back(self, before):
        """Whether somebody else puts the settings back, which a process that is killed can not."""
        deadline = time.monotonic() + 5
        while self.attributes() != before and time.monotonic() < deadline:
            time.sleep(0.002)
        return self.attributes() == before

    def write(self, text):
        try:
            os.write(1, text)
        except OSError:
            pass

    def run(self):
        before = self.attributes()
        program = self.launch()
        self.say(started=program)
        while True:
            _, status, usage = os.wait4(program, os.WUNTRACED)
            try:
                os.tcsetpgrp(0, os.getpgrp())
            except OSError:
                pass
            same = self.attributes() == before
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                same = self.given_back(before)
            if not os.WIFSTOPPED(status):
                self.say(
                    ended=True, same=same, cpu=usage.ru_utime + usage.ru_stime,
                    exit=os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
                    signal=signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else None)
                self.write(b"[ended]")
                # The terminal goes when its last user does; the master must have read everything before.
                os.read(self.orders, 1)
                return
            # A shell puts its own settings back, whatever the program left, and writes its prompt.
            termios.tcsetattr(0, termios.TCSANOW, before)
            self.write(b"\x1b[0m[stopped]")
            self.say(stopped=signal.Signals(os.WSTOPSIG(status)).name, same=same)
            if os.read(self.orders, 1) == b"f":
                os.tcsetpgrp(0, program)
            os.killpg(program, signal.SIGCONT)


class Trial:
    def __init__(self, request):
        self.request = request
        self.deadline = time.monotonic() + request.get("deadline", 20)
        self.output = b""
        self.seen = 0
        self.before = []
        self.log_seen = 0
        self.news = b""
        self.stops = []
        self.taken = 0
        self.end = None
        self.program = None
        self.leader, self.master = None, -1
        self.asked = 0
        self.rate, self.began, self.taken_bytes = None, 0, 0
        self.is_deaf = False

    def start(self):
        columns, rows = self.request.get("size", [80, 24])
        self.master, slave = pty.openpty()
        set_size(self.master, columns, rows)
        orders, self.orders = os.pipe()
        self.news_end, news = os.pipe()
        self.leader = os.fork()
        if self.leader == 0:
            try:
                for descriptor in (self.master, self.orders, self.news_end):
                    os.close(descriptor)
                Shell(self.request, slave, orders, news).run()
            finally:
                os._exit(0)
        for descriptor in (slave, orders, news):
            os.close(descriptor)

    def pump(self, listening=True):
        """Takes what the terminal and the shell say, waiting at most a moment for it."""
        listening = listening and not self.is_deaf
        ends = [self.news_end] + ([self.master] if self.master >= 0 and listening else [])
        ready, _, _ = select.select(ends, [], [], 0.02)
        most = self.most() if self.master in ready else 0
        if self.master in ready and most == 0:
            # The line is slow: what lies ready there is not here yet.
            time.sleep(0.005)
        elif self.master in ready:
            try:
                self.output += os.read(self.master, most)
                self.answer()
            except OSError:
                self.hangup()
        if self.news_end in ready:
            self.news += os.read(self.news_end, 65536)
        *lines, self.news = self.news.split(b"\n")
        for line in lines:
            words = json.loads(line)
            if "started" in words:
                self.program = words["started"]
            elif "stopped" in words:
                self.stops.append(words)
            else:
                self.end = words

    def most(self):
        """How many bytes the line has brought by now."""
        if self.rate is None:
            return 65536
        due = int((time.monotonic() - self.began) * self.rate)
        most, self.taken_bytes = due - self.taken_bytes, due
        return most

    def answer(self):
        """Answers the questions that have been read, in their order."""
        if not self.request.get("answers"):
            return
        questions = {b"\x1b[5n": b"\x1b[0n", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
        while True:
            places = [(self.output.find(q, self.asked), q) for q in questions]
            places = [place for place in places if place[0] >= 0]
            if not places:
                return
            place, question = min(places)
            self.asked = place + len(question)
            os.write(self.master, questions[question])

    def until(self, condition, wanted, listening=True):
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > self.deadline:
                raise Failure("waited in vain for " + wanted)
            self.pump(listening)

    def find(self, text):
        place = self.output.find(text, self.seen)
        if place < 0:
            return False
        self.before.append(self.output[self.seen:place].decode("latin-1"))
        self.seen = place + len(text)
        return True

    def log_text(self):
        path = self.request["environment"].get("TRIAL_LOG")
        try:
            with open(path, "rb") as file:
                return file.read().decode("utf-8", "replace")
        except (OSError, TypeError):
            return ""

    def log_mode(self):
        try:
            return "%o" % (os.stat(self.request["environment"]["TRIAL_LOG"]).st_mode & 0o777)
        except (OSError, KeyError):
            return None

    # The steps.

    def screen(self, text):
        """Waits for a text in the bytes that the terminal got, after the last one found."""
        self.until(lambda: self.find(text.encode()), "the screen's " + repr(text))

    def log(self, text):
        """Waits for a line in the program's standard error, after the last one found."""
        def found():
            place = ("\n" + self.log_text()).find("\n" + text + "\n", self.log_seen)
            if place >= 0:
                self.log_seen = place + 1
            return place >= 0
        self.until(found, "the log's " + repr(text))

    def soon(self, text):
        """The same within a second."""
        deadline, self.deadline = self.deadline, time.monotonic() + 1
        self.log(text)
        self.deadline = deadline

    def slow(self, rate):
        """From now on the line brings so many bytes a second."""
        self.rate, self.began, self.taken_bytes = rate, time.monotonic(), 0

    def fast(self):
        self.rate = None

    def deaf(self):
        """From now on nothing is read, and no question answered."""
        self.is_deaf = True

    def send(self, text):
        os.write(self.master, text.encode())

    def bytes(self, numbers):
        os.write(self.master, bytes(numbers))

    def signal(self, name):
        self.until(lambda: self.program, "the program's start")
        os.kill(self.program, getattr(signal, name))

    def stopped(self):
        """Waits until the shell has the terminal back."""
        self.until(lambda: len(self.stops) > self.taken, "a stop")
        self.screen("[stopped]")
        self.stops[self.taken].update(self.look(self.output[:self.seen]))
        self.taken += 1

    def foreground(self):
        """What fg does."""
        os.write(self.orders, b"f")

    def background(self):
        """What bg does."""
        os.write(self.orders, b"b")

    def resize(self, columns, rows):
        set_size(self.master, columns, rows)

    def hangup(self):
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def jam(self):
        """Wants one whole picture after the other without reading any, until the program is blocked writing them."""
        turns = 0

        def blocked():
            nonlocal turns
            turns += 1
            set_size(self.master, 150 + turns % 7, 40 + turns % 5)
            return self.is_writing()
        for _ in range(3):
            self.until(blocked, "a blocked write", listening=False)
            self.pump(listening=False)

    def is_writing(self):
        writes = {"x86_64": "1", "aarch64": "64"}[os.uname().machine]
        with open("/proc/%d/syscall" % self.program) as file:
            return file.read().split()[0] == writes

    def stuck(self):
        """Stops reading, and waits until the program is blocked writing to the terminal."""
        for _ in range(3):
            self.until(self.is_writing, "a blocked write", listening=False)
            self.pump(listening=False)

    def grows(self, path, lines):
        """Waits until a file has so many lines more than now, without reading the terminal."""
        def count():
            with open(path, "rb") as file:
                return file.read().count(b"\n")
        start = count()
        self.until(lambda: count() >= start + lines, "%d more lines in %s" % (lines, path), listening=False)

    def within(self, seconds, verb, *arguments):
        """Any other step, which has to be done in so many seconds."""
        deadline, self.deadline = self.deadline, time.monotonic() + seconds
        getattr(self, verb)(*arguments)
        self.deadline = deadline

    def press(self, keys, rate):
        """Sends keys one by one, so many a second, and takes what comes meanwhile."""
        self.pace(rate, keys, lambda key: os.write(self.master, key.encode()))

    def storm(self, sizes, rate):
        """Gives the window one size after the other, so many a second."""
        self.pace(rate, sizes, lambda size: set_size(self.master, *size))

    def pace(self, rate, things, deed):
        start = time.monotonic()
        for number, thing in enumerate(things):
            deed(thing)
            while time.monotonic() < start + (number + 1) / rate:
                self.pump()

    def write(self, path, text):
        """Gives a file another content at once."""
        with open(path + ".new", "w") as file:
            file.write(text)
        os.rename(path + ".new", path)

    def holds(self, folder, text):
        """Waits until a file somewhere below a folder has a text in it."""
        def found():
            for place, _, names in os.walk(folder):
                for name in names:
                    with open(os.path.join(place, name), "rb") as file:
                        if text.encode() in file.read():
                            return True
            return False
        self.until(found, "%r below %s" % (text, folder))

    def appears(self, path):
        self.until(lambda: os.path.exists(path), path)

    def until_file(self, path, text):
        """Waits until a file has a text in it."""
        def found():
            with open(path) as file:
                return text in file.read()
        self.until(found, "%r in %s" % (text, path))

    def rows(self, path, query, count):
        """Waits until a question to an SQLite file has so many rows, without reading the terminal."""
        def found():
            with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % path, uri=True)) as database:
                return len(database.execute(query).fetchall()) >= count
        self.until(found, "%d rows of %s" % (count, query), listening=False)

    def ended(self):
        """Waits for the program's end, without reading what it writes."""
        self.until(lambda: self.end, "the program's end", listening=False)

    def finish(self):
        self.is_deaf = False
        self.until(lambda: self.end, "the program's end")
        if self.master >= 0:
            self.until(lambda: b"[ended]" in self.output or self.master < 0, "the last output")

    def look(self, output):
        """What state the bytes leave an xterm in."""
        def on(enter, leave):
            return output.rfind(enter) > output.rfind(leave)
        return {
            "alternate": on(b"\x1b[?1049h", b"\x1b[?1049l"),
            "hidden": on(b"\x1b[?25l", b"\x1b[?25h"),
            "pasting": on(b"\x1b[?2004h", b"\x1b[?2004l"),
            "keypad": on(b"\x1b[?1h", b"\x1b[?1l"),
            "mouse": on(b"\x1b[?1000h", b"\x1b[?1000l") or on(b"\x1b[?1006h", b"\x1b[?1006l"),
            "focus": on(b"\x1b[?1004h", b"\x1b[?1004l"),
            "frame": on(b"\x1b[?2026h", b"\x1b[?2026l"),
            "order": on(b"\x1b[8l", b"\x1b[8h"),
        }

    def report(self, failure):
        end = self.end or {}
        return {
            "failure": failure, "exit": end.get("exit"), "signal": end.get("signal"), "cpu": end.get("cpu"),
            "sameSettings": end.get("same"), "stops": self.stops, "before": self.before,
            "final": self.look(self.output), "output": self.output.decode("latin-1"), "log": self.log_text(),
            "logMode": self.log_mode(),
        }

    def clean(self):
        """Ends what was started, each by its own number."""
        if self.program and not self.end:
            try:
                os.kill(self.program, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.hangup()
        if self.leader:
            os.close(self.orders)
            if not self.end:
                os.kill(self.leader, signal.SIGKILL)
            os.waitpid(self.leader, 0)

    def run(self):
        failure = None
        try:
            self.start()
            for verb, *arguments in self.request["steps"]:
                getattr(self, verb)(*arguments)
            self.finish()
        except Exception as problem:
            failure = "%s: %s" % (type(problem).__name__, problem)
        finally:
            self.clean()
        return self.report(failure)


def main(request_path, report_path):
    with open(request_path) as file:
        request = json.load(file)
    report = Trial(request).run()
    with open(report_path, "w") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main(*sys.argv[1:])

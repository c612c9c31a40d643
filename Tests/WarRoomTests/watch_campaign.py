#!/usr/bin/env python3
"""Eight gateboards watch one journal; the one that holds the watch is killed or stopped again and again.

watch_campaign.py TRIAL FOLDER ROUNDS [SEED]: after each end another program must hold the watch within ten seconds, all
that live must show the journal's last event within a second, and a stopped one that goes on must write nothing as the
engine. Every breach must be found once and run its program once, nobody but the holder may ask the source, and every
blocker that was confirmed must be there. Prints one line and exits 0 where that is so.
"""
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

WATCHERS = 8


class Watcher:
    def __init__(self, trial, folder, name):
        arguments = [trial, f"{folder}/watch.db", name, f"{folder}/probe.sh", f"{folder}/hook.sh"]
        self.name, self.seen, self.filed, self.stopped = name, 0, [], False
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1)
        self.changed = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            with self.changed:
                if word == "at":
                    self.seen = max(self.seen, int(rest))
                elif word == "filed":
                    self.filed.append(rest)
                self.changed.notify_all()

    def waits(self, until, seconds):
        with self.changed:
            return self.changed.wait_for(until, timeout=seconds)

    def file(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return self.waits(lambda: text in self.filed, 10)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


class Campaign:
    def __init__(self, trial, folder, seed):
        self.trial, self.folder, self.rng = trial, folder, random.Random(seed)
        self.wrong, self.confirmed, self.breaches, self.names = [], [], 0, 0
        self.longest = self.latest = 0.0
        self.freed = []
        self.write("value", "0")
        # Who asks is the parent of the program, and when is part of the record.
        self.script("probe.sh", f'echo "$PPID $(date +%s.%N)" >> "{folder}/asked"\necho "value $(cat "{folder}/value")"')
        self.script("hook.sh", f'echo ran >> "{folder}/ran"')
        self.living = [self.begin() for _ in range(WATCHERS)]

    def write(self, name, text):
        with open(f"{self.folder}/{name}.new", "w") as file:
            file.write(text)
        os.rename(f"{self.folder}/{name}.new", f"{self.folder}/{name}")

    def script(self, name, body):
        self.write(name, f"#!/bin/sh\n{body}\n")
        os.chmod(f"{self.folder}/{name}", 0o755)

    def begin(self):
        self.names += 1
        return Watcher(self.trial, self.folder, f"sre-{self.names}")

    def ask(self, sql, *values):
        database = sqlite3.connect(f"file:{self.folder}/watch.db?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def holder(self):
        try:
            rows = self.ask("SELECT pid FROM watcher JOIN lease USING (token)")
        except sqlite3.OperationalError:
            return None
        return next((w for w in self.living if rows and w.process.pid == rows[0][0] and not w.stopped), None)

    def waits(self, what, until, seconds):
        deadline = time.monotonic() + seconds
        while not until():
            if time.monotonic() > deadline:
                self.wrong.append(f"not within {seconds} s: {what}")
                return False
            # Another program's file has nothing to wait on.
            time.sleep(0.02)
        return True

    def all_follow(self):
        last = self.ask("SELECT max(sequence) FROM event")[0][0]
        began = time.monotonic()
        for watcher in self.living:
            if not watcher.stopped and not watcher.waits(lambda: watcher.seen >= last, 5):
                self.wrong.append(f"{watcher.name} shows event {watcher.seen}, the journal has {last}")
        self.latest = max(self.latest, time.monotonic() - began)

    def breach(self):
        """A breach that begins and ends, with nobody dying in between."""
        self.breaches += 1
        count = "SELECT count(*) FROM event WHERE kind = 'guardrail_moved' AND payload LIKE '%\"to\":\"breached\"%'"
        self.write("value", "1")
        self.waits("the breach", lambda: self.ask(count)[0][0] >= self.breaches, 10)
        ended = "SELECT count(*) FROM event WHERE kind = 'hook_ended'"
        self.waits("the end of its program", lambda: self.ask(ended)[0][0] >= self.breaches, 10)
        self.write("value", "0")
        over = "SELECT payload LIKE '%\"to\":\"inactive\"%' FROM event WHERE kind = 'guardrail_moved' ORDER BY sequence DESC"
        self.waits("its end", lambda: self.ask(over + " LIMIT 1")[0][0] == 1, 10)

    def round(self, number):
        if not self.waits("somebody holds the watch", lambda: self.holder() is not None, 10):
            return
        self.breach()
        victim = self.holder()
        others = [w for w in self.living if w is not victim]
        text = f"blocker {number}"
        if self.rng.choice(others).file(text):
            self.confirmed.append(text)
        died = time.monotonic()
        stops = self.rng.random() < 0.4
        if stops:
            victim.process.send_signal(signal.SIGSTOP)
            victim.stopped = True
        else:
            victim.end()
            self.living.remove(victim)
        # A second one dies at the same time, every other time.
        if self.rng.random() < 0.5:
            second = self.rng.choice(others)
            second.end()
            self.living.remove(second)
        self.waits("another takes over", lambda: self.holder() not in (None, victim), 10)
        self.longest = max(self.longest, time.monotonic() - died)
        self.breach()
        self.all_follow()
        if stops:
            self.freed.append((victim.process.pid, time.time()))
            victim.process.send_signal(signal.SIGCONT)
            victim.stopped = False
        while len(self.living) < WATCHERS:
            self.living.append(self.begin())

    def examine(self):
        if self.ask("PRAGMA integrity_check") != [("ok",)]:
            self.wrong.append("the file is damaged")
        mixed = self.ask(
            "SELECT a.sequence FROM event_epoch AS a JOIN event_epoch AS b ON b.sequence > a.sequence AND b.epoch < a.epoch")
        if mixed:
            self.wrong.append(f"a former holder wrote after event {mixed[0][0]}")
        found = self.ask(
            "SELECT count(*) FROM event WHERE kind = 'guardrail_moved' AND payload LIKE '%\"to\":\"breached\"%'")[0][0]
        with open(f"{self.folder}/ran") as file:
            ran = len(file.readlines())
        if not found == ran == self.breaches:
            self.wrong.append(f"{self.breaches} breaches, found {found} times, {ran} runs of their program")
        filed = {row[0] for row in self.ask("SELECT text FROM v_blocker")}
        lost = set(self.confirmed) - filed
        if lost:
            self.wrong.append(f"lost: {sorted(lost)}")
        self.examine_chain()
        self.examine_askers()

    def examine_chain(self):
        head = "0" * 64
        for sequence, *texts, previous, said in self.ask(
            "SELECT sequence, at, actor, kind, payload, request_id, previous, hash FROM event ORDER BY sequence"
        ):
            words = ["-" if text is None else text.encode().hex().upper() for text in texts]
            line = " ".join([str(sequence), *words, head]) + "\n"
            if previous != head or hashlib.sha256(line.encode()).hexdigest() != said:
                return self.wrong.append(f"event {sequence} is not chained to the one before")
            head = said

    def examine_askers(self):
        """Nobody asks in between two questions of another, unless it was stopped in the middle of its watch and goes on:
        then until it has seen that another took over. Who has died cannot come back within two seconds."""
        asked = []
        with open(f"{self.folder}/asked") as file:
            for line in file:
                pid, at = line.split()
                asked.append((int(pid), float(at)))
        asked = [
            (pid, at) for pid, at in asked
            if not any(pid == freed and 0 <= at - then < 2 for freed, then in self.freed)
        ]
        last = {}
        for (before, _), (pid, at) in zip(asked, asked[1:]):
            if before != pid and at - last.get(pid, 0) < 2:
                self.wrong.append(f"processes {before} and {pid} asked the source at the same time, at {at}")
            last[pid] = at
        if len({pid for pid, _ in asked}) < 2:
            self.wrong.append("the source was not asked by several, one after the other")


def main():
    trial, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    campaign = Campaign(trial, folder, int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    try:
        for number in range(rounds):
            campaign.round(number)
        campaign.all_follow()
    finally:
        for watcher in campaign.living:
            watcher.end()
    campaign.examine()
    print(
        f"{rounds} ends, {campaign.names} programs, {campaign.breaches} breaches, {len(campaign.confirmed)} confirmed, "
        f"taken over within {campaign.longest:.1f} s, followed within {campaign.latest:.1f} s, {len(campaign.wrong)} wrong")
    for sentence in campaign.wrong:
        print(sentence)
    sys.exit(1 if campaign.wrong else 0)


main()

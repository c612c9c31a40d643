#!/usr/bin/env python3
"""Kills operators while they file blockers, and looks for what was confirmed and is gone.

kill_campaign.py TRIAL FOLDER KILLS [SEED]: each round starts one or two OperatorTrial programs on one journal, and
ends them with SIGKILL at a random instant. Every 20 rounds the journal is looked at with Python's own sqlite3, and a
new one begun, so that starting stays quick. Prints one line and exits 0 where nothing was lost, 1 where something was.
"""
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

ROUNDS_PER_JOURNAL = 20


def kill_some(trial, journal, names, rng):
    """One round: the texts that were confirmed before everybody was dead."""
    running = [
        subprocess.Popen([trial, journal, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
        for name in names
    ]
    # The end comes at a random instant: while it opens the journal, decides, writes, or confirms.
    first = os.read(running[0].stdout.fileno(), 4096) if rng.random() < 0.8 else b""
    time.sleep(rng.uniform(0, 0.03))
    for process in rng.sample(running, len(running)):
        process.send_signal(signal.SIGKILL)
    confirmed = []
    for output, process in zip([first] + [b""] * (len(running) - 1), running):
        rest, errors = process.communicate()
        confirmed += (output + rest).decode().splitlines()
        if process.returncode != -signal.SIGKILL:
            sys.exit(f"an operator ended by itself with {process.returncode}: {errors.decode()}")
    return confirmed


def examine(journal, confirmed):
    """What is wrong with the journal, as sentences."""
    database = sqlite3.connect(journal)
    wrong = []
    integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
    if integrity != "ok":
        wrong.append(f"integrity_check: {integrity}")
    filed = [json.loads(row[0]) for row in database.execute(
        "SELECT payload FROM event WHERE kind = 'blocker_filed' ORDER BY sequence")]
    texts = [record["draft"]["text"] for record in filed]
    lost = set(confirmed) - set(texts)
    if lost:
        wrong.append(f"lost: {sorted(lost)}")
    if len(set(texts)) != len(texts):
        wrong.append("a blocker was filed twice")
    numbers = [record["number"] for record in filed]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append(f"blockers are not numbered in order: {numbers}")
    sequences = [row[0] for row in database.execute("SELECT sequence FROM event ORDER BY sequence")]
    if sequences != list(range(1, len(sequences) + 1)):
        wrong.append("events are not numbered in order")
    wrong += broken_links(database)
    database.close()
    return wrong, len(texts)


def broken_links(database):
    """Where the chain of hashes is not what docs/journal.md says."""
    head = "0" * 64
    rows = database.execute("SELECT sequence, at, actor, kind, payload, request_id, previous, hash FROM event ORDER BY sequence")
    for sequence, at, actor, kind, payload, request, previous, said in rows:
        words = ["-" if text is None else text.encode().hex().upper() for text in (at, actor, kind, payload, request)]
        line = " ".join([str(sequence), *words, head]) + "\n"
        if previous != head or hashlib.sha256(line.encode()).hexdigest() != said:
            return [f"event {sequence} is not chained to the one before"]
        head = said
    return []


def main():
    trial, folder, kills = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    done = total = in_file = operators = 0
    wrong = []
    while done < kills:
        journal = os.path.join(folder, f"kills-{done}.db")
        confirmed = []
        for _ in range(min(ROUNDS_PER_JOURNAL, kills - done)):
            operators += 1
            names = [f"operator-{operators}"]
            if rng.random() < 0.3:
                operators += 1
                names.append(f"operator-{operators}")
            confirmed += kill_some(trial, journal, names, rng)
            done += 1
        found, count = examine(journal, confirmed)
        wrong += [f"{journal}: {sentence}" for sentence in found]
        total += len(confirmed)
        in_file += count
    print(f"{done} kills, {operators} operators, {total} confirmed, {in_file} in the journals, {len(wrong)} wrong")
    for sentence in wrong:
        print(sentence)
    sys.exit(1 if wrong or total == 0 else 0)


main()

"""A DNS server of a test's own on one port, UDP and TCP; says its port, ends with its standard input.

Its argument is a zone file: lines `NAME TXT "string" "string"`, `NAME CNAME NAME`, `NAME MX NAME`, `NAME A ADDRESS` and
`NAME AAAA ADDRESS`. The first label of a name, or
the one after "_dmarc", may ask for a manner: see "manners".
"""
import shlex
import socket
import struct
import sys
import threading
import time

zone = {}
with open(sys.argv[1]) as file:
    for line in file:
        words = shlex.split(line, comments=True)
        if words:
            zone.setdefault(words[0].lower(), []).append((words[1], words[2:]))
asked = {}


def packed(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def record(name, kind, data):
    return packed(name) + struct.pack("!HHIH", kind, 1, 300, len(data)) + data


KINDS = {"A": 1, "MX": 15, "TXT": 16, "AAAA": 28}


def data(kind, words):
    if kind == "TXT":
        return b"".join(bytes([len(word)]) + word.encode() for word in words)
    if kind == "MX":
        return struct.pack("!H", 10) + packed(words[0])
    return socket.inet_pton(socket.AF_INET if kind == "A" else socket.AF_INET6, words[0])


def records(name, wanted):
    """The records of a name, with the aliases that lead there."""
    found = b""
    count = 0
    for kind, words in zone.get(name, []):
        if kind == "CNAME":
            found += record(name, 5, packed(words[0]))
            more, rest = records(words[0].lower(), wanted)
            return count + 1 + more, found + rest
        if KINDS[kind] == wanted:
            found += record(name, wanted, data(kind, words))
            count += 1
    return count, found


def reply(question, over_tcp):
    """The answers to a question, each to be sent; none is silence."""
    ident = question[:2]
    end = 12
    labels = []
    while question[end]:
        labels.append(question[end + 1:end + 1 + question[end]].decode())
        end += 1 + question[end]
    name = ".".join(labels).lower()
    section = question[12:end + 5]
    wanted = struct.unpack("!H", question[end + 1:end + 3])[0]
    manner = labels[1] if labels[0] == "_dmarc" else labels[0]
    count, found = records(name, wanted)

    def message(flags, count, found, ident=ident, section=section):
        return ident + struct.pack("!HHHHH", flags, 1, count, 0, 0) + section + found

    good = message(0x8180 if count or name in zone else 0x8183, count, found)
    other = bytes([ident[0] ^ 1]) + ident[1:]
    asked[name] = asked.get(name, 0) + 1
    text = struct.pack("!HHIH", 16, 1, 0, 4) + b"\x03abc"
    manners = {
        "servfail": [message(0x8182, 0, b"")],
        "silent": [],
        "lossy": [good] if asked[name] > 1 else [],
        "strangers": [message(0x8180, 0, b"", ident=other)] * 5
        + [message(0x8180, 0, b"", section=packed("other.example") + b"\0\x10\0\x01"), good],
        "flood": [message(0x8180, 0, b"", ident=other)] * 200,
        "question": [message(0x0180, 0, b"")],
        "loop": [message(0x8180, 1, struct.pack("!H", 0xC000 | (12 + len(section))) + text)],
        "forward": [message(0x8180, 1, struct.pack("!H", 0xC000 | 4000) + text)],
        "short": [message(0x8180, 3, found)],
        "torn": [good[:-2]],
        "noise": [b"\xff" * 40],
        "chain": [good],
        "truncated": [good] if over_tcp else [message(0x8380, 0, b"")],
        "trickle": [good] if over_tcp else [message(0x8380, 0, b"")],
        "endless": [message(0x8380, 0, b"")],
    }
    return manner, manners.get(manner, [good])


def over_udp():
    while True:
        question, sender = datagrams.recvfrom(4096)
        for answer in reply(question, False)[1]:
            datagrams.sendto(answer, sender)


def serve(connection):
    with connection:
        head = connection.recv(2)
        if len(head) < 2:
            return
        question = connection.recv(struct.unpack("!H", head)[0])
        manner, answers = reply(question, True)
        for answer in answers:
            whole = struct.pack("!H", len(answer)) + answer
            if manner == "trickle":
                for byte in whole:
                    time.sleep(0.2)
                    try:
                        connection.sendall(bytes([byte]))
                    except OSError:
                        return
            connection.sendall(whole)
        connection.settimeout(5)
        connection.recv(1)


def over_tcp():
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0))
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", listener.getsockname()[1]))
threading.Thread(target=over_udp, daemon=True).start()
threading.Thread(target=over_tcp, daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()

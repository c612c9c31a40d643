"""A target of a real Prometheus: answers each scrape with its arguments, one a line; says its port, ends with its input.

A line "N up" or "N down" on its input: it answers well, or with 503, from then on, and says "scraped" once the Nth scrape
after that has begun.
"""
import socket
import sys
import threading

turn = threading.Condition()
state = {"manner": "up", "left": 0}


def accept():
    while True:
        connection, _ = listener.accept()
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                part = connection.recv(65536)
                if not part:
                    break
                request += part
            if not part:
                continue
            with turn:
                state["left"] -= 1
                turn.notify_all()
                is_up = state["manner"] == "up"
            status = b"200 OK" if is_up else b"503 Down"
            head = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\n\r\n"
            connection.sendall(head + "".join(line + "\n" for line in sys.argv[1:]).encode())


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, daemon=True).start()
print(listener.getsockname()[1], flush=True)
for line in sys.stdin:
    count, manner = line.split()
    with turn:
        state.update(manner=manner, left=int(count))
        was_scraped = turn.wait_for(lambda: state["left"] <= 0, timeout=30)
    print("scraped" if was_scraped else "nobody scraped within 30 s", flush=True)

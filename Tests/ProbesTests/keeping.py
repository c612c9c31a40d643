"""A server that says over which connection it was asked: {"connection": 2, "question": 1}.

/silent ends the connection after its answer without saying so; /close says so; /double answers twice at once;
/slow answers after 0.3 s. Prints its port and ends when its input ends.
"""
import json
import os
import socket
import sys
import threading
import time

server = socket.create_server(("127.0.0.1", 0))
lock = threading.Lock()
connections = 0


def answer(number, question, more=""):
    body = json.dumps({"connection": number, "question": question}).encode()
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def serve(connection, number):
    question = 0
    buffer = b""
    while True:
        while b"\r\n\r\n" not in buffer:
            part = connection.recv(65536)
            if not part:
                return connection.close()
            buffer += part
        head, buffer = buffer.split(b"\r\n\r\n", 1)
        path = head.split()[1].decode()
        question += 1
        if path == "/slow":
            time.sleep(0.3)
        if path == "/close":
            connection.sendall(answer(number, question, "Connection: close\r\n"))
            return connection.close()
        connection.sendall(answer(number, question))
        if path == "/double":
            connection.sendall(answer(666, 666))
        if path == "/silent":
            return connection.close()


def accept():
    global connections
    while True:
        connection, _ = server.accept()
        with lock:
            connections += 1
            number = connections
        threading.Thread(target=serve, args=(connection, number), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
print(server.getsockname()[1], flush=True)
sys.stdin.read()
os._exit(0)

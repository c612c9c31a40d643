"""Answers every question with the bytes of the file that it is given; says its port, ends with its standard input."""
import socket
import sys
import threading

with open(sys.argv[1], "rb") as file:
    answer = file.read()


def accept():
    while True:
        connection, _ = listener.accept()
        connection.recv(65536)
        connection.sendall(answer)
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()

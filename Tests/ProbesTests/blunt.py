"""Sends the bytes of a file to whoever connects, whatever it is told; says its port, ends with its standard input.

Arguments: the file, and what comes then: "close", "hold" or "repeat" without an end.
"""
import socket
import sys
import threading

with open(sys.argv[1], "rb") as file:
    answer = file.read()


def serve(connection):
    try:
        with connection:
            connection.sendall(answer)
            while sys.argv[2] == "repeat":
                connection.sendall(answer)
            if sys.argv[2] == "close":
                # Said before it is left: to close on what was not read would cut the connection.
                connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
    except OSError:
        pass


def accept():
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()

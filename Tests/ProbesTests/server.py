"""A small HTTP server for the probe tests: says its port on the first line, answers by path, ends with its standard input."""
import http.server
import json
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/echo":
            self.answer(200, json.dumps({"p95": 87, "told": self.headers.get("Authorization", "")}).encode())
        elif self.path == "/odd":
            self.answer(200, json.dumps({"p95": "fast", "told": None}).encode())
        elif self.path == "/huge":
            self.answer(200, b"[" + b" " * (3 << 20) + b"]")
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" " * 65536)
            except OSError:
                self.close_connection = True
        elif self.path == "/redirect":
            self.answer(302, b"", [("Location", "/echo")])
        elif self.path == "/silent":
            waiting.wait()
        elif self.path == "/cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            self.close_connection = True
        elif self.path == "/noise":
            self.wfile.write(b"\x00\x1b]0;owned\x07 not http\r\n\r\n")
            self.close_connection = True
        else:
            self.answer(503, b'{"p95": 1}')


waiting = threading.Event()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()

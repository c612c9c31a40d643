"""An OpenID provider of a test's own; says its port, ends with its standard input.

Its first argument is a JSON file, read anew for each question: "routes" by path (a document, or {"status", "type",
"body"}), and "lag", how many introspections of a revoked token still call it active. "{base}" in a text is its own
address. Further arguments: CERTIFICATE KEY [CLIENT-CA] for TLS.
"""
import base64
import json
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

tokens = {}


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json"):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def config(self):
        with open(sys.argv[1]) as file:
            return json.load(file)

    def do_GET(self):
        route = self.config()["routes"].get(self.path)
        if route is None:
            return self.answer(404, "{}")
        if route == "hang up":
            return self.close()
        odd = isinstance(route, dict) and "body" in route
        text = route["body"] if odd else json.dumps(route)
        text = text.replace("{base}", base)
        self.answer(route.get("status", 200) if odd else 200, text,
                    route.get("type", "application/json") if odd else "application/json; charset=utf-8")

    def close(self):
        self.close_connection = True

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        login = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        if login != "board:s3cr3t%2F1":
            return self.answer(401, "{}")
        if self.path == "/token":
            token = "token+%d/=" % len(tokens)
            tokens[token] = None
            return self.answer(200, json.dumps({"access_token": token, "token_type": "Bearer"}))
        token = form["token"][0]
        if self.path == "/revoke":
            tokens[token] = self.config().get("lag", 0)
            return self.answer(200, "")
        left = tokens.get(token, 0)
        if left:
            tokens[token] -= 1
        self.answer(200, json.dumps({"active": left is None or left > 0}))


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Clients that trust nobody here leave in the middle of the handshake."""


server = Server(("127.0.0.1", 0), Provider)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    if len(sys.argv) > 4:
        context.load_verify_locations(sys.argv[4])
        context.verify_mode = ssl.CERT_REQUIRED
    # The handshake is made by the thread of the connection.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
base = "%s://127.0.0.1:%d" % ("https" if len(sys.argv) > 2 else "http", server.server_port)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()

"""An app that answers with text meant for the terminal behind the board. Writes its port to the file it is given."""

import http.server
import json
import os
import sys

NASTY = (
    "\x1b]2;owned\x07\x1b]0;owned\x1b\\\x1b[2J\x1b[H\x1b[31;7mOWNED\x1b[0m\x1b[?1049l\x1b[20;1Hthere\x1bc"
    "\x9b2J\x9d2;owned\x9c\r\n\n\t\b\b\b\x07\u202eesrever\u2066\u200b\ufeff\x7f\x00"
)


class Liar(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/raw":
            body = b'{"word": "' + NASTY.encode() + b'"}'
        else:
            body = json.dumps({"word": NASTY, "number": 7}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Liar)
with open(sys.argv[1] + ".new", "w") as file:
    file.write(str(server.server_port))
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()

"""A raw socket server that answers as no server should; ends with its standard input.

Arguments: nothing, or CERTIFICATE KEY [CLIENT-CA] for TLS. Says its port on the first line. The path of the request
names the answer; "/mix" goes through those that end soon, one after the other.
"""
import gzip
import itertools
import socket
import ssl
import sys
import threading
import time

OK = b"HTTP/1.1 200 OK\r\n"
GOOD = b'{"p95": 87}'


def whole(body, extra=b"", status=OK):
    return status + extra + b"Content-Length: %d\r\n\r\n" % len(body) + body


BOMB = gzip.compress(b" " * (64 << 20))
FAR = "." * 196 + "s3cr3t" + "." * 50
PACKED = gzip.compress(GOOD)
ANSWERS = {
    "/good": whole(GOOD),
    "/bomb": whole(BOMB, b"Content-Encoding: gzip\r\n"),
    "/packed": whole(PACKED, b"Content-Encoding: gzip\r\n"),
    "/torn-pack": whole(PACKED[:-12], b"Content-Encoding: gzip\r\n"),
    "/false-pack": whole(GOOD, b"Content-Encoding: gzip\r\n"),
    "/brotli": whole(GOOD, b"Content-Encoding: br\r\n"),
    "/x-gzip": whole(PACKED, b"Content-Encoding: x-gzip\r\n"),
    "/capital-gzip": whole(PACKED, b"Content-Encoding: GZIP\r\n"),
    "/twice-packed": whole(gzip.compress(PACKED), b"Content-Encoding: gzip, gzip\r\n"),
    "/packed-inside": whole(gzip.compress(PACKED), b"Content-Encoding: gzip\r\n"),
    "/two-members": whole(PACKED + PACKED, b"Content-Encoding: gzip\r\n"),
    "/packed-chunks": OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"".join(b"1\r\n%c\r\n" % byte for byte in BOMB[:60000]) + b"0\r\n\r\n",
    "/both-lengths": OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + GOOD + b"\r\n0\r\n\r\n",
    "/minus-length": OK + b"Content-Length: -11\r\n\r\n" + GOOD,
    "/plus-length": OK + b"Content-Length: +11\r\n\r\n" + GOOD,
    "/hex-length": OK + b"Content-Length: 0xb\r\n\r\n" + GOOD,
    "/list-length": OK + b"Content-Length: 11, 11\r\n\r\n" + GOOD,
    "/huge-length": OK + b"Content-Length: 99999999999999999999999999\r\n\r\n" + GOOD,
    "/huge-chunk": OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n" + GOOD,
    "/many-trailers": OK + b"Transfer-Encoding: chunked\r\n\r\nb\r\n" + GOOD + b"\r\n0\r\n"
    + b"".join(b"X-%d: y\r\n" % n for n in range(200000)) + b"\r\n",
    "/other-coding": OK + b"Transfer-Encoding: gzip, chunked\r\n\r\nb\r\n" + GOOD + b"\r\n0\r\n\r\n",
    "/folded": OK + b"X-Odd: a\r\n b\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/nul-header": OK + b"X-Odd: a\x00b\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/no-colon": OK + b"X-Odd\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/bare-lines": b"HTTP/1.1 200 OK\nContent-Length: 11\n\n" + GOOD,
    "/status-0": b"HTTP/1.1 000 No\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/status-99": b"HTTP/1.1 99 No\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/status-1000": b"HTTP/1.1 1000 No\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/version-9": b"HTTP/9.9 200 OK\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/upgrade": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + b"\x81" * 100,
    "/empty-body": OK + b"Content-Length: 0\r\n\r\n",
    "/no-content": b"HTTP/1.1 204 No\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/digits": whole(b'{"p95": ' + b"7" * 1000000 + b"}"),
    "/fraction": whole(b'{"p95": 0.' + b"7" * 1000000 + b"}"),
    "/exponent": whole(b'{"p95": 1e999999999999999999999}'),
    "/lists": whole(b"[" + b"[1]," * 250000 + b"[1]]"),
    "/members": whole(b"{" + b",".join(b'"%d":1' % n for n in range(90000)) + b"}"),
    "/quotes": whole(b'["' + b'\\"' * 500000),
    "/tiny-chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 60000 + b"b\r\n" + GOOD
    + b"\r\n0\r\n\r\n",
    "/escapes": whole(b'{"p95": "\\u001b[2J\\u202e\\u0007", "told": "\\u001b]0;owned\\u0007"}'),
    "/far-location": whole(b"", b"Location: /" + b"x" * 20000 + b"\r\n", b"HTTP/1.1 302 Found\r\n"),
    "/port-location": whole(b"", b"Location: http://127.0.0.1:99999/\r\n", b"HTTP/1.1 302 Found\r\n"),
    "/file-location": whole(b"", b"Location: file:///etc/passwd\r\n", b"HTTP/1.1 302 Found\r\n"),
    "/latin-location": whole(b"", b"Location: /\xff\xfe\r\n", b"HTTP/1.1 302 Found\r\n"),
    "/echo-far": whole(
        ('{"long": "%s", "short": "%s", "far": "far %s"}' % (FAR, FAR[160:], FAR)).encode(),
        b"X-Far: %s\r\n" % FAR[160:].encode(),
    ),
    "/latin": whole(b'{"p95": 87, "told": "\xe9"}'),
    "/deep": whole(b"[" * 100000),
    "/long-length": OK + b"Content-Length: 100\r\n\r\n" + GOOD,
    "/short-length": OK + b"Content-Length: 5\r\n\r\n" + GOOD,
    "/no-end": OK + b"\r\n" + GOOD,
    "/two-lengths": OK + b"Content-Length: 5\r\nContent-Length: 11\r\n\r\n" + GOOD,
    "/no-length": OK + b"Content-Length: many\r\n\r\n" + GOOD,
    "/big-length": OK + b"Content-Length: 99999999999\r\n\r\n{",
    "/bad-chunk": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + GOOD,
    "/torn-chunk": OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n" + GOOD,
    "/ssh": b"SSH-2.0-OpenSSH_9.2p1\r\n",
    "/noise": b"\x00\x1b]0;owned\x07 not http\r\n\r\n",
    "/nothing": b"",
    "/half-head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "/http2": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 18,
    "/split-header": OK + b"X-Odd: a\rb\r\n\r\n",
    "/many-headers": OK + b"".join(b"X-%d: y\r\n" % n for n in range(100000)) + b"\r\n",
    "/huge-header": OK + b"X-Huge: " + b"x" * (10 << 20) + b"\r\n\r\n",
    "/huge-status": b"HTTP/1.1 200 " + b"x" * (10 << 20) + b"\r\n\r\n",
    "/huge": whole(b"[" + b" " * (3 << 20) + b"]"),
    "/loop": whole(b"", b"Location: /loop\r\n", b"HTTP/1.1 302 Found\r\n"),
    "/home": whole(b"", b"Location: echo\r\n", b"HTTP/1.1 307 Kept\r\n"),
    "/see-other": whole(b"", b"Location: /echo\r\n", b"HTTP/1.1 303 See\r\n"),
    "/nowhere": whole(b"", b"Location: gopher://x/\r\n", b"HTTP/1.1 302 Found\r\n"),
    "/spliced": whole(b"", b"Location: /echo HTTP/1.1%0d%0aX: y\r\n", b"HTTP/1.1 302 Found\r\n"),
}
MIX = itertools.cycle(
    [
        "/bomb", "/torn-pack", "/false-pack", "/brotli", "/latin", "/deep", "/long-length", "/short-length",
        "/two-lengths", "/big-length", "/bad-chunk", "/torn-chunk", "/ssh", "/noise", "/nothing", "/half-head",
        "/http2", "/many-headers", "/huge-header", "/huge-status", "/huge", "/good", "/packed-chunks", "/huge-chunk",
        "/many-trailers", "/upgrade",
    ]
)


def answer(connection, request):
    path = request.split(b" ")[1].decode("ascii", "replace") if request.count(b" ") > 1 else "/"
    if path == "/mix":
        path = next(MIX)
    if path in ANSWERS:
        connection.sendall(ANSWERS[path])
    elif path == "/echo":
        text = request.decode("latin-1").replace("\\", "\\\\").replace('"', "'").replace("\r\n", "|")
        connection.sendall(whole(('{"p95": 87, "told": "%s"}' % text).encode()))
    elif path.startswith("/to/"):
        where = path[len("/to/"):].encode()
        connection.sendall(whole(b"", b"Location: %s/echo\r\n" % where, b"HTTP/1.1 302 Found\r\n"))
    elif path == "/half-closed":
        connection.sendall(OK + b"Content-Length: 100\r\n\r\n{")
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)
    elif path == "/silent":
        connection.recv(1)
    elif path == "/slow-head":
        for byte in ANSWERS["/good"] * 900:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
    elif path == "/slow-body":
        connection.sendall(OK + b"Content-Length: 10000\r\n\r\n")
        for _ in range(10000):
            connection.sendall(b" ")
            time.sleep(0.02)
    elif path == "/late":
        time.sleep(0.3)
        connection.sendall(ANSWERS["/good"])
    elif path == "/endless":
        connection.sendall(OK + b"\r\n")
        while True:
            connection.sendall(b" " * 65536)
    elif path == "/endless-chunks":
        connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1;" + b"x" * 9000 + b"\r\n \r\n")
    elif path == "/endless-hints":
        while True:
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)
    elif path == "/user-location":
        where = b"Location: http://user:hunter2@127.0.0.1:%d/echo\r\n" % listener.getsockname()[1]
        connection.sendall(whole(b"", where, b"HTTP/1.1 302 Found\r\n"))
    elif path == "/reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def serve(connection):
    try:
        connection.settimeout(20)
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        request = b""
        while b"\r\n\r\n" not in request:
            part = connection.recv(65536)
            if not part:
                return
            request += part
        head, _, body = request.partition(b"\r\n\r\n")
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                while len(body) < int(line.split(b":")[1]):
                    body += connection.recv(65536)
        answer(connection, head + b"\r\n\r\n" + body)
    except OSError:
        pass
    finally:
        connection.close()


def accept():
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


context = None
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    if len(sys.argv) > 3:
        context.load_verify_locations(sys.argv[3])
        context.verify_mode = ssl.CERT_REQUIRED
listener = socket.create_server(("127.0.0.1", 0), backlog=512)
threading.Thread(target=accept, daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()

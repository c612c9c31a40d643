import Foundation

/// A program on a free port of 127.0.0.1, ended by its process id.
struct Server {
  private let program: Process
  private let port: Int

  var process: Figures { Figures(id: program.processIdentifier) }

  func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  func end() {
    program.terminate()
    program.waitUntilExit()
  }

  /// Debian's, with a configuration and folders of its own, and the defaults of both for connections that are kept.
  static func nginx(in folder: String) throws -> Server {
    let port = try freePort()
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    let configuration = """
      daemon off;
      worker_processes 1;
      pid \(folder)/nginx.pid;
      error_log \(folder)/nginx.log;
      events { worker_connections 20000; }
      http {
        access_log off;
        \(temporary.map { "\($0)_temp_path \(folder)/\($0);" }.joined(separator: "\n  "))
        server {
          listen 127.0.0.1:\(port) backlog=4096;
          location = /health { default_type application/json; return 200 '{"p95_ms": 87}'; }
          location = /status { stub_status; }
        }
      }
      """
    let path = "\(folder)/nginx.conf"
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: path))
    return try started("/usr/sbin/nginx", ["-p", folder, "-e", "\(folder)/nginx.log", "-c", path], on: port)
  }

  /// Debian's, with Debian's own configuration.
  static func blackbox() throws -> Server {
    let port = try freePort()
    return try started(
      "/usr/bin/prometheus-blackbox-exporter",
      ["--config.file=/etc/prometheus/blackbox.yml", "--web.listen-address=127.0.0.1:\(port)", "--log.level=error"],
      on: port)
  }

  /// How many requests nginx has had, by its own count and without this one.
  func requests() throws -> Int {
    let text = get("/status")
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(" ") }
    let numbers = line?.split(separator: " ") ?? []
    guard numbers.count == 3, let requests = Int(numbers[2]) else { throw Trouble("nginx says no count: \(text)") }
    return requests - 1
  }

  private func get(_ path: String) -> String {
    Self.withSocket(port) { socket, address in
      guard Self.connects(socket, &address) else { return "" }
      let request = Array("GET \(path) HTTP/1.0\r\n\r\n".utf8)
      var part = [UInt8](repeating: 0, count: 4096)
      guard send(socket, request, request.count, 0) == request.count else { return "" }
      var answer: [UInt8] = []
      while case let count = recv(socket, &part, part.count, 0), count > 0 { answer += part[..<count] }
      return String(decoding: answer, as: UTF8.self)
    }
  }

  private static func started(_ path: String, _ arguments: [String], on port: Int) throws -> Server {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: path)
    program.arguments = arguments
    program.standardError = FileHandle.nullDevice
    try program.run()
    for _ in 0..<500 {
      if isOpen(port) { return Server(program: program, port: port) }
      usleep(20_000)
    }
    program.terminate()
    throw Trouble("\(path) did not begin to listen")
  }

  private static func withSocket<Result>(_ port: Int, _ use: (Int32, inout sockaddr_in) throws -> Result) rethrows
    -> Result
  {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return try use(socket, &address)
  }

  private static func isOpen(_ port: Int) -> Bool { withSocket(port) { connects($0, &$1) } }

  private static func connects(_ socket: Int32, _ address: inout sockaddr_in) -> Bool {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func freePort() throws -> Int {
    try withSocket(0) { socket, address in
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
        }
      }
      guard isBound else { throw Trouble("there is no free port") }
      return Int(in_port_t(bigEndian: address.sin_port))
    }
  }
}

import Foundation
import Testing

/// An authority and the certificates that it signed, made by openssl once for all tests.
enum Certificates {
  static let folder = Result { try makeCertificates() }

  private static func makeCertificates() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = """
      set -e; cd "$1"
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=ours 2>/dev/null
      for name in server client other named mixed ended; do
        openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj /CN=$name 2>/dev/null
        case $name in
          other) san=DNS:other.example ;;
          named) san=DNS:localhost ;;
          mixed) san=DNS:other.example,IP:127.0.0.1 ;;
          *) san=IP:127.0.0.1 ;;
        esac
        printf "subjectAltName=$san" > ext
        days=10
        test $name = ended && days=-1
        openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days $days -extfile ext \
          -out $name.pem 2>/dev/null
      done
      """
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", script, "sh", folder.path]
    try shell.run()
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0, "openssl is needed")
    return folder
  }
}

package import Gates
import Probes

/// One look at a file that is delivered as evidence, as the watch looks at those that criteria ask for.
package enum EvidenceLook {
  /// Takes as long as the disk. Never throws: a file that cannot be read is a finding.
  package static func find(at path: String) -> EvidenceSeen { EvidenceWatch().find(at: path) }
}

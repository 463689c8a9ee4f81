/** On what a run was made: versions and machine, for whoever wants to make it again. */
import { arch, cpus, release, type as systemType, totalmem } from 'node:os';
import { __version as fastCheckVersion } from 'fast-check';
import packageFile from '../../package.json' with { type: 'json' };
import type { EnvironmentFacts } from '../report/results.ts';

/** Without the host's name, which only junit.xml has, for the build server: a report goes to strangers. */
export function environmentFacts(more: Readonly<Record<string, string>>): EnvironmentFacts {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    congvu: packageFile.version,
    system: `${systemType()} ${release()} ${arch()}`,
    machine: `${processors.length} × ${processors[0]?.model.trim() || arch()}, ${gigabytes} GB`,
    versions: {
      Node: process.versions.node,
      OpenSSL: process.versions.openssl,
      'fast-check': fastCheckVersion,
      ...more,
    },
  };
}

/** On what the figures were measured: without it they mean nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly openssl: string;
  /** Debian versions of what is measured; empty where the packages were not installed by dpkg. */
  readonly packages: Readonly<Record<string, string>>;
  /** Load average over the last minute when the run began: above 0.5 somebody else was measuring along. */
  readonly loadBefore: number;
  /** No core halted meanwhile; older runs do not say. */
  readonly coresAwake?: boolean;
}

const measured = ['softhsm2', 'libsofthsm2', 'p11-kit', 'p11-kit-modules', 'openssl'];

export function thisMachine(coresAwake: boolean): Machine {
  return Object.freeze({
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()}, ${type()} ${release()}`,
    node: process.version,
    openssl: output('openssl', ['version']),
    packages: Object.fromEntries(
      measured.flatMap((name) => {
        const version = output('dpkg-query', ['--show', '--showformat', `\${Version}`, name]);
        return version === '' ? [] : [[name, version]];
      }),
    ),
    loadBefore: loadavg()[0] ?? 0,
    coresAwake,
  });
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux';
  }
}

/** The first line that a program prints; empty when there is no such program. */
function output(program: string, args: readonly string[]): string {
  try {
    const text = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return text.split('\n')[0]?.trim() ?? '';
  } catch {
    return '';
  }
}

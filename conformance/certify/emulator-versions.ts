/** Which SoftHSM and which p11-kit stand behind the emulator: from the package that brought them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackedSystem } from '../../foundation/paths.ts';

/** `—` where the system does not tell: neither Debian packages nor RPMs. */
export function emulatorVersions(): Readonly<Record<string, string>> {
  return {
    SoftHSM: packageVersion('libsofthsm2', 'softhsm') ?? '—',
    'p11-kit': packageVersion('p11-kit', 'p11-kit') ?? '—',
  };
}

/** Where the same files are unpacked and installed, the emulator takes the unpacked ones. */
function packageVersion(debian: string, rpm: string): string | undefined {
  return (
    unpackedVersion(debian) ??
    said('dpkg-query', ['--show', debian])?.split('\t')[1] ??
    said('rpm', ['--query', '--queryformat', '%{VERSION}-%{RELEASE}\\n', rpm])
  );
}

/** The first line of a Debian changelog: `p11-kit (0.24.1-2) unstable; …`. */
function unpackedVersion(name: string): string | undefined {
  const changelog = join(unpackedSystem, 'usr', 'share', 'doc', name, 'changelog.Debian.gz');
  if (!existsSync(changelog)) return undefined;
  return /^\S+ \(([^)]+)\)/.exec(gunzipSync(readFileSync(changelog)).toString('utf8'))?.[1];
}

function said(program: string, words: readonly string[]): string | undefined {
  try {
    const output = execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return output.split('\n')[0]?.trim() || undefined;
  } catch {
    return undefined;
  }
}

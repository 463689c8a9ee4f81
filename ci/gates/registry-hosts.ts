/** Gate: no file names a package registry; whoever installs decides where packages come from. */
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';
import { placesOf, type TextFile, textFiles } from './tree.ts';

/** Written in parts, so that this file does not complain about itself. */
const hosts = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['deb', 'debian', 'org'],
  ['security', 'debian', 'org'],
  ['snapshot', 'debian', 'org'],
  ['archive', 'ubuntu', 'com'],
  ['deb', 'nodesource', 'com'],
  ['nodejs', 'org/dist'],
  ['pypi', 'org'],
  ['pythonhosted', 'org'],
  ['proxy', 'golang', 'org'],
  ['static', 'crates', 'io'],
].map((parts) => parts.join('.'));

const anyHost = new RegExp(hosts.map((host) => host.replaceAll('.', '\\.')).join('|'), 'i');
const resolved = /^\s*"resolved":\s*"https?:/;

export function complaintsAboutHosts(files: readonly TextFile[]): readonly string[] {
  return files.flatMap((file) => [
    ...placesOf(file, anyHost).map((place) => `${place} names a package registry`),
    ...(file.path === 'package-lock.json' ? placesOf(file, resolved) : []).map(
      (place) =>
        `${place} fixes the address of a package; write the lock file with omit-lockfile-registry-resolved`,
    ),
  ]);
}

export const gate: Gate = Object.freeze({
  name: 'registry-hosts',
  look: (root: string) => {
    const files = textFiles(root);
    return judged(complaintsAboutHosts(files), `${files.length} files`);
  },
});

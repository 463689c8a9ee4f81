/** The folder that a PKI lives in: made whole beside its place and renamed, then opened. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { CongvuError } from '../../foundation/error.ts';
import { makeFolders } from '../../foundation/folder.ts';
import { systemCode } from '../../foundation/system-words.ts';
import { type Authorities, makeAuthorities, pem, readAuthorities } from './authorities.ts';
import type { PkiDescription } from './description/description.ts';
import { fail } from './errors.ts';
import { type IssuedIndex, openIssuedIndex } from './issued-index.ts';

export interface OpenedFolder {
  readonly dir: string;
  readonly authorities: Authorities;
  readonly index: IssuedIndex;
}

export function trustDirOf(dir: string): string {
  return join(dir, 'trust');
}

/** Whether the folder holds a PKI. */
export function holdsPki(dir: string): boolean {
  return existsSync(join(dir, 'index.sqlite'));
}

/**
 * @throws PKI_FOLDER_NOT_EMPTY, PKI_FOLDER_UNWRITABLE, PKI_DESCRIPTION_CHANGED, PKI_STORAGE_FAILED
 */
export async function makeOrOpenFolder(
  description: PkiDescription,
  dir: string,
  clock: Clock,
): Promise<OpenedFolder> {
  const place = resolve(dir);
  await translated(place, async () => {
    if (!holdsPki(place)) await makeFolder(description, place, clock);
    else updateDescription(description, place);
  });
  return openFolder(place);
}

function openFolder(dir: string): OpenedFolder {
  try {
    return { dir, authorities: readAuthorities(dir), index: openIssuedIndex(join(dir, 'index.sqlite')) };
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw fail('PKI_STORAGE_FAILED', { dir, reason: systemCode(error) }, error);
  }
}

/** The description that the PKI in this folder was last opened with. @throws PKI_NOT_FOUND */
export function storedDescription(dir: string): PkiDescription {
  if (!holdsPki(dir)) throw fail('PKI_NOT_FOUND', { dir });
  try {
    return JSON.parse(readFileSync(join(dir, 'description.json'), 'utf8')) as PkiDescription;
  } catch (error) {
    throw fail('PKI_STORAGE_FAILED', { dir, reason: systemCode(error) }, error);
  }
}

/** Turns errors of the file system into ours. */
export async function translated<T>(dir: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CongvuError || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const refused = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST', 'ENAMETOOLONG'].includes(
      code,
    );
    throw fail(
      refused ? 'PKI_FOLDER_UNWRITABLE' : 'PKI_STORAGE_FAILED',
      { dir, reason: systemCode(error) },
      error,
    );
  }
}

async function makeFolder(description: PkiDescription, dir: string, clock: Clock): Promise<void> {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw fail('PKI_FOLDER_NOT_EMPTY', { dir });
  makeFolders(dirname(dir));
  const beside = mkdtempSync(`${dir}.part-`);
  // Keys lie in a folder of their own that only the owner enters; what verifiers need is for everybody.
  chmodSync(beside, 0o755);
  try {
    await fillFolder(description, beside, clock);
    renameSync(beside, dir);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    // Another process was quicker: its PKI is as good as ours, unless it is another one.
    if (!holdsPki(dir)) throw error;
    updateDescription(description, dir);
  }
}

async function fillFolder(description: PkiDescription, dir: string, clock: Clock): Promise<void> {
  const { root, sub, ocsp, tsa } = await makeAuthorities(description, dir, clock);
  mkdirSync(trustDirOf(dir));
  mkdirSync(join(dir, 'issued'));
  for (const authority of [root, sub]) {
    writeFileDurably(join(trustDirOf(dir), `${authority.id}.crt`), pem(authority.certificate), 0o644);
  }
  writeDescription(description, dir);
  const index = openIssuedIndex(join(dir, 'index.sqlite'));
  const issuers = [
    [root, 'root'],
    [sub, 'root'],
    [ocsp, 'sub'],
    [tsa, 'sub'],
  ] as const;
  for (const [{ id, serial, certificate }, issuer] of issuers) {
    index.add({ serial, issuer, subject: id, der: certificate, issuedAt: clock.now() });
  }
  index.close();
}

function updateDescription(description: PkiDescription, dir: string): void {
  const stored = storedDescription(dir);
  for (const [part, [words, read]] of Object.entries(madeOnce)) {
    if (JSON.stringify(read(stored)) !== JSON.stringify(read(description))) {
      throw fail('PKI_DESCRIPTION_CHANGED', { dir, part: both(part, words) });
    }
  }
  if (JSON.stringify(stored) !== JSON.stringify(description)) writeDescription(description, dir);
}

/** Part → how it is called in Vietnamese, and what it holds. */
const madeOnce: Readonly<Record<string, readonly [string, (description: PkiDescription) => unknown]>> = {
  'root subject': ['chủ thể của CA gốc', ({ root }) => root.subject],
  'sub CA subject': ['chủ thể của CA cấp dưới', ({ sub }) => sub.subject],
  'OCSP subject': ['chủ thể của máy chủ OCSP', ({ ocsp }) => ocsp.subject],
  'TSA subject': ['chủ thể của máy chủ dấu thời gian', ({ tsa }) => tsa.subject],
  'key types of authorities and services': [
    'loại khóa của các CA và dịch vụ',
    ({ keys }) => [keys.authorities, keys.services],
  ],
  'validity of authorities and services': [
    'thời hạn của các CA và dịch vụ',
    ({ validity }) => [validity.authorities, validity.services],
  ],
};

function writeDescription(description: PkiDescription, dir: string): void {
  writeFileDurably(join(dir, 'description.json'), `${JSON.stringify(description, null, 2)}\n`, 0o644);
}

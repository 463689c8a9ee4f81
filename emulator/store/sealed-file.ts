/** State files that notice damage: the content together with its own digest. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { CongvuError } from '../../foundation/error.ts';
import { fail } from '../errors.ts';

/** Writes `content` with its digest, readable by the owner only; when this returns it is on disk. */
export function writeSealed(path: string, content: object, of = ''): void {
  writeFileDurably(path, sealed(content, of), 0o600);
}

/** `content` as text, with its digest, which is also over `of`: whose file it is, where the content does not say so. */
export function sealed(content: object, of = ''): string {
  const text = JSON.stringify(content);
  return `{"digest":"${digestOf(of + text)}",\n"content":${text}}\n`;
}

/** The content. Throws EMULATOR_STATE_DAMAGED with the file's name when it is missing or is not what was written. */
export function readSealed(path: string, of = ''): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw damaged(path, `it cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
  return unsealed(text, path, of);
}

/** The content of such a text; `path` is for messages only. Throws EMULATOR_STATE_DAMAGED. */
export function unsealed(text: string, path: string, of = ''): unknown {
  const parts = /^\{"digest":"([0-9a-f]{64})",\n"content":(.*)\}\n$/s.exec(text);
  if (parts === null) throw damaged(path, 'it does not have the form of a state file');
  const [, digest = '', content = ''] = parts;
  if (digestOf(of + content) === digest) return JSON.parse(content);
  if (digestOf(content) !== digest) {
    const other = of === '' ? '' : `, or it is not of ${of}`;
    throw damaged(path, `its content does not match its digest${other}`);
  }
  // Format 1 did not say whose file it was.
  const unowned = JSON.parse(content) as { readonly format?: unknown };
  if (unowned.format !== 1) throw damaged(path, `it is whole, but not of ${of}`);
  return unowned;
}

/** A file that somebody else has changed or taken away. */
export interface FileDamage {
  readonly file: string;
  readonly reason: string;
}

/** Stands behind "a good copy". */
const perhapsOfToken =
  '. If it is of a token, there is another way: move the folder of that token out of "tokens", start, and "congvu token restore FILE", where FILE is a snapshot: snapshots/SERIAL/NAME.snapshot in the folder of the emulator, or one kept elsewhere';

/** EMULATOR_STATE_DAMAGED, with what is wrong with the file beside the sentence that says so. */
class StateDamage extends CongvuError {
  readonly reason: string;

  constructor({ code, exit, message, hint, cause }: CongvuError, reason: string) {
    super(code, exit, message, hint, cause);
    this.reason = reason;
  }
}

/** `of` the clock: no snapshot brings it back. */
export function damaged(file: string, reason: string, cause?: unknown, of?: 'clock'): CongvuError {
  const other = of === 'clock' ? '' : perhapsOfToken;
  return new StateDamage(fail('EMULATOR_STATE_DAMAGED', { file, reason, other }, cause), reason);
}

/** What is wrong with the file, of such a refusal; of another one all that it says. Throws any other error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof CongvuError)) throw error;
  return error instanceof StateDamage ? error.reason : error.message;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

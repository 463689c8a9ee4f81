/** An entry of the journal as one line for people. */
import { printable } from '../../foundation/printable.ts';
import { isCall, type JournalCall, type JournalEntry, type JournalEvent } from './entry.ts';

/** Time, who, what, with what result; the time is that of the reader's zone. */
export function journalLine(entry: JournalEntry): string {
  const what = isCall(entry) ? callText(entry) : eventText(entry);
  // Programs and applications choose names that stand in it.
  return printable([clockTime(entry.time), who(entry).padEnd(24), what].join('  ').trimEnd());
}

function clockTime(iso: string): string {
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${day} ${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

function who({ connection, program, pid, session }: JournalEntry): string {
  if (connection === undefined) return 'emulator';
  const name = program === undefined ? `connection ${connection}` : `${program}[${pid}]`;
  return session === undefined ? name : `${name} s${session}`;
}

function callText(call: JournalCall): string {
  const { mechanism, key, digest, attributes, user, pinLength, inputLength, readWrite, triesLeft, label } =
    call;
  const details = [
    mechanism,
    // The name of the mechanism says it already.
    digest !== undefined && mechanism?.includes(digest.replaceAll('-', '')) !== true ? digest : undefined,
    key === undefined ? undefined : `key "${key}"`,
    inputLength === undefined ? undefined : `${inputLength} bytes`,
    attributes?.join(' '),
    readWrite === undefined ? undefined : readWrite ? 'read-write' : 'read-only',
    user,
    pinText(pinLength),
    call.repeatsRefusedPin === true ? 'the same PIN that was refused' : undefined,
  ].filter((detail) => detail !== undefined);
  const shown = details.length === 0 ? '' : ` (${details.join(', ')})`;
  const tries = triesLeft === undefined ? '' : `, tries left ${triesText(triesLeft)}`;
  const where = label === undefined ? '' : `, ${label}`;
  const detail = call.detail === undefined ? '' : `, ${call.detail}`;
  return `${call.function}${shown} -> ${call.result}${tries}${where}${detail}, ${call.milliseconds} ms`;
}

function eventText({ event, label, token, detail, rule, process, file, ...more }: JournalEvent): string {
  const name = label ?? token;
  const parts = [more.function, rule, process && processText(process), file, detail].filter(
    (part) => part !== undefined,
  );
  return `* ${event}${name === undefined ? '' : ` ${name}`}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function processText({ pid, signal, exitCode }: NonNullable<JournalEvent['process']>): string {
  return `process ${pid}, ${signal === undefined ? `exit code ${exitCode}` : `by ${signal}`}`;
}

function pinText(length: number | undefined): string | undefined {
  if (length === undefined) return undefined;
  return length < 0 ? 'no PIN' : `PIN of ${length} bytes`;
}

function triesText({ user, so, puk }: NonNullable<JournalCall['triesLeft']>): string {
  return `user ${user}, SO ${so}${puk === undefined ? '' : `, PUK ${puk}`}`;
}

/** One line of the journal, as files, HTTP and TypeScript show it; journal-entry.schema.json says the same. */
import type { TriesLeft } from '../policy/journal/journal.ts';
import type { ProcessEnd } from '../store/process-end.ts';

interface Common {
  /** Counts all entries of the folder, over restarts and rotations; ascending in the file. */
  readonly number: number;
  /** By the emulator's clock, ISO 8601 in UTC; for a call, when it was answered. */
  readonly time: string;
  /** The application's connection: counts from 1 since the emulator was started. */
  readonly connection?: number;
  /** Process id of the application, where known. */
  readonly pid?: number;
  /** Name of its program, at most 15 bytes as Linux keeps it. */
  readonly program?: string;
  /** The handle that the application sees; handles begin at 1 on every connection. */
  readonly session?: number;
  /** Serial number. */
  readonly token?: string;
  readonly label?: string;
  readonly detail?: string;
}

export interface JournalCall extends Common {
  readonly connection: number;
  readonly function: string;
  readonly mechanism?: string;
  readonly result: string;
  /** CKA_LABEL of the key or object; else `id:` and its CKA_ID in hexadecimal. */
  readonly key?: string;
  /** Of that key or object, where known: `CKO_PRIVATE_KEY`. */
  readonly objectClass?: string;
  /** What a signature is made over, where the mechanism or the input says so: `SHA-256`. */
  readonly digest?: string;
  readonly inputLength?: number;
  /** The attributes that C_GetAttributeValue asked for. */
  readonly attributes?: readonly string[];
  /** For C_OpenSession. */
  readonly readWrite?: boolean;
  readonly user?: 'user' | 'so' | 'context-specific';
  /** Length of the PIN in bytes; -1 for a NULL pointer. The PIN itself is nowhere. */
  readonly pinLength?: number;
  /** The application sends, on this connection, a PIN that this token has refused before. */
  readonly repeatsRefusedPin?: true;
  /** After calls that may have changed them. */
  readonly triesLeft?: TriesLeft;
  readonly milliseconds: number;
}

export interface JournalEvent extends Common {
  readonly event: string;
  /** For a fault: the call that it struck. */
  readonly function?: string;
  /** For a fault: script and rule that wanted it. */
  readonly rule?: string;
  /** The emulator's own process that has died: an engine's, or a lane's. */
  readonly process?: ProcessEnd;
  /** The one that was found damaged (file-damaged), or has a hole (entry-passed-over), relative to the emulator's folder. */
  readonly file?: string;
}

export type JournalEntry = JournalCall | JournalEvent;

export function isCall(entry: JournalEntry): entry is JournalCall {
  return !('event' in entry);
}

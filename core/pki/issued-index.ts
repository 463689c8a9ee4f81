/**
 * The durable record of what was issued, revoked and published: one SQLite file, so that a killed process loses
 * nothing that was acknowledged and a server sees at once what another process revoked.
 */
import { DatabaseSync } from 'node:sqlite';
import { systemReason } from '../../foundation/system-words.ts';
import type { RevocationReason } from './description/description.ts';
import { fail } from './errors.ts';
import { type CrlIssuer, crlIssuers } from './pointers.ts';
import type { Revocation, RevocationListContent } from './revocation-list.ts';

export interface IssuedRecord {
  readonly serial: string;
  /** `root`, `sub` or `untrusted`. */
  readonly issuer: string;
  /** Id of the subscriber, or of the authority itself. */
  readonly subject: string;
  readonly der: Uint8Array;
  readonly issuedAt: Date;
}

export interface CrlTimes {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

export interface IssuedIndex {
  /** @throws PKI_SERIAL_USED */
  add(record: IssuedRecord): void;
  find(serial: string): IssuedRecord | undefined;
  /** In the order of issue. */
  list(subject?: string): readonly IssuedRecord[];
  /**
   * Records a revocation and takes the numbers of the CRLs that will say so, in one step: a process killed after it
   * leaves a trace from which the next one publishes.
   * @throws PKI_SERIAL_UNKNOWN, PKI_ALREADY_REVOKED, PKI_NOT_ON_HOLD
   */
  revoke(revocation: Revocation, recordedAt: Date, times: CrlTimes): void;
  revocation(serial: string): Revocation | undefined;
  /** Takes the next CRL number of every issuer for these times. */
  numberCrls(times: CrlTimes): void;
  /** The highest CRL number taken, 0 before the first. */
  latestCrlNumber(issuer: CrlIssuer): number;
  /**
   * Calls `publish` with what the latest CRL must say, while no other process can revoke or publish: so an older
   * list never replaces a newer one.
   */
  publishLatestCrl(issuer: CrlIssuer, publish: (content: RevocationListContent) => void): void;
  close(): void;
}

/** Opens or makes the index. Every error of the database leaves as PKI_STORAGE_FAILED. */
export function openIssuedIndex(path: string): IssuedIndex {
  const guarded = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SQLITE_ERROR') throw error;
      throw fail('PKI_STORAGE_FAILED', { dir: path, reason: systemReason(error) }, error);
    }
  };
  const database = guarded(() => preparedDatabase(path));
  const index = indexOver(database);
  const entries = Object.entries(index).map(([name, method]) => [
    name,
    (...parameters: never[]) => guarded(() => (method as (...all: never[]) => unknown)(...parameters)),
  ]);
  return Object.freeze(Object.fromEntries(entries)) as IssuedIndex;
}

function preparedDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  // EXTRA also syncs the folder, so that an acknowledged commit survives a power cut.
  database.exec('PRAGMA synchronous = EXTRA');
  database.exec(`
    CREATE TABLE IF NOT EXISTS certificates (
      position INTEGER PRIMARY KEY AUTOINCREMENT, serial TEXT NOT NULL UNIQUE, issuer TEXT NOT NULL,
      subject TEXT NOT NULL, der BLOB NOT NULL, issued_at TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS revocations (
      position INTEGER PRIMARY KEY AUTOINCREMENT, serial TEXT NOT NULL, at TEXT NOT NULL,
      reason TEXT NOT NULL, recorded_at TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS crls (
      issuer TEXT NOT NULL, number INTEGER NOT NULL, this_update TEXT NOT NULL, next_update TEXT NOT NULL,
      PRIMARY KEY (issuer, number)) STRICT;`);
  return database;
}

function indexOver(database: DatabaseSync): IssuedIndex {
  const transaction = <T>(run: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
  const find = (serial: string) => {
    const row = database.prepare('SELECT * FROM certificates WHERE serial = ?').get(serial);
    return row === undefined ? undefined : issuedRecord(row);
  };
  const revocation = (serial: string) => {
    const row = database
      .prepare('SELECT * FROM revocations WHERE serial = ? ORDER BY position DESC LIMIT 1')
      .get(serial);
    const latest = row === undefined ? undefined : revocationOf(row);
    return latest?.reason === 'removeFromCRL' ? undefined : latest;
  };
  const latestCrlNumber = (issuer: string) => {
    const row = database.prepare('SELECT max(number) AS number FROM crls WHERE issuer = ?').get(issuer);
    return Number(row?.number ?? 0);
  };
  const numberCrls = ({ thisUpdate, nextUpdate }: CrlTimes) => {
    for (const issuer of crlIssuers) {
      database
        .prepare('INSERT INTO crls (issuer, number, this_update, next_update) VALUES (?, ?, ?, ?)')
        .run(issuer, latestCrlNumber(issuer) + 1, thisUpdate.toISOString(), nextUpdate.toISOString());
    }
  };
  return {
    find,
    revocation,
    latestCrlNumber,
    add: (record) =>
      transaction(() => {
        if (find(record.serial) !== undefined) throw fail('PKI_SERIAL_USED', { serial: record.serial });
        database
          .prepare(
            'INSERT INTO certificates (serial, issuer, subject, der, issued_at) VALUES (?, ?, ?, ?, ?)',
          )
          .run(record.serial, record.issuer, record.subject, record.der, record.issuedAt.toISOString());
      }),
    list: (subject) => {
      const rows =
        subject === undefined
          ? database.prepare('SELECT * FROM certificates ORDER BY position').all()
          : database.prepare('SELECT * FROM certificates WHERE subject = ? ORDER BY position').all(subject);
      return rows.map(issuedRecord);
    },
    revoke: (wanted, recordedAt, times) =>
      transaction(() => {
        if (find(wanted.serial) === undefined) throw fail('PKI_SERIAL_UNKNOWN', { serial: wanted.serial });
        refuseImpossible(wanted, revocation(wanted.serial));
        database
          .prepare('INSERT INTO revocations (serial, at, reason, recorded_at) VALUES (?, ?, ?, ?)')
          .run(wanted.serial, wanted.at.toISOString(), wanted.reason, recordedAt.toISOString());
        numberCrls(times);
      }),
    numberCrls: (times) => transaction(() => numberCrls(times)),
    publishLatestCrl: (issuer, publish) =>
      transaction(() => {
        const crl = database
          .prepare('SELECT * FROM crls WHERE issuer = ? ORDER BY number DESC LIMIT 1')
          .get(issuer);
        if (crl === undefined) return;
        const serials = database
          .prepare(
            'SELECT DISTINCT c.serial, c.position FROM certificates c JOIN revocations r ON r.serial = c.serial WHERE c.issuer = ? ORDER BY c.position',
          )
          .all(issuer);
        publish({
          number: Number(crl.number),
          thisUpdate: new Date(String(crl.this_update)),
          nextUpdate: new Date(String(crl.next_update)),
          revoked: serials.flatMap(({ serial }) => revocation(String(serial)) ?? []),
        });
      }),
    close: () => database.close(),
  };
}

function refuseImpossible(wanted: Revocation, present: Revocation | undefined): void {
  const { serial } = wanted;
  if (wanted.reason === 'removeFromCRL') {
    if (present?.reason !== 'certificateHold') throw fail('PKI_NOT_ON_HOLD', { serial });
  } else if (present !== undefined && present.reason !== 'certificateHold') {
    throw fail('PKI_ALREADY_REVOKED', { serial, at: present.at.toISOString() });
  }
}

type Row = Readonly<Record<string, unknown>>;

function issuedRecord(row: Row): IssuedRecord {
  return Object.freeze({
    serial: String(row.serial),
    issuer: String(row.issuer),
    subject: String(row.subject),
    der: row.der as Uint8Array,
    issuedAt: new Date(String(row.issued_at)),
  });
}

function revocationOf(row: Row): Revocation {
  return Object.freeze({
    serial: String(row.serial),
    at: new Date(String(row.at)),
    reason: String(row.reason) as RevocationReason,
  });
}

/** Runs an audit from the command line: verifies, writes the report, says where it is. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../../../foundation/clock.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { outlastOutput } from '../../../foundation/reader.ts';
import { systemCode } from '../../../foundation/system-words.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { notReadable } from '../bulk/not-readable.ts';
import { fail } from '../errors.ts';
import type { FilesOutcome } from '../exit-code.ts';
import { hostsOf } from '../host-option.ts';
import type { Language } from '../report/words.ts';
import { verifyFiles } from '../verify-files.ts';
import { policyTerms, type VerifyOptions } from '../verify-options.ts';
import { type AuditScope, makeAuditFolder, resultsIn, writeAudit } from './audit.ts';
import { refuseForeignFiles } from './own-files.ts';

const reportLine: Readonly<Record<Language, string>> = { vi: 'Báo cáo', en: 'Report' };

/** Throws VERIFY_… for wrong arguments, AUDIT_OUT_UNUSABLE, AUDIT_WOULD_REPLACE. Gives the worst that became of any document. */
export async function runAudit(
  folder: string,
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<FilesOutcome> {
  const found = await stat(folder).catch((error: unknown) => {
    throw notReadable(folder, error);
  });
  if (!found.isDirectory()) throw fail('AUDIT_NOT_A_FOLDER', { path: folder });
  const terms = policyTerms(options, clock);
  const hosts = hostsOf(options);
  const out = resolve(String(options.out));
  try {
    makeAuditFolder(out);
    refuseForeignFiles(out);
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw fail('AUDIT_OUT_UNUSABLE', { path: out, reason: systemCode(error) }, error);
  }
  const { regulation, as: role, language, issuer, classified, referenceDate } = terms;
  const scope: AuditScope = {
    folder: resolve(folder),
    regulation,
    role,
    ...(issuer === undefined ? {} : { issuer }),
    ...(classified === undefined ? {} : { classified }),
    ...(referenceDate === undefined ? {} : { referenceDate }),
    ...(hosts.length === 0 ? {} : { hosts }),
    readText: options.readText === true,
    language,
  };
  const finished = outlastOutput();
  const quiet: Terminal = options.json === true ? { ...terminal, print: terminal.note } : terminal;
  try {
    const outcome = await verifyFiles(
      [scope.folder],
      { ...options, json: false, out: resultsIn(out), contents: true },
      quiet,
      clock,
    );
    const audit = await writeAudit(out, scope);
    if (options.json === true) terminal.printJson(audit);
    terminal.note(`${reportLine[scope.language]}: ${join(out, 'index.html')}`);
    return outcome;
  } finally {
    finished();
  }
}

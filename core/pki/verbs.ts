/** The verbs of the PKI: `congvu pki init|issue|revoke|serve`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { systemClock } from '../../foundation/clock.ts';
import { isoMoment } from '../../foundation/iso-time.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { pinFileNamed } from '../../foundation/pin-file.ts';
import { systemCode } from '../../foundation/system-words.ts';
import { processTerminal as terminal } from '../../foundation/terminal.ts';
import type { RevocationReason } from './description/description.ts';
import { fail } from './errors.ts';
import { notes, tell } from './notes.ts';

interface DirOption {
  readonly dir: string;
  readonly lang?: string;
}

export function registerPkiVerbs(program: Command): void {
  const pki = program.command('pki').description('a test PKI: root, sub CA, OCSP, time stamps, subscribers');
  registerInit(pki);
  registerIssue(pki);
  registerRevoke(pki);
  registerServe(pki);
}

function registerInit(pki: Command): void {
  inFolder(pki.command('init'))
    .description('make the PKI that a YAML file describes, or bring its subscribers up to date')
    .argument('[file]', 'description; the example of Hai Phong when left out')
    .option('--json', 'print one JSON document')
    .action(async (file: string | undefined, options: DirOption & { json?: true }) => {
      const { createPki, parsePkiDescription } = await import('./index.ts');
      const description = parsePkiDescription(readDescription(file ?? exampleFile));
      const made = await createPki({ description, dir: options.dir, clock: systemClock });
      const subscribers = description.subscribers.map(({ id }) => id);
      if (options.json) terminal.printJson({ dir: made.dir, trustDir: made.trustDir, subscribers });
      else {
        terminal.print(made.trustDir);
        tell(terminal, options.lang, notes.ready(description.name, made.dir, subscribers));
        tell(terminal, options.lang, notes.verify(made.trustDir));
      }
      made.close();
    });
}

interface IssueOptions extends DirOption {
  readonly module?: string;
  readonly tokenLabel?: string;
  readonly pin?: string;
  readonly pinFile?: string;
  readonly keyType?: string;
  readonly request?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly json?: true;
}

function registerIssue(pki: Command): void {
  inFolder(pki.command('issue'))
    .description('issue a certificate to a subscriber: to a token, or for a PKCS#10 request')
    .argument('<id>', 'subscriber of the description')
    .option('--module <path>', 'PKCS#11 module (default: $CONGVU_MODULE)', process.env.CONGVU_MODULE)
    .option('--token-label <label>', 'token to generate the key on')
    .option('--pin <pin>', 'user PIN; it shows in process lists, so prefer --pin-file or $CONGVU_PIN')
    .option('--pin-file <file>', 'file whose first line is the user PIN')
    .option('--key-type <type>', 'rsa-2048, rsa-3072, rsa-4096, p-256 or p-384 (default: as described)')
    .option('--request <file>', 'PKCS#10 request, PEM or DER, instead of a token')
    .option('--not-before <time>', 'start of validity')
    .option('--not-after <time>', 'end of validity')
    .option('--json', 'print one JSON document')
    .action(async (id: string, options: IssueOptions) => {
      const { openPki } = await import('./index.ts');
      const opened = await openPki({ dir: options.dir, clock: systemClock });
      const overrides = {
        ...(options.notBefore === undefined ? {} : { notBefore: timeOf('--not-before', options.notBefore) }),
        ...(options.notAfter === undefined ? {} : { notAfter: timeOf('--not-after', options.notAfter) }),
      };
      const issued =
        options.request === undefined
          ? await opened.issueToToken(id, await tokenTarget(options), overrides)
          : await opened.issue(id, await requestedKey(options.request), overrides);
      const certificate = join(opened.dir, 'issued', `${issued.serial}.crt`);
      if (options.json) terminal.printJson({ serial: issued.serial, subscriber: id, certificate });
      else {
        terminal.print(issued.serial);
        tell(terminal, options.lang, notes.issued(id, certificate));
      }
      opened.close();
    });
}

function registerRevoke(pki: Command): void {
  inFolder(pki.command('revoke'))
    .description('revoke a certificate and publish new CRLs')
    .argument('<serial>', 'serial number, hexadecimal')
    .option('--at <time>', 'when it takes effect (default: now)')
    .option(
      '--reason <reason>',
      'RFC 5280 reason; certificateHold suspends, removeFromCRL releases',
      'unspecified',
    )
    .action(async (serial: string, options: DirOption & { at?: string; reason: string }) => {
      const { openPki } = await import('./index.ts');
      const at = options.at === undefined ? systemClock.now() : timeOf('--at', options.at);
      const reason = await reasonOf(options.reason);
      const opened = await openPki({ dir: options.dir, clock: systemClock });
      await opened.revoke(serial, { at, reason });
      tell(terminal, options.lang, notes.revoked(serial, at, reason, opened.trustDir));
      opened.close();
    });
}

function registerServe(pki: Command): void {
  inFolder(pki.command('serve'))
    .description('serve CRLs, certificates, OCSP and time stamps on 127.0.0.1 until interrupted')
    .option('--port <number>', 'port; 0 takes a free one (default: that of the base address)')
    .action(async (options: DirOption & { port?: string }) => {
      const { openPki } = await import('./index.ts');
      const opened = await openPki({ dir: options.dir, clock: systemClock });
      const port = portOf(options.port ?? new URL(opened.description.baseUrl).port);
      const stopped = interrupted();
      const served = await opened.serve({ port });
      terminal.print(served.url);
      terminal.note(`${served.url}/crl/sub.crl  /ca/sub.crt  /ocsp  /tsa`);
      await opened.writeCrls();
      const quarter = Math.min(2 ** 31 - 1, opened.description.crl.hours * 900_000);
      const fresh = setInterval(() => void opened.writeCrls(), quarter);
      await stopped;
      clearInterval(fresh);
      await served.close();
      opened.close();
    });
}

const exampleFile = join(projectRoot, 'core/pki/examples/hai-phong.yaml');

function inFolder(command: Command): Command {
  const usual = process.env.CONGVU_PKI_DIR ?? join('.congvu', 'pki');
  return command.addOption(
    new Option('--dir <dir>', 'folder of the PKI').default(usual, '$CONGVU_PKI_DIR or .congvu/pki'),
  );
}

function readDescription(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = systemCode(error);
    throw fail('PKI_DESCRIPTION_UNREADABLE', { path, reason }, error);
  }
}

async function tokenTarget(options: IssueOptions) {
  const { keyTypes } = await import('../pkcs11/index.ts');
  const module = needed(
    '--module',
    both('--module PATH, or set CONGVU_MODULE', '--module PATH, hoặc đặt biến CONGVU_MODULE'),
    options.module,
  );
  const tokenLabel = needed(
    '--token-label',
    both('--token-label LABEL, or --request FILE', '--token-label LABEL, hoặc --request FILE'),
    options.tokenLabel,
  );
  const pin = needed(
    '--pin-file',
    both(
      '--pin-file FILE or --pin PIN, or set CONGVU_PIN',
      '--pin-file FILE hoặc --pin PIN, hoặc đặt biến CONGVU_PIN',
    ),
    pinOf(options),
  );
  const keyType = keyTypes.find((known) => known === options.keyType);
  if (options.keyType !== undefined && keyType === undefined) {
    const reason = both(`expected ${keyTypes.join(', ')}`, `phải là một trong: ${keyTypes.join(', ')}`);
    throw fail('PKI_ARGUMENT_INVALID', { name: '--key-type', value: options.keyType, reason });
  }
  const target = { module, tokenLabel, pin };
  return keyType === undefined ? target : { ...target, keyType };
}

function needed(name: string, alternatives: Bilingual, value: string | undefined): string {
  if (value === undefined) throw fail('PKI_ARGUMENT_MISSING', { name, alternatives });
  return value;
}

function pinOf({ pin, pinFile }: IssueOptions): string | undefined {
  if (pinFile === undefined) return pin ?? (process.env.CONGVU_PIN || undefined);
  if (pin !== undefined) {
    const reason = both(
      'only one of --pin and --pin-file can be given',
      'chỉ nêu một trong hai: --pin hoặc --pin-file',
    );
    throw fail('PKI_ARGUMENT_INVALID', {
      name: '--pin-file',
      value: pinFileNamed(pinFile, '--pin-file'),
      reason,
    });
  }
  return fileContent('--pin-file', pinFile, pinFileNamed(pinFile, '--pin-file'))
    .toString('utf8')
    .split(/\r?\n/, 1)[0];
}

async function requestedKey(path: string): Promise<Uint8Array> {
  const { requestedPublicKey } = await import('./certificate-request.ts');
  return requestedPublicKey(fileContent('--request', path));
}

/** `shown`: what a message calls the file. */
function fileContent(name: string, path: string, shown = path): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = systemCode(error);
    throw fail('PKI_ARGUMENT_INVALID', { name, value: shown, reason }, error);
  }
}

function timeOf(name: string, text: string): Date {
  const time = isoMoment(text);
  if (time !== undefined) return time;
  const reason = both(
    'expected an ISO time with a zone, 2026-01-31T08:00:00+07:00',
    'phải là thời điểm theo ISO kèm múi giờ, như 2026-01-31T08:00:00+07:00',
  );
  throw fail('PKI_ARGUMENT_INVALID', { name, value: text, reason });
}

async function reasonOf(text: string): Promise<RevocationReason> {
  const { revocationReasonNumbers } = await import('./description/description.ts');
  if (Object.hasOwn(revocationReasonNumbers, text)) return text as RevocationReason;
  const known = Object.keys(revocationReasonNumbers).join(', ');
  const reason = both(`expected one of ${known}`, `phải là một trong: ${known}`);
  throw fail('PKI_ARGUMENT_INVALID', { name: '--reason', value: text, reason });
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  if (text === '') return 0;
  throw fail('PKI_ARGUMENT_INVALID', {
    name: '--port',
    value: text,
    reason: both('expected 0 to 65535', 'phải từ 0 đến 65535'),
  });
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** What the arguments of `congvu pki` stand for: a token and its PIN, a request, times, a reason, a port. */
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
import { isoMoment } from '../../foundation/iso-time.ts';
import { pinFileNamed } from '../../foundation/pin-file.ts';
import { systemCode } from '../../foundation/system-words.ts';
import type { RevocationReason } from './description/description.ts';
import { fail } from './errors.ts';

/** Of `congvu pki issue`. */
export interface IssueOptions {
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

export async function tokenTarget(options: IssueOptions) {
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
  return fileContent('--pin-file', pinFile, fileLimits.pin, pinFileNamed(pinFile, '--pin-file'))
    .toString('utf8')
    .split(/\r?\n/, 1)[0];
}

export async function requestedKey(path: string): Promise<Uint8Array> {
  const { requestedPublicKey } = await import('./certificate-request.ts');
  return requestedPublicKey(fileContent('--request', path, fileLimits.text));
}

/** `shown`: what a message calls the file. */
function fileContent(name: string, path: string, limit: number, shown = path): Buffer {
  try {
    return readBounded(path, limit);
  } catch (error) {
    const reason = systemCode(error);
    throw fail('PKI_ARGUMENT_INVALID', { name, value: shown, reason }, error);
  }
}

export function timeOf(name: string, text: string): Date {
  const time = isoMoment(text);
  if (time !== undefined) return time;
  const reason = both(
    'expected an ISO time with a zone, 2026-01-31T08:00:00+07:00',
    'phải là thời điểm theo ISO kèm múi giờ, như 2026-01-31T08:00:00+07:00',
  );
  throw fail('PKI_ARGUMENT_INVALID', { name, value: text, reason });
}

export async function reasonOf(text: string): Promise<RevocationReason> {
  const { revocationReasonNumbers } = await import('./description/description.ts');
  if (Object.hasOwn(revocationReasonNumbers, text)) return text as RevocationReason;
  const known = Object.keys(revocationReasonNumbers).join(', ');
  const reason = both(`expected one of ${known}`, `phải là một trong: ${known}`);
  throw fail('PKI_ARGUMENT_INVALID', { name: '--reason', value: text, reason });
}

export function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  if (text === '') return 0;
  throw fail('PKI_ARGUMENT_INVALID', {
    name: '--port',
    value: text,
    reason: both('expected 0 to 65535', 'phải từ 0 đến 65535'),
  });
}

/** Reads the options of `congvu sign` into one request, or says which of them is missing or wrong. */
import { both } from '../../foundation/bilingual.ts';
import { pinFileNamed } from '../../foundation/pin-file.ts';
import { parseTokenUri } from '../pkcs11/index.ts';
import type { Appearance } from './appearance/appearance.ts';
import { type DocumentRequest, documentRequest, neededIn, schemeWishOf, unfit } from './document-request.ts';
import { fail } from './errors.ts';
import { inputFile, inputLimits } from './files/input-file.ts';
import {
  jobsBeside,
  jobsFor,
  type ProofRequest,
  proofRequest,
  textOption,
  type VerbOptions,
} from './options.ts';
import type { AppearanceKind } from './regimes/index.ts';
import type { TokenSignerOptions } from './token/token-signer.ts';
import { atLevel, expected, onlyOne, signingAs } from './words/wording.ts';

export interface SignRequest {
  readonly jobs: readonly { readonly input: string; readonly output: string }[];
  /** Whether signed files that are already there are replaced. */
  readonly force: boolean;
  /** Whether outputs that are the signature already are left as they are, and only the others made. */
  readonly resume: boolean;
  readonly token: TokenSignerOptions;
  /** A CAdES signature beside each file, in this capacity. */
  readonly detached: boolean;
  readonly as: AppearanceKind | 'invisible' | undefined;
  readonly document: DocumentRequest;
  readonly proof: ProofRequest;
}

/** Throws SIGN_OPTION_…, SIGN_MODULE_MISSING, SIGN_INPUT_…, SIGN_OUTPUT_…, SIGN_IMAGE_MISSING, PKCS11_URI_INVALID. */
export function signRequest(
  files: readonly string[],
  options: VerbOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SignRequest {
  const text = (name: string) => textOption(options, name);
  const as = text('as') ?? '';
  const needed = neededIn(options);
  const detached = options.detached === true;
  const proof = proofRequest(options);
  if (detached) {
    refuseLevelBeside(proof);
    refuseAppearanceBeside(options);
  }
  const [force, resume] = [options.force === true, options.resume === true];
  if (force && resume) throw unfit('--resume', onlyOne('--resume', '--force'));
  return Object.freeze({
    jobs: detached
      ? jobsBeside(files, text('out'), { force, resume })
      : jobsFor(files, needed('out', '--out'), { force, resume }),
    detached,
    force,
    resume,
    as: detached ? kindNamed(as) : undefined,
    document: detached ? documentRequest(options, invisible) : documentRequest(options),
    token: {
      ...tokenFor(needed('token', '--token'), text, environment, as),
      scheme: schemeWishOf(options),
    },
    proof,
  });
}

/** Of a signature beside a file. */
export const invisible: Appearance = Object.freeze({ kind: 'invisible' });

const kinds = ['personal', 'agency', 'copy', 'attachment', 'annex', 'invisible'] as const;

/** Of --as. Throws SIGN_OPTION_INVALID. */
export function kindNamed(as: string): AppearanceKind | 'invisible' {
  const known = kinds.find((kind) => kind === as);
  if (known !== undefined) return known;
  throw unfit('--as', expected(kinds.join(', '), as));
}

/** Of a signature beside a file. Throws SIGN_OPTION_INVALID, SIGN_OPTION_MISSING. */
export function refuseLevelBeside({ level, timeStamp }: ProofRequest): void {
  if (level === undefined || level === 'b-b') return;
  if (level === 'b-t') {
    if (timeStamp !== undefined) return;
    throw fail('SIGN_OPTION_MISSING', { option: '--time-stamp', as: atLevel(level) });
  }
  throw unfit(
    '--level',
    both(
      'a signature beside a file is made at b-b or, with --time-stamp, b-t',
      'chữ ký rời bên cạnh tệp chỉ ở mức b-b hoặc, kèm --time-stamp, mức b-t',
    ),
  );
}

const shownOnPages = {
  image: '--image',
  title: '--title',
  name: '--name',
  place: '--place',
  field: '--field',
  sizeMm: '--size-mm',
  numberPlace: '--number-place',
  datePlace: '--date-place',
  copyForm: '--copy-form',
  agencyName: '--agency-name',
  documentNumber: '--document-number',
} as const;

/** A signature beside a file is shown nowhere. Throws SIGN_OPTION_INVALID. */
export function refuseAppearanceBeside(options: VerbOptions): void {
  for (const [name, option] of Object.entries(shownOnPages)) {
    if (textOption(options, name) === undefined) continue;
    throw unfit(
      option,
      both(
        'a signature beside a file (--detached) shows nothing on a page; leave out one of them',
        'chữ ký rời (--detached) không hiển thị gì trên trang; bỏ một trong hai tùy chọn',
      ),
    );
  }
}

function tokenFor(
  uri: string,
  text: (name: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  as: string,
): TokenSignerOptions {
  const { token, key, modulePath } = parseTokenUri(uri);
  const module = modulePath ?? text('module') ?? environment.CONGVU_MODULE;
  if (module === undefined || module === '') throw fail('SIGN_MODULE_MISSING');
  return {
    module,
    key,
    pin: pinFrom(text, environment, as),
    ...(token.label === undefined ? {} : { tokenLabel: token.label }),
    ...(token.serial === undefined ? {} : { tokenSerial: token.serial }),
    ...(token.slot === undefined ? {} : { tokenSlot: token.slot }),
  };
}

function pinFrom(
  text: (name: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  as: string,
): string {
  const file = text('pinFile');
  // A wrong guess which one is meant would cost a try.
  if (file !== undefined && text('pin') !== undefined) {
    throw unfit('--pin-file', onlyOne('--pin', '--pin-file'));
  }
  const pin =
    text('pin') ??
    (file === undefined
      ? environment.CONGVU_PIN
      : inputFile(file, inputLimits.pinFile, `the PIN file ${pinFileNamed(file, '--pin-file')}`)
          .toString('utf8')
          .split(/\r?\n/)[0]);
  if (pin === undefined || pin === '') {
    throw fail('SIGN_OPTION_MISSING', {
      option: both('--pin-file, --pin or $CONGVU_PIN', '--pin-file, --pin hoặc $CONGVU_PIN'),
      as: signingAs(as),
    });
  }
  return pin;
}

/** Reads the options of `congvu sign` into one request, or says which of them is missing or wrong. */
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import { CongvuError } from '../../foundation/error.ts';
import { pinFileNamed } from '../../foundation/pin-file.ts';
import { parseTokenUri } from '../pkcs11/index.ts';
import type { Appearance, Spot } from './appearance/appearance.ts';
import { hashNamed, type SchemeWish } from './cms/scheme.ts';
import { fail } from './errors.ts';
import { inputFile, inputLimits } from './files/input-file.ts';
import { type Level, levels } from './long-term/extend.ts';
import type { EvidenceSources } from './long-term/pool.ts';
import type { NumberingWish } from './numbering/wanted-fields.ts';
import {
  clockFor,
  evidenceOf,
  httpAddress,
  jobsBeside,
  jobsFor,
  levelOf,
  textOption,
  type VerbOptions,
} from './options.ts';
import type { AppearanceKind } from './regimes/index.ts';
import type { TokenSignerOptions } from './token/token-signer.ts';
import { expected, onlyOne, signingAs } from './words/wording.ts';

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
  readonly appearance: Appearance;
  readonly scanned: boolean;
  readonly interAgency: boolean;
  readonly numbering: NumberingWish | undefined;
  readonly regulation: string;
  readonly clock: Clock;
  readonly timeStamp: { readonly url: string } | undefined;
  readonly level: Level | undefined;
  readonly evidence: EvidenceSources;
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
  const timeStamp = text('timeStamp');
  const detached = options.detached === true;
  refuseLongTermBeside(detached, text('level'));
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
    appearance: detached ? invisible : appearanceOf(options),
    token: {
      ...tokenFor(needed('token', '--token'), text, environment, as),
      scheme: schemeWish(text('hash'), options.pss === true),
    },
    scanned: options.scanned === true,
    interAgency: options.interAgency === true,
    numbering: numberingOf(options),
    regulation: text('regulation') ?? 'hai-phong-2025',
    clock: clockFor(text('at')),
    timeStamp: timeStamp === undefined ? undefined : { url: httpAddress(timeStamp) },
    level: levelOf(text('level'), levels),
    evidence: evidenceOf(options),
  });
}

const invisible: Appearance = Object.freeze({ kind: 'invisible' });

const kinds = ['personal', 'agency', 'copy', 'attachment', 'annex', 'invisible'] as const;

function kindNamed(as: string): AppearanceKind | 'invisible' {
  const known = kinds.find((kind) => kind === as);
  if (known !== undefined) return known;
  throw unfit('--as', expected(kinds.join(', '), as));
}

function refuseLongTermBeside(detached: boolean, level: string | undefined): void {
  if (!detached || level === undefined || /^b-[bt]$/i.test(level)) return;
  throw unfit(
    '--level',
    both(
      'a signature beside a file is made at b-b or, with --time-stamp, b-t',
      'chữ ký rời bên cạnh tệp chỉ ở mức b-b hoặc, kèm --time-stamp, mức b-t',
    ),
  );
}

/** What the signature shows, from --as and the options of each kind. Throws SIGN_OPTION_…, SIGN_IMAGE_MISSING. */
export function appearanceOf(options: VerbOptions): Appearance {
  const text = (name: string) => textOption(options, name);
  if (text('sizeMm') !== undefined && text('as') !== 'agency') {
    throw unfit(
      '--size-mm',
      both(
        'only a seal has a real size; other signatures are as large as their place (--place)',
        'chỉ dấu mới có kích thước thật; chữ ký khác lớn bằng vị trí của nó (--place)',
      ),
    );
  }
  return appearanceFor(text('as') ?? '', neededIn(options), {
    at: spotOf(text('place'), text('field')),
    name: text('name'),
  });
}

/**
 * Fields for number and date, of --number-fields, --number-place and --date-place: where the text leaves room, unless said
 * otherwise. Throws SIGN_OPTION_INVALID.
 */
export function numberingOf(options: VerbOptions): NumberingWish | undefined {
  const [wish, number, date] = ['numberFields', 'numberPlace', 'datePlace'].map((name) =>
    textOption(options, name),
  );
  if (wish !== undefined && wish !== 'found' && wish !== 'none') {
    throw unfit('--number-fields', expected(both('found or none', 'found hoặc none'), wish));
  }
  const places = number !== undefined || date !== undefined;
  if (places && (wish === 'none' || textOption(options, 'as') !== 'personal')) {
    throw unfit(
      number === undefined ? '--date-place' : '--number-place',
      both(
        'fields for number and date are kept when a person signs',
        'ô chờ điền số và ngày chỉ được chừa khi cá nhân ký',
      ),
    );
  }
  if (wish === 'none') return undefined;
  return {
    number: number === undefined ? 'found' : placeOnPage(number, '--number-place'),
    date: date === undefined ? 'found' : placeOnPage(date, '--date-place'),
  };
}

function neededIn(options: VerbOptions): Needed {
  return (name, option) => {
    const value = textOption(options, name);
    if (value !== undefined && value.trim() !== '') return value;
    throw fail('SIGN_OPTION_MISSING', { option, as: signingAs(textOption(options, 'as') ?? '') });
  };
}

type Needed = (name: string, option: string) => string;

interface Given {
  readonly at: Spot | undefined;
  readonly name: string | undefined;
}

function appearanceFor(as: string, needed: Needed, { at: spot, name }: Given): Appearance {
  const at = spot === undefined ? {} : { at: spot };
  switch (as) {
    case 'personal':
      return {
        kind: as,
        image: imageAt(needed('image', '--image'), as),
        anchor: spot ?? { title: needed('title', '--title'), name: needed('name', '--name') },
        ...(spot === undefined || name === undefined ? {} : { printedName: name }),
      };
    case 'agency':
      return {
        kind: as,
        image: imageAt(needed('image', '--image'), as),
        sizeMm: millimetres(needed('sizeMm', '--size-mm')),
        ...at,
      };
    case 'copy':
      return {
        kind: as,
        copyForm: needed('copyForm', '--copy-form'),
        agencyName: needed('agencyName', '--agency-name'),
        ...at,
      };
    case 'attachment':
    case 'annex':
      return { kind: as, documentNumber: needed('documentNumber', '--document-number'), ...at };
    case 'invisible':
      return { kind: as };
    default:
      throw unfit(
        '--as',
        expected(
          both(
            'personal, agency, copy, attachment, annex or invisible',
            'personal, agency, copy, attachment, annex hoặc invisible',
          ),
          as,
        ),
      );
  }
}

function spotOf(place: string | undefined, field: string | undefined): Spot | undefined {
  if (place !== undefined && field !== undefined) {
    throw unfit('--field', onlyOne('--place', '--field'));
  }
  if (field !== undefined) return { field };
  return place === undefined ? undefined : placeOnPage(place, '--place');
}

/** For pages without text, as scans: page from 1, then millimetres from the lower left corner. */
function placeOnPage(place: string, option: string) {
  const [, page, ...numbers] = /^(\d+):([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/.exec(place)?.map(Number) ?? [];
  const [left = Number.NaN, bottom = 0, width = 0, height = 0] = numbers.map((mm) => (mm * 72) / 25.4);
  if (page === undefined || ![left, bottom, width, height].every(Number.isFinite)) {
    throw unfit(
      option,
      expected(both('PAGE:LEFT,BOTTOM,WIDTH,HEIGHT in mm', 'PAGE:LEFT,BOTTOM,WIDTH,HEIGHT theo mm'), place),
    );
  }
  return { page, rect: { left, bottom, right: left + width, top: bottom + height } };
}

function imageAt(path: string, as: string): Uint8Array {
  try {
    return inputFile(path, inputLimits.image);
  } catch (cause) {
    if (cause instanceof CongvuError && cause.code !== 'SIGN_INPUT_UNREADABLE') throw cause;
    throw fail('SIGN_IMAGE_MISSING', { as: signingAs(as) }, cause);
  }
}

function millimetres(size: string): { width: number; height: number } {
  const [, width, height] = /^(\d+(?:\.\d+)?)(?:x(\d+(?:\.\d+)?))?$/.exec(size) ?? [];
  if (width === undefined) {
    throw unfit('--size-mm', expected(both('36 or 36x36', '36 hoặc 36x36'), size));
  }
  return { width: Number(width), height: Number(height ?? width) };
}

/** Of --hash and --pss. Throws SIGN_ALGORITHM_WEAK, SIGN_OPTION_INVALID. */
export function schemeWish(hash: string | undefined, pss: boolean): SchemeWish {
  return { ...(hash === undefined ? {} : { hash: hashNamed(hash) }), ...(pss ? { padding: 'pss' } : {}) };
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

function unfit(option: string, reason: Bilingual) {
  return fail('SIGN_OPTION_INVALID', { option, reason });
}

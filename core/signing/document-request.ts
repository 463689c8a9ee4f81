/** What `congvu sign` and `congvu prepare` ask alike: what the signature shows, how it is computed, under which text. */
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { CongvuError } from '../../foundation/error.ts';
import { onBehalfIn } from '../pdf/text/index.ts';
import type { Appearance, Spot } from './appearance/appearance.ts';
import { hashNamed, type SchemeWish } from './cms/scheme.ts';
import { fail } from './errors.ts';
import { inputFile, inputLimits } from './files/input-file.ts';
import type { NumberingWish } from './numbering/wanted-fields.ts';
import { textOption, type VerbOptions } from './options.ts';
import { expected, onlyOne, signingAs } from './words/wording.ts';

/** As `prepareSignature` takes it. */
export interface DocumentRequest {
  readonly appearance: Appearance;
  readonly scanned: boolean;
  readonly interAgency: boolean;
  readonly numbering?: NumberingWish;
  readonly regulation: string;
}

/** `appearance`: instead of what the options say. Throws SIGN_OPTION_…, SIGN_INPUT_…, SIGN_IMAGE_MISSING. */
export function documentRequest(options: VerbOptions, appearance = appearanceOf(options)): DocumentRequest {
  const numbering = numberingOf(options);
  return {
    appearance,
    scanned: options.scanned === true,
    interAgency: options.interAgency === true,
    ...(numbering === undefined ? {} : { numbering }),
    regulation: textOption(options, 'regulation') ?? 'hai-phong-2025',
  };
}

/** Of --hash and --pss. Throws SIGN_ALGORITHM_WEAK, SIGN_OPTION_INVALID. */
export function schemeWishOf(options: VerbOptions): SchemeWish {
  const hash = textOption(options, 'hash');
  return {
    ...(hash === undefined ? {} : { hash: hashNamed(hash) }),
    ...(options.pss === true ? { padding: 'pss' } : {}),
  };
}

/** What the signature shows, from --as and the options of each kind. Throws SIGN_OPTION_…, SIGN_IMAGE_MISSING. */
function appearanceOf(options: VerbOptions): Appearance {
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
  refuseSealOnBehalf(text('as'), text('title'));
  return appearanceFor(text('as') ?? '', neededIn(options), {
    at: spotOf(text('place'), text('field')),
    name: text('name'),
    title: text('title'),
  });
}

/** The seal stands for the agency; whoever signs on another's behalf does so with their own certificate (decree 130/2018 article 7). */
function refuseSealOnBehalf(as: string | undefined, title: string | undefined): void {
  if (as !== 'agency' || onBehalfIn(title ?? '') === undefined) return;
  throw unfit(
    '--title',
    both(
      'on behalf (KT., TL., TUQ., TM., Q.) a person signs, with their own certificate: --as personal',
      'ký thay, thừa lệnh, thừa ủy quyền (KT., TL., TUQ., TM., Q.) là chữ ký cá nhân, bằng chứng thư số của chính người ký: --as personal',
    ),
  );
}

/**
 * Fields for number and date, of --number-fields, --number-place and --date-place: where the text leaves room, unless said
 * otherwise. Throws SIGN_OPTION_INVALID.
 */
function numberingOf(options: VerbOptions): NumberingWish | undefined {
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

/** Throws SIGN_OPTION_MISSING for an option without a value. */
export function neededIn(options: VerbOptions): Needed {
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
  readonly title: string | undefined;
}

function appearanceFor(as: string, needed: Needed, { at: spot, name, title }: Given): Appearance {
  const at = spot === undefined ? {} : { at: spot };
  switch (as) {
    case 'personal':
      return {
        kind: as,
        image: imageAt(needed('image', '--image'), as),
        anchor: spot ?? { title: needed('title', '--title'), name: needed('name', '--name') },
        ...(spot === undefined || name === undefined ? {} : { printedName: name }),
        ...(spot === undefined || title === undefined ? {} : { printedTitle: title }),
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

export function unfit(option: string, reason: Bilingual) {
  return fail('SIGN_OPTION_INVALID', { option, reason });
}

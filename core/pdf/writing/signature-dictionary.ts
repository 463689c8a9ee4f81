/** The signature dictionary, written by hand: nothing can move it into an object stream and its holes have a known width. */
import { createHash } from 'node:crypto';
import { PDFHexString, type PDFRef } from 'pdf-lib';
import { fail } from './errors.ts';
import { VerbatimObject } from './serialised.ts';

export interface SignatureDictionary {
  /** Registered like any object; is written as it stands. */
  readonly object: VerbatimObject;
  /** Its bytes up to the hole. */
  readonly head: Uint8Array;
  /** Bytes of CMS that fit. */
  readonly room: number;
}

export interface SignatureHoles {
  /** Four numbers as /ByteRange has them. */
  readonly byteRange: readonly [number, number, number, number];
}

/**
 * `claimedTime` as /M wants it; `signerName` is shown by viewers. `room` in bytes. A document time stamp claims
 * neither: the token says both (EN 319 142-1, 5.4.3).
 */
export function signatureDictionary(
  options:
    | {
        readonly subFilter: 'ETSI.CAdES.detached';
        readonly claimedTime: string;
        readonly signerName: string;
        readonly room: number;
        /** Fields that nobody may change from then on; `data` is the catalogue (ISO 32000-1, 12.8.2.4). */
        readonly locked?: { readonly data: PDFRef; readonly fields: readonly string[] };
      }
    | { readonly subFilter: 'ETSI.RFC3161'; readonly room: number },
): SignatureDictionary {
  const type = options.subFilter === 'ETSI.RFC3161' ? 'DocTimeStamp' : 'Sig';
  const text = [
    `<< /Type /${type} /Filter /Adobe.PPKLite /SubFilter /${options.subFilter}`,
    ...(options.subFilter === 'ETSI.RFC3161'
      ? []
      : [
          `/M (${options.claimedTime})`,
          `/Name ${PDFHexString.fromText(options.signerName).toString()}`,
          ...lockingReference(options.locked),
        ]),
    `/ByteRange [${blankRange}]`,
    '/Contents <',
  ].join('\n');
  const head = Buffer.from(text, 'latin1');
  const object = new VerbatimObject([head, zeros(options.room * 2), tail]);
  return Object.freeze({ object, head, room: options.room });
}

const tail = Buffer.from('>\n>>', 'latin1');
let longest = Buffer.alloc(32_768, '0');

/** The same for all signatures: it is only read. */
function zeros(length: number): Uint8Array {
  if (longest.length < length) longest = Buffer.alloc(length, '0');
  return longest.subarray(0, length);
}

/** FieldMDP: viewers that let forms be filled behind an approval signature refuse these. */
function lockingReference(
  locked: { readonly data: PDFRef; readonly fields: readonly string[] } | undefined,
): readonly string[] {
  if (locked === undefined || locked.fields.length === 0) return [];
  const names = locked.fields.map((name) => PDFHexString.fromText(name).toString()).join(' ');
  const parameters = `<< /Type /TransformParams /V /1.2 /Action /Include /Fields [${names}] >>`;
  return [
    `/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams ${parameters} /Data ${locked.data} >>]`,
  ];
}

const blankRange = '0 ********** ********** **********';

/** Fills /ByteRange in place. `from` is where the new revision starts: earlier ones may hold an equal dictionary. */
export function fillByteRange(
  file: Uint8Array,
  dictionary: SignatureDictionary,
  from: number,
): SignatureHoles {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const start = view.indexOf(dictionary.head, from);
  if (start < 0) throw fail('PDF_EARLIER_BYTES_CHANGED');
  const open = start + dictionary.head.length - '<'.length;
  const after = open + dictionary.room * 2 + 2;
  const byteRange = [0, open, after, file.length - after] as const;
  view.write(byteRange.join(' ').padEnd(blankRange.length), view.indexOf(blankRange, start), 'latin1');
  return { byteRange };
}

/** The hash over the two ranges. */
export function rangeDigest(
  file: Uint8Array,
  { byteRange: [a, b, c, d] }: SignatureHoles,
  hash: 'sha256' | 'sha384' | 'sha512' = 'sha256',
): Uint8Array {
  return createHash(hash)
    .update(file.subarray(a, a + b))
    .update(file.subarray(c, c + d))
    .digest();
}

/** Writes the CMS between the brackets; the rest stays zeros. Throws PDF_SIGNATURE_TOO_LARGE. */
export function fillContents(
  file: Uint8Array,
  { byteRange: [, open, after] }: SignatureHoles,
  cms: Uint8Array,
): void {
  const room = (after - open - 2) / 2;
  if (cms.length > room) throw fail('PDF_SIGNATURE_TOO_LARGE', { size: cms.length, room });
  Buffer.from(file.buffer, file.byteOffset, file.byteLength).write(
    Buffer.from(cms).toString('hex'),
    open + 1,
    'latin1',
  );
}

/** A moment as PDF writes it (ISO 32000-1, 7.9.4), in Vietnam's time zone, which has had no summer time since 1975. */
export function pdfTime(at: Date): string {
  const second = Math.floor(at.getTime() / 1000);
  if (second !== last.second) last = { second, text: timeOf(second) };
  return last.text;
}

/** Many documents are signed in a second. */
let last: { readonly second: number; readonly text: string } = { second: Number.NaN, text: '' };

function timeOf(second: number): string {
  const local = new Date((second + 7 * 3600) * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
  return `D:${local}+07'00'`;
}

/** Lists and OCSP responses that a signature brings along inside its CMS. Whose they are and what they say is asked elsewhere. */
import { keptByBytes } from '../der/kept.ts';
import { oids } from '../der/oids.ts';
import {
  children,
  DerError,
  type DerValue,
  encoded,
  ifReadable,
  readDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { oidOf } from '../der/values.ts';
import { wrapDer } from '../der/wrap.ts';

/** DER in base64: CertificateLists, and OCSPResponses. */
export interface RevocationInside {
  readonly crls: readonly string[];
  readonly ocsps: readonly string[];
  /** What is wrong with the structure around them, or with one of them; English. Absent where everything was taken out. */
  readonly unread?: readonly string[];
}

/** Honest signatures bring one for each certificate of their path. */
const most = 100;

/**
 * `archival`: the signed attribute adbe-revocationInfoArchival (ISO 32000-1, 12.8.3.3.2). `choices`: `crls` of SignedData
 * (RFC 5652, 10.2.1; OCSP by RFC 5940). Undefined when there is nothing of either; of what cannot be read only that is kept,
 * since it could only add proof.
 */
export function revocationInside(
  archival: DerValue | undefined,
  choices: DerValue | undefined,
): RevocationInside | undefined {
  const all = [
    ...(archival === undefined ? [] : [keptArchival(archival)]),
    ...(choices === undefined ? [] : [keptChoices(choices)]),
  ];
  const crls = all.flatMap((one) => one.crls);
  const ocsps = all.flatMap((one) => one.ocsps);
  const unread = all.flatMap((one) => one.unread ?? []);
  if (crls.length + ocsps.length + unread.length === 0) return undefined;
  return { crls, ocsps, ...(unread.length === 0 ? {} : { unread }) };
}

/** `what`: as the standard names it. */
function orUnread(what: string, read: (value: DerValue) => RevocationInside) {
  return (value: DerValue): RevocationInside => {
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      return { crls: [], ocsps: [], unread: [`${what}: ${error.message}`] };
    }
  };
}

/** Fields that name one signature value many times share what was read. */
const keptArchival = keptByBytes(200, encoded, orUnread('adbe-revocationInfoArchival', readArchival));
const keptChoices = keptByBytes(200, encoded, orUnread('SignedData.crls', readChoices));

/** RevocationInfoArchival: SEQUENCE of [0] lists, [1] responses, [2] others, each explicit and optional. */
function readArchival(value: DerValue): RevocationInside {
  const parts = sequence(value, 'revocationInfoArchival');
  const crls = listIn(parts.takeIf(Tag.context(0)));
  const ocsps = listIn(parts.takeIf(Tag.context(1)));
  return { crls, ocsps };
}

function listIn(field: DerValue | undefined): readonly string[] {
  if (field === undefined) return [];
  const list = readDer(field.bytes, field.content, field.end);
  if (list.tag !== Tag.sequence) throw new DerError('revocationInfoArchival: expected a list');
  return children(list, most).map((one) => text(encoded(one)));
}

/** A SET OF lists (SEQUENCE) and other forms ([1] implicit: an object identifier and a value). */
function readChoices(value: DerValue): RevocationInside {
  const crls: string[] = [];
  const ocsps: string[] = [];
  for (const choice of children(value, most)) {
    if (choice.tag === Tag.sequence) crls.push(text(encoded(choice)));
    else ocsps.push(...ifReadable(() => responseIn(choice)).flat());
  }
  return { crls, ocsps };
}

function responseIn(choice: DerValue): readonly string[] {
  const parts = sequence(choice, 'otherRevocationInfo', Tag.context(1));
  const form = parts.take(Tag.oid, 'otherRevInfoFormat');
  const info = encoded(parts.takeAny('otherRevInfo'));
  switch (oidOf(form)) {
    case oids.ocspInCms:
      return [text(info)];
    case oids.ocspBasic:
      // Without its envelope, as CAdES signers have put it there before RFC 5940.
      return [text(enveloped(info, encoded(form)))];
    default:
      return [];
  }
}

/** The OCSPResponse around a BasicOCSPResponse (RFC 6960, 4.2.1): successful, and of that type. */
function enveloped(basic: Uint8Array, type: Uint8Array): Uint8Array {
  const bytes = wrapDer(Tag.sequence, type, wrapDer(Tag.octetString, basic));
  return wrapDer(Tag.sequence, wrapDer(Tag.enumerated, Uint8Array.of(0)), wrapDer(Tag.context(0), bytes));
}

function text(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}

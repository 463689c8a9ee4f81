/** What is in a signed file, without a verdict: plain data that can be stored as JSON and judged again. */

import type { OddityKind } from '../../pdf/reading/index.ts';
import type { CmsProblem } from '../cms/cms-error.ts';
import type { CertificateReference } from '../cms/ess.ts';
import type { RevocationInside } from '../cms/revocation-inside.ts';
import type { SignatureScheme } from '../crypto/algorithm.ts';
import type { HashName } from '../der/oids.ts';
import type { ChangeFacts } from './change-facts.ts';
import type { PaperFacts } from './paper-facts.ts';

export type { ChangeFacts, ChangeKind } from './change-facts.ts';
export type { FilledField } from './filling/filled-field.ts';

export interface Facts {
  /** Bytes. */
  readonly size: number;
  readonly pages: number;
  readonly revisions: readonly RevisionFacts[];
  /** Bytes behind the end of the last revision. `blank`: nothing but white space. */
  readonly bytesAfterEnd: { readonly start: number; readonly count: number; readonly blank: boolean };
  /** In the order of the revisions that they cover; broken ones last. */
  readonly signatures: readonly SignatureFacts[];
  /** Names of signature fields that nobody has signed. */
  readonly emptyFields: readonly string[];
  /** Names of fields for number and date that nobody has filled; absent when there are none. */
  readonly emptyNumbers?: readonly string[];
  /** A number that the page prints although a field for it was filled, without its notation; absent when there is none. */
  readonly printedNumber?: string;
  /** A year or a date that the page prints although a field for it was filled; absent when there is none. */
  readonly printedDate?: string;
  /** Field names that stand more than once. */
  readonly repeatedNames: readonly string[];
  /** Cross-references of what the first signature covers that other readers may not take; absent when there are none. */
  readonly oddTables?: readonly OddTable[];
  /**
   * Bytes of the first signed part to which no cross-reference leads, white space and the file's first two lines aside: `others` than
   * comments, in how many places, and where the first begins. Absent without any, and without a signature.
   */
  readonly unread?: {
    readonly places: number;
    readonly first: number;
    readonly comments: number;
    readonly others: number;
  };
  /** Everything done to the file in revisions behind the first signed one. */
  readonly changes: readonly ChangeFacts[];
  /** What the document shows or does beside its fixed pages, a row for each kind; absent when there is nothing. */
  readonly live?: readonly LiveFacts[];
  /** Absent where nobody asked for it. */
  readonly paper?: PaperFacts;
  /** The document security store (ISO 32000-2, 12.8.4.3); DER in base64. */
  readonly store: {
    readonly certificates: readonly string[];
    readonly crls: readonly string[];
    readonly ocsps: readonly string[];
    /** Lists and responses that could not be taken out: more than `limit` bytes together, or packed in an unusual way. Absent without. */
    readonly leftOut?: { readonly count: number; readonly limit: number };
  };
}

/** A kind of thing that signatures cover but do not keep from changing what is shown, or that is not in the file at all. */
export interface LiveFacts {
  readonly kind:
    | 'layer-off'
    | 'layer-by-use'
    | 'layer-by-rule'
    | 'script'
    | 'action'
    | 'attachment'
    | 'program'
    | 'outside'
    | 'imported'
    | 'xfa'
    | 'proxy'
    | 'alternates'
    | 'postscript'
    | 'print-only'
    | 'screen-only'
    | 'undrawn'
    | 'transfer'
    | 'colours'
    | 'drawn-anew'
    | 'value-differs'
    | 'portfolio'
    | 'odd-stream'
    | 'odd-content'
    | 'odd-value'
    | 'unexamined';
  /** Of the first: `document /OpenAction`, `page 1`, `form "amount"`. */
  readonly place: string;
  /** Of the first layer, action, file or field, or the kind of the first annotation; empty where there is none. */
  readonly name: string;
  readonly count: number;
  /** Of an odd value: the object that it is written in. */
  readonly object?: number;
}

export interface RevisionFacts {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly crossReference: 'table' | 'stream' | 'hybrid';
}

export interface OddTable {
  readonly revision: number;
  readonly kind: OddityKind;
  /** Whose entry it is; null for the whole section. */
  readonly object: number | null;
}

export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

export interface WidgetFacts {
  readonly page: number | null;
  /** Points of the page. */
  readonly rect: Rectangle | null;
  readonly hasAppearance: boolean;
  /** Visible box of its page, points. */
  readonly pageBox: Rectangle | null;
  /** Clockwise, of its page as displayed; `rect` and `pageBox` are those of the page that is not turned. Absent for such a page. */
  readonly rotation?: 90 | 180 | 270;
  /** Printed letters beneath the image of a later signature, the first 80; absent where none are, or none were looked for. */
  readonly covers?: string;
  /** What else lies there: a picture or drawing, or nothing that could be read. Absent like `covers`. */
  readonly beneath?: 'drawing' | 'unreadable' | 'too-much';
}

export interface SignatureFacts {
  readonly field: string;
  readonly kind: 'signature' | 'document-time-stamp';
  readonly subFilter: string;
  /** /Type of the signature dictionary where it is not that of a signature (ISO 32000-1, table 252). */
  readonly type?: string;
  readonly widgets: readonly WidgetFacts[];
  /** /M, the time that the signer's software claims; ISO 8601. */
  readonly claimedTime: string | null;
  /** /M as it stands, where it leaves out a day, a part of the hour or the zone; absent elsewhere. */
  readonly claimedText?: string;
  readonly stated: { readonly name?: string; readonly reason?: string; readonly location?: string };
  readonly byteRange: readonly number[];
  readonly coverage: Coverage;
  readonly content: SignatureContent;
  /** Changes that a certifying signature allows (DocMDP /P): 1 none, 2 forms and signatures, 3 also annotations. */
  readonly permissions: number | null;
  /** `level`: /P of a lock (ISO 32000-2, table 236), where it has one: 1 leaves nothing open. */
  readonly lock: {
    readonly action: string;
    readonly fields: readonly string[];
    readonly level?: number;
  } | null;
  /** What its field demands (seed values) and it does not have; absent when there is nothing. */
  readonly unmet?: readonly UnmetDemand[];
}

/** A demand of the author of a field: ISO 32000-1, 12.7.4.5, and what ISO 32000-2 has beside it. */
export interface UnmetDemand {
  readonly entry: SeedEntry;
  /** As written, the first ones, shortened; empty where the entry is one that says it all, or holds certificates. */
  readonly demanded: readonly string[];
  /** What the signature has instead, of certificates the serial number; null: nothing. */
  readonly found: string | null;
  /** Whether the signature has it cannot be told. */
  readonly notCompared?: true;
}

/** `SV`, `Cert`: the whole dictionary, where it cannot be read; `Ff`: bits that no standard has. */
export type SeedEntry =
  | 'SV'
  | 'Ff'
  | 'Filter'
  | 'SubFilter'
  | 'V'
  | 'Reasons'
  | 'MDP'
  | 'TimeStamp'
  | 'LegalAttestation'
  | 'AddRevInfo'
  | 'DigestMethod'
  | 'LockDocument'
  | 'AppearanceFilter'
  | 'Cert'
  | 'Cert Subject'
  | 'Cert Issuer'
  | 'Cert OID'
  | 'Cert SubjectDN'
  | 'Cert KeyUsage'
  | 'Cert Ff';

export type Coverage =
  | { readonly kind: 'revision'; readonly revision: number; readonly end: number }
  | { readonly kind: 'broken'; readonly problem: CoverageProblem; readonly detail: string };

export type CoverageProblem =
  | 'no-byte-range'
  | 'byte-range-malformed'
  | 'not-from-start'
  | 'hole-not-contents'
  | 'contents-not-in-file'
  | 'not-end-of-revision'
  | 'defined-elsewhere';

export type SignatureContent =
  | {
      readonly kind: 'unreadable';
      readonly detail: string;
      readonly problem?: CmsProblem;
      /** That nobody here knows, by name or object identifier: the rest was not read for its sake. */
      readonly algorithm?: string;
    }
  | { readonly kind: 'cms'; readonly cms: CmsFacts; readonly timeStamps: readonly TimeStampContent[] }
  | { readonly kind: 'time-stamp'; readonly timeStamp: TimeStampContent };

export interface CmsFacts {
  readonly hash: HashName;
  readonly scheme: SignatureScheme['kind'];
  /** SHA-256 of the signer's certificate, hex; null when the CMS does not hold it. */
  readonly signer: string | null;
  /** DER in base64. */
  readonly certificates: readonly string[];
  /** How many more stand among them and cannot be read as certificates at all; absent without any. */
  readonly brokenCertificates?: number;
  /** The signer's certificate in base64 where it is there and cannot be used; it is not among `certificates`. */
  readonly unusableSigner?: string;
  /** Whether the signature is right by the key of `unusableSigner`; absent where that could not be tried. */
  readonly unusableSignerFits?: boolean;
  readonly digestFits: boolean;
  readonly signatureFits: boolean;
  /** The signed content-type equals the content's, and is what this kind of signature needs. */
  readonly contentTypeFits: boolean;
  /** Nothing but a detached signature (for a token, its TSTInfo; beside a file, perhaps the same file) is inside. */
  readonly contentFits: boolean;
  readonly ess: 'fits' | 'differs' | 'missing';
  /** The certificates to which the signing-certificate attributes limit the path beside the signer's own; absent without limit. */
  readonly limits?: readonly (readonly CertificateReference[])[];
  /** Lists and OCSP responses inside (RFC 5652, 10.2.1; ISO 32000-1, 12.8.3.3.2); absent without any. */
  readonly revocation?: RevocationInside;
  /** The signing-time attribute, which PAdES forbids; ISO 8601. */
  readonly signingTime: string | null;
  /** It came in BER, which had to be made DER; absent where it was DER. */
  readonly wasBer?: true;
  /** Its signature algorithm is named as a key only, without the hash (id-ecPublicKey); absent where it is named. */
  readonly algorithmUnnamed?: true;
}

export type TimeStampContent =
  | { readonly kind: 'unreadable'; readonly detail: string }
  | {
      readonly kind: 'token';
      readonly time: string;
      /** Milliseconds that the time may be off in either direction; absent where the token does not say. */
      readonly accuracy?: number;
      readonly policy: string;
      readonly serial: string;
      /** Object identifier of a critical extension, none of which is known; absent where there is none. */
      readonly criticalExtension?: string;
      /** The name that it gives its authority is not one of the certificate's; absent where it is, or none is given. */
      readonly namesAnother?: true;
      readonly imprintHash: HashName;
      readonly imprintFits: boolean;
      readonly cms: CmsFacts;
    };

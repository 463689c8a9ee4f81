/** Signed files for products that verify: written from a recipe by the suite's own signer, each recipe once in a run. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuedCertificate, Pki } from '../../core/pki/index.ts';
import { type Condition, certify } from './certificates.ts';
import { type BaseDocument, baseDocument } from './documents.ts';
import { signAsSuite } from './pades/sign.ts';
import { nameOf, type Role, subscriberOf } from './subscribers.ts';

export interface SignatureRecipe {
  readonly by: Role;
  readonly certificate: Condition;
  /** A time stamp of so many days before the moment of the run; absent: no time stamp, claimed time now. */
  readonly stampedDaysAgo?: number;
  /** Change the signature value so that the key of the certificate did not make it. */
  readonly falseValue?: true;
  /** Which issuers stand in the signature; `all` unless said otherwise. */
  readonly chain?: 'all' | 'none' | 'true-sub';
}

export interface Recipe {
  /** A file of fixtures/documents. */
  readonly document: string;
  readonly signatures: readonly SignatureRecipe[];
}

export interface SignedDocument {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly base: BaseDocument;
  /** In the order of signing. */
  readonly signatures: readonly {
    readonly by: Role;
    readonly name: string;
    readonly serial: string;
    readonly time: Date;
  }[];
}

export interface SignedDocumentsOptions {
  readonly dir: string;
  readonly pki: Pki;
  readonly now: () => Date;
  /** Address of a time-stamp server whose clock stands so many days before now. */
  readonly timeStampUrl: (daysAgo: number) => Promise<string>;
}

export type DocumentFactory = (recipe: Recipe) => Promise<SignedDocument>;

export function signedDocuments(options: SignedDocumentsOptions): DocumentFactory {
  const { dir, pki, now } = options;
  mkdirSync(dir, { recursive: true });
  const keys = new Map<string, { readonly private: KeyObject; readonly spki: Uint8Array }>();
  const certificates = new Map<string, Promise<IssuedCertificate>>();
  const made = new Map<string, Promise<SignedDocument>>();

  const keyOf = (subscriber: string) => {
    const known = keys.get(subscriber) ?? generated();
    keys.set(subscriber, known);
    return known;
  };

  const certificateOf = (subscriber: string, condition: Condition) => {
    const name = `${subscriber} ${JSON.stringify(condition)}`;
    const known =
      certificates.get(name) ?? certify(pki, subscriber, keyOf(subscriber).spki, condition, now());
    certificates.set(name, known);
    return known;
  };

  const make = async (recipe: Recipe, number: number): Promise<SignedDocument> => {
    const base = baseDocument(recipe.document);
    let bytes: Uint8Array = Uint8Array.from(readFileSync(base.path));
    const signatures: SignedDocument['signatures'][number][] = [];
    for (const { by, certificate, stampedDaysAgo, falseValue, chain = 'all' } of recipe.signatures) {
      const subscriber = subscriberOf(by, base);
      const issued = await certificateOf(subscriber, certificate);
      const time = new Date(now().getTime() - (stampedDaysAgo ?? 0) * 86_400_000);
      bytes = await signAsSuite(bytes, {
        signerName: nameOf(by, base),
        key: keyOf(subscriber).private,
        certificate: issued.der,
        chain: { all: issued.chain, none: [], 'true-sub': [pki.authorities.sub.certificate] }[chain],
        claimedTime: time,
        ...(stampedDaysAgo === undefined ? {} : { timeStampUrl: await options.timeStampUrl(stampedDaysAgo) }),
        ...(falseValue === undefined ? {} : { spoil }),
        mark:
          by === 'person' ? { colour: [0.1, 0.2, 0.8], left: 380 } : { colour: [0.85, 0.1, 0.1], left: 330 },
      });
      signatures.push({ by, name: nameOf(by, base), serial: issued.serial, time });
    }
    const path = join(dir, `${String(number).padStart(4, '0')}-${base.file}`);
    writeFileSync(path, bytes);
    return Object.freeze({ path, bytes, base, signatures });
  };

  return (recipe) => {
    const name = JSON.stringify(recipe);
    const known = made.get(name) ?? make(recipe, made.size);
    made.set(name, known);
    return known;
  };
}

function generated() {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    private: pair.privateKey,
    spki: Uint8Array.from(pair.publicKey.export({ type: 'spki', format: 'der' })),
  };
}

/** One bit in the middle of the value. */
function spoil(signature: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(signature);
  const middle = changed.length >> 1;
  changed[middle] = (changed[middle] ?? 0) ^ 0x10;
  return changed;
}

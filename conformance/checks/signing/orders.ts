/** The requests of the suite: a personal signature, an agency signature, a text-only one, each as the regulation wants it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Drawing, pngOf } from '../../arbitraries/images.ts';
import { type Condition, sound } from '../../material/certificates.ts';
import { baseDocument, imageOf } from '../../material/documents.ts';
import { type Role, subscriberOf } from '../../material/subscribers.ts';
import type { Workbench } from '../../material/workbench.ts';
import { performSigning, type Signing, type SigningOrder } from './perform-signing.ts';

/** The token of whoever is printed on the document. */
export async function tokenFor(bench: Workbench, role: Role, document: string, condition: Condition = sound) {
  const { certificate: _, ...token } = await certifiedToken(bench, role, document, condition);
  return token;
}

async function certifiedToken(bench: Workbench, role: Role, document: string, condition: Condition) {
  const { module, label, pin, certificate } = await bench.material.token(
    subscriberOf(role, baseDocument(document)),
    condition,
  );
  return { module, label, pin, certificate };
}

/** A drawing as a file, or the picture of fixtures/. */
export function imageFile(bench: Workbench, kind: 'personal' | 'agency', drawing?: Drawing): string {
  if (drawing === undefined) return imageOf(kind).path;
  const path = join(bench.caseFolder(), `${drawing.kind}.png`);
  writeFileSync(path, pngOf(drawing));
  return path;
}

export async function personalOrder(
  bench: Workbench,
  document: string,
  image?: Drawing,
  condition?: Condition,
): Promise<SigningOrder> {
  const base = baseDocument(document);
  const { title, name } = base.signer;
  return {
    document: base.path,
    as: 'personal',
    token: await tokenFor(bench, 'person', document, condition),
    image: imageFile(bench, 'personal', image),
    anchor: { title, name },
  };
}

export interface SealChoice {
  readonly drawing?: Drawing;
  readonly sizeMm?: { readonly width: number; readonly height: number };
}

/** On a file that the person has signed already. */
export async function agencyOrder(
  bench: Workbench,
  document: string,
  signedByPerson: string,
  seal: SealChoice = {},
  condition?: Condition,
): Promise<SigningOrder> {
  return {
    document: signedByPerson,
    as: 'agency',
    token: await tokenFor(bench, 'agency', document, condition),
    image: imageFile(bench, 'agency', seal.drawing),
    sizeMm: seal.sizeMm ?? imageOf('agency').sizeMm,
  };
}

export type TextOnly = 'copy' | 'attachment' | 'annex';

/** What the signature must say, beside the time. */
export interface TextOnlyWords {
  readonly copyForm: string;
  readonly agencyName: string;
  readonly documentNumber: string;
}

export async function textOnlyOrder(
  bench: Workbench,
  as: TextOnly,
  document: string,
  words: TextOnlyWords,
): Promise<SigningOrder> {
  const base = baseDocument(document);
  const { certificate, ...token } = await certifiedToken(bench, 'agency', document, sound);
  const { copyForm, agencyName, documentNumber } = words;
  return as === 'copy'
    ? { document: base.path, as, token, certificate, copyForm, agencyName }
    : { document: base.path, as, token, certificate, documentNumber };
}

const signedByPerson = new WeakMap<Workbench, Map<string, Promise<Signing>>>();

/** The document with the personal signature that the product itself made; made once for each document in a run. */
export function personalSignatureOnce(bench: Workbench, document: string): Promise<Signing> {
  const known = signedByPerson.get(bench) ?? new Map<string, Promise<Signing>>();
  signedByPerson.set(bench, known);
  const signing =
    known.get(document) ?? personalOrder(bench, document).then((order) => performSigning(bench, order));
  known.set(document, signing);
  return signing;
}

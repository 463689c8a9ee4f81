/** The unsigned documents and the images of fixtures/, with what is printed on each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../foundation/paths.ts';

export interface BaseDocument {
  /** `cong-van-classic.pdf` */
  readonly file: string;
  readonly path: string;
  readonly pages: number;
  /** Lines as printed. */
  readonly signer: { readonly title: string; readonly name: string };
  readonly agency: string;
  readonly documentNumber: string;
}

export interface BaseImage {
  readonly file: string;
  readonly path: string;
  readonly kind: 'personal' | 'agency';
  /** Real size in millimetres. */
  readonly sizeMm: { readonly width: number; readonly height: number };
}

interface Listing {
  readonly documents: readonly Omit<BaseDocument, 'path'>[];
  readonly images: readonly (Omit<BaseImage, 'path'> & { readonly wrong?: string })[];
}

const fixtures = join(projectRoot, 'fixtures');
const listing = JSON.parse(readFileSync(join(fixtures, 'documents', 'documents.json'), 'utf8')) as Listing;

export const baseDocuments: readonly BaseDocument[] = Object.freeze(
  listing.documents.map((document) =>
    Object.freeze({ ...document, path: join(fixtures, 'documents', document.file) }),
  ),
);

/** Only those that fit the rules; the wrong ones of fixtures/ are for tests of the signer itself. */
export const baseImages: readonly BaseImage[] = Object.freeze(
  listing.images
    .filter(({ wrong }) => wrong === undefined)
    .map((image) => Object.freeze({ ...image, path: join(fixtures, 'images', image.file) })),
);

/** Throws a plain Error for a name that fixtures/ does not have. */
export function baseDocument(file: string): BaseDocument {
  const found = baseDocuments.find((document) => document.file === file);
  if (found === undefined) throw new Error(`expected a document of fixtures/documents, got "${file}"`);
  return found;
}

export function imageOf(kind: BaseImage['kind']): BaseImage {
  const found = baseImages.find((image) => image.kind === kind);
  if (found === undefined) throw new Error(`fixtures/images has no ${kind} image`);
  return found;
}

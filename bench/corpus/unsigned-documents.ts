/** Documents to sign: made here, about 100 kB each, half with tables and half with cross-reference streams, no two alike. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';
import { projectRoot } from '../../foundation/paths.ts';

export interface UnsignedDocument {
  readonly file: string;
  /** The signer's lines, as printed in it. */
  readonly title: string;
  readonly name: string;
}

interface Base {
  readonly file: string;
  readonly crossReference: string;
  readonly signer: { readonly title: string; readonly name: string };
}

const wanted = 100_000;
const bases = ['cong-van-classic.pdf', 'cong-van-xref-stream.pdf'];

/** A letter of one page, with a picture as its second one that brings it to size: as an annex that was scanned. */
export async function unsignedDocuments(
  folder: string,
  documents: number,
): Promise<readonly UnsignedDocument[]> {
  mkdirSync(folder, { recursive: true });
  const listed = readFileSync(join(projectRoot, 'fixtures/documents/documents.json'), 'utf8');
  const known = (JSON.parse(listed) as { documents: readonly Base[] }).documents;
  const made: UnsignedDocument[] = [];
  for (let number = 0; number < documents; number++) {
    const base = known.find(({ file }) => file === bases[number % bases.length]);
    if (base === undefined) throw new TypeError('the fixtures have other names');
    const bytes = await filledUp(readFileSync(join(projectRoot, 'fixtures/documents', base.file)), base);
    const file = join(folder, `${`${number}`.padStart(4, '0')}.pdf`);
    writeFileSync(file, bytes);
    made.push({ file, ...base.signer });
  }
  return made;
}

async function filledUp(letter: Uint8Array, { crossReference }: Base): Promise<Uint8Array> {
  const document = await PDFDocument.load(letter, { updateMetadata: false });
  const side = Math.ceil(Math.sqrt((wanted - letter.length) / 3));
  const noise = new PNG({ width: side, height: side });
  for (let pixel = 0; pixel < side * side; pixel++) {
    noise.data.set(randomBytes(3), pixel * 4);
    noise.data[pixel * 4 + 3] = 255;
  }
  const picture = await document.embedPng(PNG.sync.write(noise));
  document.addPage([595, 842]).drawImage(picture, { x: 57, y: 57, width: 481, height: 728 });
  return document.save({ useObjectStreams: crossReference === 'stream' });
}

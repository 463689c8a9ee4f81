/** The Java peer verifies what it is given: nothing is looked at here of how fast it is. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Corpus, signedDocuments } from '../corpus/signed-documents.ts';
import { type DocumentsToVerify, pdfboxPeer } from './pdfbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
const options = {
  ...{ folder, milliseconds: 1 },
  warmUp: { milliseconds: 1, fewest: 1, most: 1, gain: 1 },
};
let corpus: Corpus;
beforeAll(async () => {
  corpus = await signedDocuments(folder, { documents: 2, people: 1, pictureBytes: 0 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function rate(documents: DocumentsToVerify): Promise<number | undefined> {
  const peer = await pdfboxPeer(documents, options);
  if ('missing' in peer) return undefined;
  return peer.series.measure().finally(() => peer.end());
}

describe('PDFBox with BouncyCastle', () => {
  it('verifies the documents of the bench, but none that was changed, and under no other root', async () => {
    const figure = await rate(corpus);
    if (figure === undefined) return; // not on this machine
    expect(figure).toBeGreaterThan(0);
    const [first = '', second = ''] = corpus.files;
    const changed = readFileSync(first);
    changed.write('X', changed.indexOf('/Producer') + 12);
    const file = join(folder, 'changed.pdf');
    writeFileSync(file, changed);
    await expect(rate({ ...corpus, files: [second, file] })).rejects.toMatchObject({
      code: 'BENCH_PEER_FAILED',
    });
    const other = await signedDocuments(mkdtempSync(join(folder, 'other-')), {
      documents: 1,
      people: 1,
      pictureBytes: 0,
    });
    await expect(rate({ ...corpus, trust: other.trust })).rejects.toMatchObject({
      code: 'BENCH_PEER_FAILED',
    });
  });

  it('is named where it is not installed', async () => {
    const peer = await pdfboxPeer(corpus, { ...options, jars: join(folder, 'nowhere') });
    expect(peer).toEqual({ missing: expect.stringContaining('libpdfbox2-java') });
  });
});

/** A thread that reads the first page of the documents it is sent; started by `reader.ts`, which ends it when it takes long. */
import { parentPort } from 'node:worker_threads';
import { openText } from '../../pdf/text/index.ts';
import { type PageFacts, pageFacts } from './page-facts.ts';

parentPort?.on('message', async (pdf: Uint8Array) => {
  parentPort?.postMessage(await factsOf(pdf));
});

async function factsOf(pdf: Uint8Array): Promise<PageFacts> {
  try {
    const text = await openText(pdf);
    try {
      return pageFacts(await text.lines(1), await text.size(1));
    } finally {
      await text.close();
    }
  } catch {
    return { kind: 'unread', why: 'unreadable' };
  }
}

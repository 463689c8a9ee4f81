/** The journal over HTTP: GET /journal, and GET /journal/follow as NDJSON that goes on. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { jsonLine } from '../../../foundation/json-line.ts';
import type { Emulator } from '../../emulator-interface.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import { nextPiece, pieceLines } from '../../journal/pieces.ts';
import type { JournalQuery } from '../../journal/query.ts';
import { bodyOf, moment, text } from './schemas.ts';

const count = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const several = { type: 'array', items: text, maxItems: 32 };

/** One field each; `function`, `event` and `result` may be given several times. */
const filters = {
  function: several,
  event: several,
  result: several,
  kind: { enum: ['call', 'event'] },
  token: text,
  connection: count,
  session: count,
  pid: count,
  program: text,
  mechanism: text,
  key: text,
  failed: { type: 'boolean' },
  since: moment,
  until: moment,
  after: count,
  before: count,
};

const maxEntries = 10_000;

interface Asked {
  readonly Querystring: JournalQuery;
}

/** Of the last entries that fit, so many are given when nobody says how many. */
const defaultLimit = 1000;

export function registerJournalRoutes(app: FastifyInstance, { journal }: Emulator): void {
  const limit = { type: 'integer', minimum: 1, maximum: maxEntries, default: defaultLimit };
  app.get<Asked>(
    '/journal',
    { schema: { summary: 'Entries of the journal', querystring: bodyOf({ ...filters, limit }) } },
    async ({ query }, answer) => {
      // Nothing can be refused any more once the answer has begun.
      await journal.check(query);
      answer.type('application/json; charset=utf-8');
      return answer.send(Readable.from(inPieces(journal.entries(query))));
    },
  );
  const last = { type: 'integer', minimum: 0, maximum: maxEntries, default: 0 };
  app.get<Asked>(
    '/journal/follow',
    {
      schema: {
        summary: 'The last `limit` entries, then all that come',
        querystring: bodyOf({ ...filters, limit: last }),
      },
    },
    async ({ query }, answer) => {
      await journal.check(query);
      answer.hijack();
      void streamed(answer.raw, (signal) => journal.follow(query, { signal }));
    },
  );
}

/** `{"entries":[…]}`; a long list is written out in pieces, with whatever else has come in between them. */
export async function* inPieces(entries: AsyncIterable<JournalEntry>): AsyncGenerator<string> {
  let piece = '{"entries":[';
  let count = 0;
  for await (const entry of entries) {
    piece += `${count === 0 ? '' : ','}${jsonLine(entry)}`;
    if (++count % pieceLines !== 0) continue;
    yield piece;
    piece = '';
    await nextPiece();
  }
  yield `${piece}]}`;
}

async function streamed(
  answer: ServerResponse,
  follow: (signal: AbortSignal) => AsyncIterable<JournalEntry>,
): Promise<void> {
  const gone = new AbortController();
  answer.once('close', () => gone.abort());
  answer.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
  });
  answer.flushHeaders();
  try {
    for await (const entry of follow(gone.signal)) {
      if (answer.write(`${jsonLine(entry)}\n`)) continue;
      // Aborted when it is closed: no listener stays behind, however often it pauses.
      await once(answer, 'drain', { signal: gone.signal });
    }
    answer.end();
  } catch {
    // The head is out: all that can still be said is that it broke off.
    answer.destroy();
  }
}

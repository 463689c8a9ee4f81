// A complete adapter in forty lines, for vendors to start from and for the suite's own tests.
// `--as WAY` makes it misbehave on purpose; a real adapter has none of that.
import { createInterface } from 'node:readline';

const way = process.argv[process.argv.indexOf('--as') + 1] ?? 'good';
let now = new Date();

const handlers = {
  hello: () => ({
    ok: {
      protocol: 1,
      product: { name: 'Tiny', vendor: 'Example Ltd', version: '1.0' },
      capabilities: ['signer', 'verifier'],
      operations: ['sign', 'verify'],
    },
  }),
  reset: () => {
    now = new Date();
    return { ok: {} };
  },
  'advance-clock': ({ to }) => {
    now = new Date(to);
    return { ok: {} };
  },
  observe: ({ subject }) => ({ unsupported: { operation: subject } }),
  perform: ({ operation, parameters }) => {
    if (operation === 'sign')
      return { refused: { code: 'NO_KEY', detail: `no token ${parameters.token.label}` } };
    if (operation === 'verify') return { ok: { outcome: 'undetermined', reasons: [], signatures: [] } };
    return way === 'agreeable' ? { ok: {} } : { unsupported: { operation } };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = { id: request.id, ...handlers[request.message](request) };
  if (request.operation !== 'verify' || way === 'good') say(answer);
  else misbehave(answer);
}

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function misbehave(answer) {
  process.stderr.write(`now is ${now.toISOString()}\n`);
  if (way === 'dies') process.exit(7);
  if (way === 'garbage') process.stdout.write('Segmentation fault\n');
  if (way === 'long') process.stdout.write(`${'x'.repeat(2_000_000)}\n`);
  if (way === 'other-id') say({ ...answer, id: answer.id + 5 });
  if (way === 'twice') say(answer);
  if (way === 'bad-result') say({ id: answer.id, ok: { outcome: 'fine', reasons: [], signatures: [] } });
  if (way === 'bad-answer') say({ id: answer.id, ok: {}, failed: { detail: 'both' } });
  if (way === 'twice' || way === 'agreeable') say(answer);
  // 'hangs' says nothing at all.
}

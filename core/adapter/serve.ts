/** The reference implementation's side of the adapter protocol: one request a line in, one answer a line out. */
import type { Readable, Writable } from 'node:stream';
import { type Clock, systemClock } from '../../foundation/clock.ts';
import { CongvuError } from '../../foundation/error.ts';
import { jsonLine } from '../../foundation/json-line.ts';
import { linesOf } from './lines.ts';
import { parseRequest, type Request } from './requests.ts';

/** What an operation sees of the product: its clock. Nothing else is kept between requests. */
export type Operation = (parameters: unknown, clock: Clock) => Promise<object>;

export type Operations = Readonly<Record<string, Operation>>;

type Answer =
  | { readonly id: number; readonly ok: object }
  | { readonly id: number; readonly refused: { readonly code: string; readonly detail: string } }
  | { readonly id: number; readonly unsupported: { readonly operation: string } }
  | { readonly id: number; readonly failed: { readonly detail: string } };

const lineLimit = 1 << 20;

const hello = Object.freeze({
  protocol: 1,
  product: { name: 'congvu reference implementation', vendor: 'congvu', version: '0.1.0' },
  capabilities: ['signer', 'verifier'],
});

/** Answers requests in their order until the input ends. */
export async function serveAdapter(input: Readable, output: Writable, operations: Operations): Promise<void> {
  let now: Clock = systemClock;
  for await (const line of linesOf(input, lineLimit)) {
    if (line.trim() === '') continue;
    const answer = await answered(line, async (request) => {
      if (request.message === 'advance-clock') now = startingAt(request.to);
      if (request.message === 'reset') now = systemClock;
      return outcome(request, operations, now);
    });
    output.write(`${jsonLine(answer)}\n`);
  }
}

async function outcome(request: Request, operations: Operations, clock: Clock): Promise<Answer> {
  const { id } = request;
  if (request.message === 'hello') return { id, ok: { ...hello, operations: Object.keys(operations) } };
  if (request.message === 'observe') return { id, unsupported: { operation: 'observe' } };
  if (request.message !== 'perform') return { id, ok: {} };
  const operation = Object.hasOwn(operations, request.operation) ? operations[request.operation] : undefined;
  if (operation === undefined) return { id, unsupported: { operation: request.operation } };
  return { id, ok: await operation(request.parameters, clock) };
}

/** Wrong input and refusals on purpose are `refused` with their code; anything else is a fault of the product. */
async function answered(line: string, answer: (request: Request) => Promise<Answer>): Promise<Answer> {
  let id = 0;
  try {
    const request = parseRequest(line);
    id = request.id;
    return await answer(request);
  } catch (error) {
    if (error instanceof CongvuError && error.exit === 2)
      return { id, refused: { code: error.code, detail: error.message } };
    const code = error instanceof CongvuError ? `${error.code}: ` : '';
    return { id, failed: { detail: `${code}${error instanceof Error ? error.message : String(error)}` } };
  }
}

/** A clock that was set once and goes on from there, as a computer's does. */
function startingAt(moment: Date): Clock {
  const offset = moment.getTime() - systemClock.now().getTime();
  return Object.freeze({ now: () => new Date(systemClock.now().getTime() + offset) });
}

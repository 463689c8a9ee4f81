/** Carries the protocol to an adapter in the same process: for the suite's own deliberately wrong systems. */
import type { Request, WireAnswer } from './messages.ts';
import type { Transport } from './system-under-test.ts';

/** An adapter as a function: what a vendor's program does with one line. */
export type Adapter = (request: Request) => Promise<WireAnswer> | WireAnswer;

/** Requests and answers pass through JSON, so that only what a line could carry gets across. */
export function inProcess(adapter: Adapter): Transport {
  const transport: Transport = {
    kind: 'in-process',
    send: async (request) => JSON.parse(JSON.stringify(await adapter(structuredClone(request)))),
    abandon: async () => {},
    close: async () => {},
  };
  return Object.freeze(transport);
}

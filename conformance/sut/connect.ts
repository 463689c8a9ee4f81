/** Makes a system under test from a transport: introduces the two sides, checks every message both ways. */
import { CongvuError } from '../../foundation/error.ts';
import { fail } from './errors.ts';
import {
  type Answer,
  type Hello,
  named,
  type OperationName,
  type RequestBody,
  type WireAnswer,
} from './messages.ts';
import { checkAnswer, checkHello, checkOperation, checkRequest } from './protocol-schemas.ts';
import { redacted } from './redaction.ts';
import type { SchemaCheck } from './schema-check.ts';
import type { Exchange, SystemUnderTest, Transport } from './system-under-test.ts';

const exchangesKept = 200;

/**
 * Says hello and proves that an operation which does not exist is answered `unsupported`.
 * After a transport error the next message starts the other side anew, says hello and sets its clock again.
 * `secrets` are blanked in the kept exchanges. Throws CongvuError with a SUT_ code.
 */
export async function connect(
  transport: Transport,
  options: { readonly secrets?: readonly string[] } = {},
): Promise<SystemUnderTest> {
  const line = new Line(transport, options.secrets ?? []);
  try {
    const hello = await line.introduce();
    await proveUnknownIsUnsupported(line);
    return systemUnderTest(line, hello);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

function systemUnderTest(line: Line, hello: Hello): SystemUnderTest {
  const system: SystemUnderTest = {
    hello,
    perform: async (operation, parameters) => {
      const checks = checkOperation[operation as OperationName];
      refuseOwnFault(operation, checks.parameters, parameters);
      const answer = await line.ask({ message: 'perform', operation, parameters });
      return line.checkedResult(operation, checks.result, answer) as never;
    },
    observe: (subject, parameters = {}) => line.ask({ message: 'observe', subject, parameters }),
    advanceClock: (to) => line.advanceClock(to.toISOString()),
    reset: () => line.reset(),
    takeExchanges: () => line.takeExchanges(),
    close: () => line.close(),
  };
  return Object.freeze(system);
}

/** An adapter that says yes to everything proves nothing by its answers. */
async function proveUnknownIsUnsupported(line: Line): Promise<void> {
  const operation = 'congvu-no-such-operation';
  const answer = await line.ask({ message: 'perform', operation, parameters: {} });
  if (answer.kind !== 'unsupported') {
    throw fail('SUT_UNKNOWN_OPERATION_ACCEPTED', { operation, got: answer.kind });
  }
}

/** One conversation: numbers the requests, sends them one after the other, remembers what must be said again. */
class Line {
  readonly #transport: Transport;
  readonly #secrets: readonly string[];
  #exchanges: Exchange[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #sequence = 0;
  #introduced = false;
  #clock: string | undefined;
  #closed = false;

  constructor(transport: Transport, secrets: readonly string[]) {
    this.#transport = transport;
    this.#secrets = secrets;
  }

  async introduce(): Promise<Hello> {
    const answer = await this.#send({ message: 'hello' });
    if (answer.kind !== 'ok') throw fail('SUT_HELLO_REFUSED', { detail: `it answered "${answer.kind}"` });
    const flaw = checkHello(answer.result);
    if (flaw) {
      throw fail('SUT_ANSWER_INVALID', {
        message: 'hello',
        pointer: `/ok${flaw.pointer}`,
        detail: flaw.detail,
      });
    }
    this.#introduced = true;
    return answer.result as unknown as Hello;
  }

  /** Waits for the message before it: the protocol is one request at a time. */
  ask(body: RequestBody): Promise<Answer<Readonly<Record<string, unknown>>>> {
    const turn = this.#last.then(async () => {
      if (this.#closed) throw fail('SUT_CLOSED', { message: body.message });
      if (!this.#introduced) await this.#introduceAgain();
      return this.#send(body);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async advanceClock(to: string): Promise<Answer<object>> {
    const answer = await this.ask({ message: 'advance-clock', to });
    if (answer.kind === 'ok') this.#clock = to;
    return answer;
  }

  async reset(): Promise<Answer<object>> {
    this.#clock = undefined;
    return this.ask({ message: 'reset' });
  }

  checkedResult(
    operation: string,
    check: SchemaCheck,
    answer: Answer<Readonly<Record<string, unknown>>>,
  ): Answer<unknown> {
    const flaw = answer.kind === 'ok' ? check(answer.result) : undefined;
    if (!flaw) return answer;
    const pointer = flaw.pointer === '/' ? '/ok' : `/ok${flaw.pointer}`;
    throw fail('SUT_ANSWER_INVALID', { message: `perform ${operation}`, pointer, detail: flaw.detail });
  }

  takeExchanges(): readonly Exchange[] {
    const taken = this.#exchanges;
    this.#exchanges = [];
    return taken;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#transport.close();
  }

  async #introduceAgain(): Promise<void> {
    await this.introduce();
    if (this.#clock !== undefined) await this.#send({ message: 'advance-clock', to: this.#clock });
  }

  async #send(body: RequestBody): Promise<Answer<Readonly<Record<string, unknown>>>> {
    this.#sequence += 1;
    const request = { id: this.#sequence, protocol: 1 as const, ...body };
    refuseOwnFault(body.message, checkRequest, request);
    try {
      const answer = checkedAnswer(body, request.id, await this.#transport.send(request));
      this.#remember(request, answer);
      return understood(answer);
    } catch (error) {
      this.#remember(request, { error: error instanceof CongvuError ? error.code : String(error) });
      this.#introduced = false;
      await this.#transport.abandon();
      throw error;
    }
  }

  #remember(request: object, answer: Exchange['answer']): void {
    this.#exchanges.push(redacted({ request, answer }, this.#secrets) as Exchange);
    if (this.#exchanges.length > exchangesKept) this.#exchanges.shift();
  }
}

function checkedAnswer(body: RequestBody, id: number, answer: unknown): WireAnswer {
  const flaw = checkAnswer(answer);
  if (flaw) {
    throw fail('SUT_ANSWER_INVALID', { message: named(body), pointer: flaw.pointer, detail: flaw.detail });
  }
  const valid = answer as WireAnswer;
  if (valid.id !== id) throw fail('SUT_ANSWER_MISMATCHED', { expected: id, got: valid.id });
  return valid;
}

function understood(answer: WireAnswer): Answer<Readonly<Record<string, unknown>>> {
  if ('ok' in answer) return { kind: 'ok', result: answer.ok };
  if ('refused' in answer) return { kind: 'refused', ...answer.refused };
  if ('unsupported' in answer) return { kind: 'unsupported', ...answer.unsupported };
  return { kind: 'failed', ...answer.failed };
}

function refuseOwnFault(message: string, check: SchemaCheck, value: unknown): void {
  const flaw = check(value);
  if (flaw) throw fail('SUT_REQUEST_INVALID', { message, pointer: flaw.pointer, detail: flaw.detail });
}

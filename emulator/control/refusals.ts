/** Refusals of the control channel: one shape, `{"code","message","hint","exit"}`, with `place` where one field is wrong. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorObject } from 'ajv';
import { CongvuError } from '../../foundation/error.ts';
import { fail } from '../errors.ts';
import { wrongField } from './wrong-field.ts';

export interface Refusal {
  readonly status: number;
  readonly error: CongvuError;
  /** Where in the request: `body/label`, `querystring/limit`. */
  readonly place?: string | undefined;
}

const ownStatus: Readonly<Record<string, number>> = {
  EMULATOR_TOKEN_REFUSED: 401,
  EMULATOR_HOST_REFUSED: 403,
  EMULATOR_ROUTE_UNKNOWN: 404,
  TOKEN_UNKNOWN: 404,
};

/** 2 is the caller's fault, 3 the emulator's. */
function statusOf({ code, exit }: CongvuError): number {
  return ownStatus[code] ?? (exit === 2 ? 400 : 500);
}

/** What fastify and its schemas throw, in part. */
interface FrameworkError {
  readonly statusCode?: number;
  readonly message?: string;
  readonly validation?: readonly ErrorObject[];
  readonly validationContext?: string;
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof CongvuError) return { status: statusOf(error), error };
  const {
    statusCode,
    message = 'unknown',
    validation,
    validationContext = 'request',
  } = error as FrameworkError;
  const wrong = wrongField(validation ?? [], validationContext);
  if (wrong !== undefined) {
    const { place, reason } = wrong;
    const whole = fail('TOKEN_REQUEST_INVALID', { reason: `${place} ${reason}` }, error);
    return { status: 400, error: whole, place };
  }
  if (statusCode !== undefined && statusCode < 500) {
    return {
      status: statusCode,
      error: fail('TOKEN_REQUEST_INVALID', { reason: withoutQuery(message).slice(0, 500) }, error),
    };
  }
  return { status: 500, error: fail('EMULATOR_FAULT', { reason: message }, error) };
}

/** Fastify names the whole address in what it says about one. */
function withoutQuery(message: string): string {
  return message.replace(/\?\S*'/, "'");
}

export function shown({ error: { code, message, hint, exit }, place }: Refusal): object {
  return { code, message, hint, exit, place };
}

/** For requests that never reach a route. */
export function writeRefusal(answer: ServerResponse, refusal: Refusal): void {
  const body = JSON.stringify(shown(refusal));
  answer.writeHead(refusal.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...(refusal.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  });
  answer.end(body);
}

/** What is no HTTP never becomes a request; the answer is written by hand. */
export function refuseNoHttp({ message }: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const error = fail('TOKEN_REQUEST_INVALID', { reason: message });
  const body = JSON.stringify(shown({ status: 400, error }));
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json', 'connection: close'];
  socket.end([...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
}

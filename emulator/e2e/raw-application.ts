/** For tests: an application that speaks the wire protocol itself, so that it can also misbehave. */
import { createConnection, type Socket } from 'node:net';
import { callNamed } from '../wire/calls.ts';
import { callCode, replyResult, replyStart, requestFrame } from '../wire/frame.ts';
import { defaultLimits, frameReader } from '../wire/frame-reader.ts';
import { resultName } from '../wire/results.ts';
import { type ValueReader, valueReader, valueWriter } from '../wire/values.ts';

export interface RawReply {
  /** `CKR_OK` or the name of the refusal. */
  readonly result: string;
  readonly values: ValueReader;
}

export interface RawApplication {
  readonly socket: Socket;
  /** The version that the server chose. */
  readonly version: number;
  call(name: string, values?: Buffer): Promise<RawReply>;
  /** A frame as it is; resolves with the result of the reply with that call code. */
  frame(code: number, frame: Buffer): Promise<string>;
  initialize(): Promise<void>;
  open(slot: number, readWrite?: boolean): Promise<number>;
  login(session: number, userType: number, pin: string | Uint8Array | undefined): Promise<string>;
  close(): void;
}

export const userTypes = { so: 0, user: 1, context: 2 } as const;

export const handshake = Buffer.from('PRIVATE-GNOME-KEYRING-PKCS11-PROTOCOL-V-1');

export function initializeValues(): Buffer {
  return valueWriter().bytes(handshake).byte(0).bytes(Buffer.of(0)).end();
}

/** Connects and shakes hands, offering `offered` (0: p11-kit up to 0.24, 2: since 0.25.6). */
export async function rawApplication(path: string, offered = 0): Promise<RawApplication> {
  const socket = createConnection(path);
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, (reply: Buffer | undefined) => void>();
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const settle of waiting.values()) settle(undefined);
    waiting.clear();
  });
  socket.write(Buffer.of(offered));
  const first = await new Promise<Buffer>((resolve, reject) => {
    socket.once('data', resolve);
    socket.once('close', () => reject(new Error('the connection was closed before it was answered')));
  });
  const reader = frameReader(defaultLimits, {
    frame: (frame) => {
      const settle = waiting.get(callCode(frame));
      waiting.delete(callCode(frame));
      settle?.(frame);
    },
    oversized: () => socket.destroy(),
    lost: () => socket.destroy(),
  });
  socket.on('data', reader.push);
  let next = 16;

  const exchanged = (code: number, frame: Buffer): Promise<Buffer | undefined> =>
    new Promise((resolve) => {
      if (socket.destroyed) return resolve(undefined);
      waiting.set(code, resolve);
      socket.write(frame);
    });

  async function call(name: string, values: Buffer = Buffer.alloc(0)): Promise<RawReply> {
    const spec = callNamed(name);
    const code = next++;
    const reply = await exchanged(code, requestFrame(code, spec, values));
    if (reply === undefined) throw new Error('the connection was closed');
    const result = replyResult(reply);
    const start = replyStart(reply, spec);
    return { result: resultName(result), values: valueReader(reply, start) };
  }

  const application: RawApplication = {
    socket,
    version: first[0] ?? -1,
    call,
    frame: async (code, frame) => {
      const reply = await exchanged(code, frame);
      return reply === undefined ? 'closed' : resultName(replyResult(reply));
    },
    initialize: async () => {
      const { result } = await call('C_Initialize', initializeValues());
      if (result !== 'CKR_OK') throw new Error(`C_Initialize gave ${result}`);
    },
    open: async (slot, readWrite = true) => {
      const { result, values } = await call(
        'C_OpenSession',
        valueWriter()
          .ulong(slot)
          .ulong(readWrite ? 6 : 4)
          .end(),
      );
      if (result !== 'CKR_OK') throw new Error(`C_OpenSession gave ${result}`);
      return values.ulong();
    },
    login: async (session, userType, pin) => {
      const bytes = typeof pin === 'string' ? Buffer.from(pin) : pin;
      return (await call('C_Login', valueWriter().ulong(session).ulong(userType).bytes(bytes).end())).result;
    },
    close: () => socket.destroy(),
  };
  return application;
}

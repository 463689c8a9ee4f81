/** The names under which a profile may say how long a call takes, the most exact one first. */
import { replyStart } from '../../wire/frame.ts';
import { templatesOf } from '../../wire/templates.ts';
import type { Request } from '../line/line.ts';

const kinds: Readonly<Record<string, string>> = {
  C_Login: 'login',
  C_SetPIN: 'change-pin',
  C_InitPIN: 'change-pin',
  C_Sign: 'sign',
  C_SignFinal: 'sign',
  C_SignRecover: 'sign',
  C_GenerateKeyPair: 'generate',
  C_GenerateKey: 'generate',
};

/** Lengths of r and s together. */
const curves = new Map([
  [64, 'p-256'],
  [96, 'p-384'],
  [132, 'p-521'],
]);

/** CKA_EC_PARAMS of the named curves: DER OBJECT IDENTIFIER (RFC 5480, section 2.1.1.1). */
const curveParameters = new Map([
  ['06082a8648ce3d030107', 'p-256'],
  ['06052b81040022', 'p-384'],
  ['06052b81040023', 'p-521'],
]);

const CKA = { modulusBits: 0x121, ecParameters: 0x180 } as const;

/**
 * `sign-rsa-2048`, `C_Sign`, `sign`, `default`. A refusal takes no time of a card, unless it is a PIN's; a question for
 * a length, which the module answers by itself, none either.
 */
export function workNames(request: Request, reply: Buffer, result: number): readonly string[] {
  const { name } = request.call;
  const kind = kinds[name];
  const looksAtPin = kind === 'login' || kind === 'change-pin';
  if (result !== 0 && !looksAtPin) return [];
  if (kind === undefined) return [name, 'default'];
  if (kind === 'sign') {
    const key = signedBy(request, reply);
    return key === undefined ? [] : [`sign-${key}`, name, kind, 'default'];
  }
  const key = kind === 'generate' ? generated(request) : undefined;
  return [...(key === undefined ? [] : [`generate-${key}`]), name, kind, 'default'];
}

/** By the length of the signature; undefined when the reply tells only that length. */
function signedBy({ call }: Request, reply: Buffer): string | undefined {
  const at = replyStart(reply, call);
  if (reply[at] !== 1) return undefined;
  const length = reply.readUInt32BE(at + 1);
  return curves.get(length) ?? `rsa-${length * 8}`;
}

function generated({ frame, call, shape }: Request): string | undefined {
  const attributes = templatesOf(frame, call, shape)?.[0]?.attributes ?? [];
  for (const { type, start, end } of attributes) {
    if (type === CKA.modulusBits) return `rsa-${frame.readUInt32BE(end - 4)}`;
    if (type === CKA.ecParameters) return curveParameters.get(frame.toString('hex', start, end));
  }
  return undefined;
}

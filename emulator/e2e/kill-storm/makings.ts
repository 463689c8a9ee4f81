/** Three more ways in which an object gets onto a token, each ready to be asked for again and again; all are labelled `data`. */
import { type Attribute, attributeArray } from '../../wire/attributes.ts';
import { type ValueWriter, valueWriter } from '../../wire/values.ts';
import type { RawApplication } from '../raw-application.ts';
import { createData } from './calls.ts';

const CKA = {
  token: 1,
  label: 3,
  encrypt: 0x104,
  valueLength: 0x161,
  extractable: 0x162,
  wrap: 0x106,
  unwrap: 0x107,
};
const CKA_CLASS = 0;
const CKA_KEY_TYPE = 0x100;
const CKA_MODULUS_BITS = 0x121;
const CKM = { rsaKeyPair: 0, rsaPkcs: 1, aesKey: 0x1080 };
const [secretKey, aes] = [4, 0x1f];

/** Makes one object on the token; its result. */
export type Making = () => Promise<string>;

export const makings: Readonly<Record<string, (by: RawApplication, session: number) => Promise<Making>>> = {
  C_CreateObject: async (by, session) => async () => {
    await createData(by, session);
    return 'CKR_OK';
  },
  C_CopyObject: async (by, session) => {
    const original = await createData(by, session, false);
    return () => result(by, 'C_CopyObject', numbers(session, original), attributeArray([onToken]));
  },
  C_UnwrapKey: async (by, session) => {
    const { publicKey, privateKey } = await rsaPair(by, session);
    const made = await by.call(
      'C_GenerateKey',
      Buffer.concat([
        numbers(session),
        mechanism(CKM.aesKey),
        attributeArray([
          { type: CKA.valueLength, value: 16 },
          { type: CKA.extractable, value: true },
        ]),
      ]),
    );
    const wrapping = valueWriter().ulong(publicKey).ulong(made.values.ulong()).room(512).end();
    const wrapped = await by.call(
      'C_WrapKey',
      Buffer.concat([numbers(session), mechanism(CKM.rsaPkcs), wrapping]),
    );
    const bytes = valueWriter()
      .bytes(Buffer.from(wrapped.values.bytes() ?? []))
      .end();
    const template = attributeArray([
      { type: CKA_CLASS, value: secretKey },
      { type: CKA_KEY_TYPE, value: aes },
      onToken,
      { type: CKA.label, value: Buffer.from('data') },
    ]);
    return () =>
      result(
        by,
        'C_UnwrapKey',
        numbers(session),
        mechanism(CKM.rsaPkcs),
        numbers(privateKey),
        bytes,
        template,
      );
  },
};

const onToken: Attribute = { type: CKA.token, value: true };

async function result(by: RawApplication, call: string, ...values: readonly Buffer[]): Promise<string> {
  return (await by.call(call, Buffer.concat(values))).result;
}

async function rsaPair(
  by: RawApplication,
  session: number,
): Promise<{ readonly publicKey: number; readonly privateKey: number }> {
  const values = Buffer.concat([
    numbers(session),
    mechanism(CKM.rsaKeyPair),
    attributeArray([
      { type: CKA_MODULUS_BITS, value: 1024 },
      { type: CKA.wrap, value: true },
    ]),
    attributeArray([{ type: CKA.unwrap, value: true }]),
  ]);
  const made = await by.call('C_GenerateKeyPair', values);
  return { publicKey: made.values.ulong(), privateKey: made.values.ulong() };
}

/** Without parameter, as clients of the first age send it. */
function mechanism(type: number): Buffer {
  const bytes = Buffer.alloc(8, 0xff);
  bytes.writeUInt32BE(type, 0);
  return bytes;
}

function numbers(...values: readonly number[]): Buffer {
  return values.reduce<ValueWriter>((writer, value) => writer.ulong(value), valueWriter()).end();
}

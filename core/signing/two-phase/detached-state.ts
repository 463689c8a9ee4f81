/** A signature beside a file, prepared, as JSON: the file itself stays as it is, so its bytes are asked for again. */
import { Ajv, type JSONSchemaType } from 'ajv';
import { both } from '../../../foundation/bilingual.ts';
import { detachedAttributes, type PreparedDetached } from '../detached.ts';
import { fail } from '../errors.ts';
import { notOurs, type SignerState, signerFrom, signerSchema, signerState } from './prepared-state.ts';

export interface DetachedState extends SignerState {
  readonly version: 1;
  readonly kind: 'detached';
  /** ISO 8601: the claimed time, which stands in the attributes. */
  readonly signingTime: string;
}

const schema: JSONSchemaType<DetachedState> = {
  type: 'object',
  required: ['version', 'kind', 'signingTime', 'scheme', 'certificate', 'chain', 'attributes', 'digest'],
  additionalProperties: false,
  properties: {
    version: { type: 'number', const: 1 },
    kind: { type: 'string', const: 'detached' },
    signingTime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
    ...signerSchema,
  },
};
const isState = new Ajv().compile(schema);

export function detachedStateOf({ signer, attributes }: PreparedDetached, at: Date): DetachedState {
  return { version: 1, kind: 'detached', signingTime: at.toISOString(), ...signerState(signer, attributes) };
}

/** Throws SIGN_STATE_INVALID when state and content do not belong together any more. */
export function preparedDetachedFrom(state: unknown, content: Uint8Array): PreparedDetached {
  if (!isState(state)) throw notOurs();
  const at = new Date(state.signingTime);
  if (Number.isNaN(at.getTime())) throw notOurs();
  const signer = signerFrom(state);
  const attributes = detachedAttributes(content, signer, at);
  if (Buffer.from(attributes).toString('base64') !== state.attributes) {
    throw fail('SIGN_STATE_INVALID', {
      reason: both(
        'the file is another one, or was changed since it was prepared',
        'tệp là tệp khác, hoặc đã bị thay đổi từ khi chuẩn bị',
      ),
    });
  }
  return Object.freeze({ signer, attributes });
}

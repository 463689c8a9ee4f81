/** The JSON Schema that a PKI description must meet; defaults are filled in by the validator. */
import { revocationReasonNumbers } from './description.ts';

const text = { type: 'string', minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const id = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' } as const;
const years = (maximum: number) => ({ type: 'number', exclusiveMinimum: 0, maximum }) as const;
const tokenKey = { enum: ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384'] } as const;
const softwareKey = { enum: ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384'] } as const;

const object = (
  required: readonly string[],
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) => ({ type: 'object', additionalProperties: false, required, properties, ...more });

const subject = object(['commonName'], {
  commonName: { ...text, maxLength: 64 },
  organization: text,
  organizationalUnit: text,
  locality: text,
  country: { type: 'string', pattern: '^[A-Z]{2}$' },
});

const period = object(['years'], { since: time, years: years(50) });

const common = { id, name: text, keyType: tokenKey, years: years(50) };
const person = object(['id', 'kind', 'name', 'agency', 'citizenId'], {
  ...common,
  kind: { const: 'person' },
  title: text,
  agency: text,
  citizenId: { type: 'string', pattern: '^([0-9]{9}|[0-9]{12})$' },
});
const agency = object(['id', 'kind', 'name', 'taxCode'], {
  ...common,
  kind: { const: 'agency' },
  organization: text,
  taxCode: { type: 'string', pattern: '^[0-9]{10}(-[0-9]{3})?$' },
});
const service = object(['id', 'kind', 'name', 'agency'], {
  ...common,
  kind: { const: 'service' },
  agency: text,
});

export const descriptionSchema = object(['name', 'root', 'sub', 'subscribers'], {
  name: text,
  baseUrl: {
    type: 'string',
    pattern: '^https?://[^/?# ]+(/[^?# ]*[^/?# ])?$',
    default: 'http://127.0.0.1:8790',
  },
  keys: object(
    [],
    {
      authorities: { ...softwareKey, default: 'rsa-2048' },
      services: { ...softwareKey, default: 'rsa-2048' },
      subscribers: { ...tokenKey, default: 'rsa-2048' },
      padding: { enum: ['pkcs1', 'pss'], default: 'pkcs1' },
    },
    { default: {} },
  ),
  validity: object(
    [],
    {
      authorities: { ...period, default: { years: 20 } },
      services: { ...period, default: { years: 5 } },
      subscribers: object(
        [],
        { years: { ...years(50), default: 5 }, maxYears: { ...years(50), default: 5 } },
        { default: {} },
      ),
    },
    { default: {} },
  ),
  crl: object(
    [],
    { hours: { type: 'number', exclusiveMinimum: 0, maximum: 8784, default: 168 } },
    { default: {} },
  ),
  root: object(['subject'], { subject }),
  sub: object(['subject'], { subject }),
  ocsp: object(
    [],
    {
      subject: { ...subject, default: { commonName: 'OCSP' } },
      hours: { type: 'number', exclusiveMinimum: 0, maximum: 8784, default: 1 },
    },
    { default: {} },
  ),
  tsa: object(
    [],
    {
      subject: { ...subject, default: { commonName: 'TSA' } },
      policy: {
        type: 'string',
        pattern: '^[0-2](\\.(0|[1-9][0-9]{0,8})){1,20}$',
        default: '1.3.6.1.4.1.58888.1.1',
      },
      accuracySeconds: { type: 'integer', minimum: 0, maximum: 86400, default: 1 },
    },
    { default: {} },
  ),
  subscribers: {
    type: 'array',
    maxItems: 10000,
    items: {
      type: 'object',
      required: ['kind'],
      discriminator: { propertyName: 'kind' },
      oneOf: [person, agency, service],
    },
  },
  revocations: {
    type: 'array',
    maxItems: 10000,
    default: [],
    items: object(['subscriber', 'at', 'reason'], {
      subscriber: id,
      at: time,
      reason: { enum: Object.keys(revocationReasonNumbers).filter((reason) => reason !== 'removeFromCRL') },
    }),
  },
});

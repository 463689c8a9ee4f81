/** The requests of the adapter protocol as this product understands them, parsed and refused at the border. */
import { Ajv, type JSONSchemaType } from 'ajv';
import { fail } from './errors.ts';

export interface TokenAddress {
  readonly module: string;
  readonly label: string;
  readonly pin: string;
}

export interface SignParameters {
  readonly document: string;
  readonly output: string;
  readonly as: 'personal' | 'agency' | 'copy' | 'attachment' | 'annex';
  readonly regulation: string;
  readonly token: TokenAddress;
  readonly onBehalf?: string;
  readonly image?: string;
  /** Millimetres on the page. */
  readonly sizeMm?: { readonly width: number; readonly height: number };
  readonly anchor?: { readonly title: string; readonly name: string };
  readonly copyForm?: string;
  readonly agencyName?: string;
  readonly documentNumber?: string;
  readonly timeStampUrl?: string;
}

export interface VerifyParameters {
  readonly document: string;
  readonly trustDir: string;
  readonly regulation: string;
  readonly at?: string;
  readonly as?: 'original' | 'copy' | 'attachment' | 'annex';
}

export type Request =
  | { readonly id: number; readonly message: 'hello' | 'reset' | 'observe' }
  | { readonly id: number; readonly message: 'advance-clock'; readonly to: Date }
  | {
      readonly id: number;
      readonly message: 'perform';
      readonly operation: string;
      readonly parameters: unknown;
    };

const text = { type: 'string', minLength: 1 } as const;
const optionalText = { type: 'string', nullable: true } as const;
const millimetres = { type: 'number', exclusiveMinimum: 0, maximum: 2000 } as const;

const signSchema: JSONSchemaType<SignParameters> = {
  type: 'object',
  required: ['document', 'output', 'as', 'regulation', 'token'],
  properties: {
    document: text,
    output: text,
    as: { type: 'string', enum: ['personal', 'agency', 'copy', 'attachment', 'annex'] },
    regulation: text,
    token: {
      type: 'object',
      required: ['module', 'label', 'pin'],
      properties: { module: text, label: text, pin: { type: 'string' } },
    },
    onBehalf: optionalText,
    image: optionalText,
    sizeMm: {
      type: 'object',
      nullable: true,
      required: ['width', 'height'],
      properties: { width: millimetres, height: millimetres },
    },
    anchor: {
      type: 'object',
      nullable: true,
      required: ['title', 'name'],
      properties: { title: text, name: text },
    },
    copyForm: optionalText,
    agencyName: optionalText,
    documentNumber: optionalText,
    timeStampUrl: optionalText,
  },
};

const verifySchema: JSONSchemaType<VerifyParameters> = {
  type: 'object',
  required: ['document', 'trustDir', 'regulation'],
  properties: {
    document: text,
    trustDir: text,
    regulation: text,
    at: optionalText,
    as: { type: 'string', nullable: true, enum: ['original', 'copy', 'attachment', 'annex'] },
  },
};

interface Envelope {
  readonly id: number;
  readonly message: 'hello' | 'perform' | 'observe' | 'advance-clock' | 'reset';
  readonly operation?: string;
  readonly to?: string;
}

const envelopeSchema: JSONSchemaType<Envelope> = {
  type: 'object',
  required: ['id', 'message'],
  properties: {
    id: { type: 'integer', minimum: 0 },
    message: { type: 'string', enum: ['hello', 'perform', 'observe', 'advance-clock', 'reset'] },
    operation: optionalText,
    to: optionalText,
  },
};

const ajv = new Ajv({ allErrors: false, strict: true });
const isEnvelope = ajv.compile(envelopeSchema);
const isSign = ajv.compile(signSchema);
const isVerify = ajv.compile(verifySchema);

/** Parses one line. Throws ADAPTER_REQUEST_INVALID with the place that is wrong, never with its value. */
export function parseRequest(line: string): Request {
  const value = parsedJson(line);
  if (!isEnvelope(value)) throw invalid('request', isEnvelope.errors);
  if (value.message === 'advance-clock')
    return { id: value.id, message: value.message, to: moment(value.to) };
  if (value.message === 'perform') {
    if (value.operation === undefined) throw fail('ADAPTER_REQUEST_INVALID', { place: 'request/operation' });
    const { parameters } = value as { parameters?: unknown };
    return { id: value.id, message: 'perform', operation: value.operation, parameters };
  }
  return { id: value.id, message: value.message };
}

/** Throws ADAPTER_REQUEST_INVALID. */
export function parseSign(parameters: unknown): SignParameters {
  if (!isSign(parameters)) throw invalid('parameters', isSign.errors);
  return parameters;
}

/** Throws ADAPTER_REQUEST_INVALID. */
export function parseVerify(parameters: unknown): VerifyParameters {
  if (!isVerify(parameters)) throw invalid('parameters', isVerify.errors);
  return parameters;
}

/** An ISO 8601 moment. Throws ADAPTER_REQUEST_INVALID. */
export function moment(value: string | undefined): Date {
  const at = new Date(value ?? 'missing');
  if (Number.isNaN(at.getTime())) throw fail('ADAPTER_REQUEST_INVALID', { place: 'a time' });
  return at;
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw fail('ADAPTER_REQUEST_INVALID', { place: 'the line, which is not JSON' });
  }
}

function invalid(root: string, errors: typeof isEnvelope.errors) {
  const first = errors?.[0];
  return fail('ADAPTER_REQUEST_INVALID', {
    place: `${root}${first?.instancePath ?? ''} (${first?.message ?? 'wrong'})`,
  });
}

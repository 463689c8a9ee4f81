/** What a profile forbids: mechanisms, key sizes, curves, private keys from outside, changes to a write-protected token. */
import type { StoredToken } from '../../store/stored-token.ts';
import type { CurveName, TokenProfile } from '../../token/profile.ts';
import { byCallId, callIds } from '../../wire/calls.ts';
import { mechanismNamed } from '../../wire/mechanism-names.ts';
import { CKR } from '../../wire/results.ts';
import { booleanIn, bytesIn, type Template, templatesOf, ulongIn, withTrue } from '../../wire/templates.ts';
import type { Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';
import { askedAttribute } from './asked-attribute.ts';
import { judgedInOrder } from './judged-in-order.ts';
import { rawRsaGuard } from './raw-rsa.ts';

const CKA = {
  class: 0x0,
  token: 0x1,
  modulus: 0x120,
  modulusBits: 0x121,
  ecParams: 0x180,
  alwaysAuthenticate: 0x202,
} as const;

const privateKeyClass = 3;

/** DER of the named curves' object identifiers (RFC 5480, RFC 5639, SEC 2). */
const curveIds: Readonly<Record<CurveName, string>> = {
  'P-256': '06082a8648ce3d030107',
  'P-384': '06052b81040022',
  'P-521': '06052b81040023',
  secp256k1: '06052b8104000a',
  brainpoolP256r1: '06092b2403030208010107',
  brainpoolP384r1: '06092b240303020801010b',
};

const curveBits: Readonly<Record<CurveName, number>> = {
  'P-256': 256,
  'P-384': 384,
  'P-521': 521,
  secp256k1: 256,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
};

/** A profile's limits, ready to be asked; `mechanisms` undefined: all. */
export interface Limits {
  readonly mechanisms: ReadonlySet<number> | undefined;
  /** Key sizes that C_GetMechanismInfo shows for a mechanism of that family; undefined: the engine's own. */
  sizes(mechanism: number): { readonly min: number; readonly max: number } | undefined;
}

const known = new WeakMap<TokenProfile, Limits>();

export function limitsOf(profile: TokenProfile): Limits {
  const present = known.get(profile);
  if (present !== undefined) return present;
  const { mechanisms, keys } = profile;
  const rsa = keys.rsaBits === null ? undefined : range(keys.rsaBits);
  const ec = keys.curves === null ? undefined : range(keys.curves.map((curve) => curveBits[curve]));
  const limits: Limits = Object.freeze({
    mechanisms:
      mechanisms === null
        ? undefined
        : new Set(mechanisms.map((name) => mechanismNamed(name) ?? Number(name))),
    sizes: (mechanism: number) => (isRsa(mechanism) ? rsa : isEc(mechanism) ? ec : undefined),
  });
  known.set(profile, limits);
  return limits;
}

function range(sizes: readonly number[]) {
  return sizes.length === 0 ? undefined : { min: Math.min(...sizes), max: Math.max(...sizes) };
}

/** The mechanisms of PKCS#1 and X9.31, single and with a hash. */
function isRsa(mechanism: number): boolean {
  return mechanism === 0 || (mechanism >= 1 && mechanism <= 0xe) || (mechanism >= 0x40 && mechanism <= 0x47);
}

function isEc(mechanism: number): boolean {
  return mechanism >= 0x1040 && mechanism <= 0x1051;
}

/** Carry on with the request (it may have been rewritten), or refuse it. */
export type Verdict = Request | number;

/** Calls that a guard looks at before they go to the engine; all others pass without a question. */
type Guard = (request: Request, session: Session) => Verdict | Promise<Verdict>;

const guards: readonly (Guard | undefined)[] = byCallId<Guard>({
  C_GenerateKeyPair: (request, { attachment }) => generate(request, attachment.token),
  C_GenerateKey: created,
  C_CreateObject: imported,
  C_UnwrapKey: imported,
  C_CopyObject: copied,
  C_DeriveKey: created,
  C_DestroyObject: changed,
  C_SetAttributeValue: changed,
  C_Sign: rawRsaGuard('C_Sign'),
  C_Verify: rawRsaGuard('C_Verify'),
  C_Encrypt: rawRsaGuard('C_Encrypt'),
});

/** Calls whose templates say what an object is to be. A search that contradicts itself finds nothing, as it should. */
const describing = callIds(
  'C_CopyObject',
  'C_CreateObject',
  'C_DeriveKey',
  'C_GenerateKey',
  'C_GenerateKeyPair',
  'C_SetAttributeValue',
  'C_UnwrapKey',
);

/** Of use while a PIN must be changed first; everything else is answered CKR_PIN_EXPIRED. */
const allowedWhileLimited = callIds('C_SetPIN', 'C_Login', 'C_Logout', 'C_CloseSession', 'C_GetSessionInfo');

/**
 * What the token's kind makes of a call on a session. Undefined: nothing, the request goes on as it is; that is all
 * that the hot path ever sees.
 */
export function guarded(
  request: Request,
  session: Session,
): Verdict | undefined | Promise<Verdict | undefined> {
  return judgedInOrder(session, () => judged(request, session));
}

function judged(request: Request, session: Session): Verdict | Promise<Verdict> | undefined {
  const { attachment } = session;
  const { call, shape, frame } = request;
  if (attachment.limited && attachment.login !== 'none' && !allowedWhileLimited.has(call.id))
    return CKR.CKR_PIN_EXPIRED;
  if (shape.mechanismEnd !== 0) {
    const { mechanisms } = limitsOf(attachment.token.profile);
    if (mechanisms?.has(frame.readUInt32BE(shape.mechanismStart)) === false) return CKR.CKR_MECHANISM_INVALID;
  }
  if (describing.has(call.id) && contradictsItself(request)) return CKR.CKR_TEMPLATE_INCONSISTENT;
  return guards[call.id]?.(request, session);
}

/**
 * An attribute twice with different values, of which SoftHSM takes the last one. PKCS#11 3.0, 4.1.1, has it refused;
 * the same value twice should be as good as once.
 */
function contradictsItself({ frame, call, shape }: Request): boolean {
  return templatesOf(frame, call, shape)?.some(({ contradictory }) => contradictory) === true;
}

const rsaPairMechanisms = new Set([0x0, 0xa]);

function generate(request: Request, token: StoredToken): Verdict {
  const { keys } = token.profile;
  const { frame, shape } = request;
  const free = keys.rsaBits === null && keys.curves === null && !keys.alwaysAuthenticate;
  if (free && !token.state().writeProtected) return request;
  const templates = templatesOf(frame, request.call, shape);
  const [publicKey, privateKey] = templates ?? [];
  if (publicKey === undefined || privateKey === undefined) return CKR.CKR_ATTRIBUTE_TYPE_INVALID;
  if (writesToToken(frame, token, publicKey, privateKey)) return CKR.CKR_TOKEN_WRITE_PROTECTED;
  const mechanism = frame.readUInt32BE(shape.mechanismStart);
  const bits = ulongIn(frame, publicKey, CKA.modulusBits);
  if (rsaPairMechanisms.has(mechanism) && bits !== undefined && keys.rsaBits?.includes(bits) === false) {
    return CKR.CKR_KEY_SIZE_RANGE;
  }
  const curve = bytesIn(frame, publicKey, CKA.ecParams);
  if (isEc(mechanism) && curve !== undefined && !curveFits(curve, token.profile)) return CKR[keys.wrongCurve];
  if (!keys.alwaysAuthenticate) return request;
  request.frame = withTrue(frame, privateKey, CKA.alwaysAuthenticate);
  return request;
}

function curveFits(parameters: Buffer, { keys }: TokenProfile): boolean {
  return keys.curves === null || keys.curves.some((curve) => curveIds[curve] === parameters.toString('hex'));
}

/** C_CreateObject, C_UnwrapKey: a private key from outside. */
function imported(request: Request, { attachment }: Session): Verdict {
  const { token } = attachment;
  const { keys } = token.profile;
  const limited = !keys.import || keys.rsaBits !== null || keys.curves !== null || keys.alwaysAuthenticate;
  if (!limited && !token.state().writeProtected) return request;
  const { frame } = request;
  const [template] = templatesOf(frame, request.call, request.shape) ?? [];
  if (template === undefined) return CKR.CKR_ATTRIBUTE_TYPE_INVALID;
  if (writesToToken(frame, token, template)) return CKR.CKR_TOKEN_WRITE_PROTECTED;
  if (ulongIn(frame, template, CKA.class) !== privateKeyClass) return request;
  if (!keys.import) return CKR[keys.wrongImport];
  const bits = bitsOf(bytesIn(frame, template, CKA.modulus));
  if (bits !== undefined && keys.rsaBits?.includes(bits) === false) return CKR.CKR_ATTRIBUTE_VALUE_INVALID;
  const curve = bytesIn(frame, template, CKA.ecParams);
  if (curve !== undefined && !curveFits(curve, token.profile)) return CKR[keys.wrongCurve];
  if (keys.alwaysAuthenticate) request.frame = withTrue(frame, template, CKA.alwaysAuthenticate);
  return request;
}

function bitsOf(modulus: Buffer | undefined): number | undefined {
  if (modulus === undefined) return undefined;
  const first = modulus.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24;
}

/** Calls that make an object: on a write-protected token only one of the session. */
function created(request: Request, { attachment: { token } }: Session): Verdict {
  if (!token.state().writeProtected) return request;
  const [template] = templatesOf(request.frame, request.call, request.shape) ?? [];
  if (template === undefined) return CKR.CKR_TOKEN_WRITE_PROTECTED;
  return writesToToken(request.frame, token, template) ? CKR.CKR_TOKEN_WRITE_PROTECTED : request;
}

function writesToToken(frame: Buffer, token: StoredToken, ...templates: readonly Template[]): boolean {
  return token.state().writeProtected && templates.some((one) => booleanIn(frame, one, CKA.token) === true);
}

/** A copy stays where its original is, unless its template says otherwise. */
function copied(request: Request, session: Session): Verdict | Promise<Verdict> {
  const [template] = templatesOf(request.frame, request.call, request.shape) ?? [];
  const unsaid = template !== undefined && booleanIn(request.frame, template, CKA.token) === undefined;
  return unsaid ? changed(request, session) : created(request, session);
}

/** Calls on an object that is there: whether it is one of the token, the engine knows. */
async function changed(request: Request, session: Session): Promise<Verdict> {
  if (!session.attachment.token.state().writeProtected) return request;
  const handle = request.frame.readUInt32BE(request.shape.values + 12);
  const [onToken] = (await askedAttribute(session, handle, CKA.token, 1)) ?? [];
  return onToken === 1 ? CKR.CKR_TOKEN_WRITE_PROTECTED : request;
}

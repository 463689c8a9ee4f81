/** The names under which a profile's `latency` may give a time; what `policy/work-names.ts` asks for, and no others. */
import { nearestName } from '../mistakes.ts';
import { calls } from '../wire/calls.ts';

/** Calls about no token at all are answered by the module, in no time. */
const functions: readonly string[] = calls.flatMap((call) =>
  call === undefined || call.subject === 'nothing' ? [] : [call.name],
);

const works: readonly string[] = ['sign', 'generate', 'login', 'change-pin', 'default'];

const curveWorks: readonly string[] = ['sign', 'generate'].flatMap((work) =>
  ['p-256', 'p-384', 'p-521'].map((curve) => `${work}-${curve}`),
);

const names: ReadonlySet<string> = new Set([...functions, ...works, ...curveWorks]);

/** The bits of the modulus; a signature tells them in whole bytes. */
const rsaWork = /^(?:sign|generate)-rsa-([1-9]\d{2,4})$/;

const known =
  'known are default, login, change-pin, sign, generate, sign- and generate- with p-256, p-384, p-521 or rsa- and the bits ' +
  '(sign-rsa-2048), and every PKCS#11 function about a token (C_Sign)';

/** Why no call ever takes its time by that name; undefined when one can. */
export function latencyNameFlaw(name: string): string | undefined {
  const bits = Number(rsaWork.exec(name)?.[1] ?? 0);
  if (names.has(name) || (bits >= 512 && bits <= 16384 && bits % 8 === 0)) return undefined;
  const meant = nearestName(name, [...names, 'sign-rsa-2048', 'sign-rsa-3072', 'sign-rsa-4096']);
  return `is no work that has a time${meant === undefined ? '' : ` (did you mean ${meant}?)`}; ${known}`;
}

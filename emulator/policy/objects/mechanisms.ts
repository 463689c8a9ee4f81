/**
 * C_GetMechanismList and C_GetMechanismInfo: the engine's answer, as far as the token's kind has them and they can be
 * carried between the p11-kit of the application and that of the engine.
 */
import type { EngineLink } from '../../store/engine-link.ts';
import { callNamed } from '../../wire/calls.ts';
import { isCarried } from '../../wire/mechanism.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import { engineOf } from '../engines/engines.ts';
import { type Answer, type Application, attachmentOf, type PolicedCall } from '../line/application.ts';
import { tokenIn } from '../slots/readers.ts';
import { limitsOf } from './limits.ts';

/** SoftHSM has about 80. */
const roomForAll = 1024;

export async function mechanismList({ application, shared, call, values }: PolicedCall): Promise<Answer> {
  const token = tokenIn(shared, values.ulong());
  if (typeof token === 'number') return token;
  const room = values.room();
  const { mechanisms } = limitsOf(token.profile);
  const { link, slot } = await engineOf(attachmentOf(application, token), shared);
  const asIs = mechanisms === undefined && link.age === application.mechanisms;
  const asked = valueWriter()
    .ulong(slot)
    .room(asIs ? room : roomForAll);
  const reply = await link.call(call, asked.end());
  if (reply.values === undefined || asIs) return reply.raw ?? reply.result;
  const offered = reply.values
    .ulongs()
    .filter((mechanism) => mechanisms?.has(mechanism) !== false && reaches(link, mechanism, application));
  return valueWriter().ulongs(offered, room).end();
}

export async function mechanismInfo({ application, shared, values }: PolicedCall): Promise<Answer> {
  const token = tokenIn(shared, values.ulong());
  if (typeof token === 'number') return token;
  const mechanism = values.ulong();
  const { mechanisms, sizes } = limitsOf(token.profile);
  if (mechanisms?.has(mechanism) === false) return CKR.CKR_MECHANISM_INVALID;
  const { link, slot } = await engineOf(attachmentOf(application, token), shared);
  if (!reaches(link, mechanism, application)) return CKR.CKR_MECHANISM_INVALID;
  const asked = valueWriter().ulong(slot).ulong(mechanism).end();
  const reply = await link.call(callNamed('C_GetMechanismInfo'), asked);
  if (reply.raw === undefined) return reply.result;
  const size = sizes(mechanism);
  if (size === undefined) return reply.raw;
  return Buffer.concat([valueWriter().ulong(size.min).ulong(size.max).end(), reply.raw.subarray(16)]);
}

/** What would be refused in every use is not offered either. */
function reaches(link: EngineLink, mechanism: number, application: Application): boolean {
  return isCarried(mechanism, application.mechanisms, link.age);
}

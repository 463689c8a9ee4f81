/** A process that issues and revokes until it is killed, and says on stdout what it has been acknowledged. */

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { createPki, parsePkiDescription } from '../index.ts';

const [, , dir = '', limit = '1000000'] = process.argv;
const example = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
const pki = await createPki({ description: parsePkiDescription(example), dir, clock: systemClock });
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });

for (let count = 0; count < Number(limit); count += 1) {
  const { serial } = await pki.issue('chu-tich', spki);
  process.stdout.write(`issued ${serial}\n`);
  if (count % 2 === 1) continue;
  await pki.revoke(serial, { at: systemClock.now(), reason: 'keyCompromise' });
  process.stdout.write(`revoked ${serial}\n`);
}
pki.close();

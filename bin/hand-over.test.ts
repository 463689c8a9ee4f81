/** What an old Node does for us: nothing but hand over, exit code and signals included. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../foundation/paths.ts';

const module = JSON.stringify(join(projectRoot, 'bin', 'hand-over.js'));

/** A process that hands over to `inner`, both Node. */
function handingOver(inner: string) {
  const outer = `import(${module}).then(({ handOver }) => handOver(process.execPath, ['-e', ${JSON.stringify(inner)}]))`;
  return spawn(process.execPath, ['-e', outer], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('handOver', () => {
  it('ends with the exit code of the other', async () => {
    expect(await once(handingOver('process.exit(7)'), 'exit')).toEqual([7, null]);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('passes %s on and waits for the end', async (signal) => {
    const outer = handingOver(
      `process.on('${signal}', () => process.exit(8)); setInterval(() => {}, 1000); console.log('ready')`,
    );
    await once(outer.stdout, 'data');
    outer.kill(signal);
    expect(await once(outer, 'exit')).toEqual([8, null]);
  });

  it('takes the other with it when it is killed, and passes nothing of that on', async () => {
    const starter = JSON.stringify(join(projectRoot, 'bin', 'starter.js'));
    const outer = handingOver(
      `import(${starter}).then(({ endWithStarter, starterVariable }) => {
        endWithStarter();
        console.log(process.env[starterVariable] ?? 'nothing');
        setInterval(() => {}, 1000);
      })`,
    );
    const [said] = (await once(outer.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('nothing\n');
    // Its output is the other's too, so that this never comes while that one runs.
    const closed = once(outer, 'close');
    outer.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
  });

  it('lets the other end by itself though that watches', async () => {
    const starter = JSON.stringify(join(projectRoot, 'bin', 'starter.js'));
    const inner = `import(${starter}).then(({ endWithStarter }) => { endWithStarter(); process.exitCode = 6; })`;
    expect(await once(handingOver(inner), 'exit')).toEqual([6, null]);
  });

  it('dies of the signal that the other died of', async () => {
    const [code, signal] = await once(handingOver(`process.kill(process.pid, 'SIGKILL')`), 'exit');
    expect([code, signal]).toEqual([null, 'SIGKILL']);
  });
});

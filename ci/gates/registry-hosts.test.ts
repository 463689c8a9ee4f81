/** The gate sees a registry wherever it is named, and leaves ordinary addresses alone. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutHosts } from './registry-hosts.ts';

describe('registry-hosts', () => {
  it('complains about a registry in a script', () => {
    const text = `#!/bin/sh\nnpm i --registry https://${['registry', 'npmjs', 'org'].join('.')}/\n`;
    expect(complaintsAboutHosts([{ path: 'ci/x.sh', text }])).toEqual(['ci/x.sh:2 names a package registry']);
  });

  it('complains about a fixed address in the lock file', () => {
    const text = '{\n  "resolved": "https://example.test/a.tgz"\n}';
    expect(complaintsAboutHosts([{ path: 'package-lock.json', text }])).toHaveLength(1);
  });

  it('does not complain about the word registry or other addresses', () => {
    const text = 'The registry of tokens is at http://127.0.0.1:8080/registry; see https://example.org.\n';
    expect(complaintsAboutHosts([{ path: 'README.md', text }])).toEqual([]);
  });
});

/*
 * Compares what a DpfHcpProvisioner says of random objects with what a real API server says, under upstream's own
 * definitions:
 *
 *   node --import tsx test/cluster/dpf-hcp.ts --release 0.1.0 --definitions FILE [--definitions FILE] [--count N] [--seed N]
 *
 * Without definitions the API server gets ours. `npm run test:cluster` does that for each release, with fewer objects.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { findAssets } from './assets';
import { Client } from './client';
import { ControlPlane } from './control-plane';
import { compareVerdicts } from './dpf-hcp-verdicts';
import { KubeObject } from './objects';
import { RELEASES } from '../../src/dpf-hcp/catalogue/releases';
import { definitionsOf } from '../../src/dpf-hcp/private/crds';

const { values: options } = parseArgs({
  options: {
    release: { type: 'string', default: '0.1.0' },
    definitions: { type: 'string', multiple: true },
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});

async function main(): Promise<boolean> {
  const release = RELEASES.find(({ version }) => version === options.release);
  if (!release) throw new Error(`--release: got ${options.release}; allowed: ${RELEASES.map(({ version }) => version).join(', ')}`);
  const given = options.definitions?.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KubeObject));
  const definitions = given ?? definitionsOf(release) as unknown as KubeObject[];
  const plane = await ControlPlane.start(await findAssets(console.log));
  const client = new Client(plane.endpoint);
  try {
    const { judged, taken, disagreements } = await compareVerdicts(client, {
      definitions, release, count: Number(options.count), seed: Number(options.seed),
    });
    disagreements.forEach((one) => console.log(`DISAGREEMENT\n    ${one}`));
    console.log(`${given ? 'upstream\'s' : 'our'} definitions ${release.version}: ${judged} objects, ${taken} taken, ${judged - taken} refused, `
      + `${disagreements.length} disagreements`);
    return disagreements.length === 0;
  } finally {
    client.close();
    await plane.stop();
  }
}

void main().then((ok) => process.exit(ok ? 0 : 1), (error) => {
  console.error(error);
  process.exit(1);
});

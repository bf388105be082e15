import { App, Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { ApiError, Client } from './client';
import { Judge } from './judge';
import { asKubeObject, bareNamespace, isClusterScoped, isCrd, KubeObject } from './objects';
import { Server } from './server-run';
import { outsideObjects } from './suites';
import { PeerPodsCrds, PeerPodsResource } from '../../src';
import { RELEASES } from '../../src/dpf-hcp/catalogue/releases';
import { definitionsOf } from '../../src/dpf-hcp/private/crds';
import { settle, Subject, SUBJECTS, synthesize } from '../properties/constructs';
import { Made, pathsOf, withValue } from '../properties/recipe';
import { WRONG } from '../properties/wrong';

/** How many wrong values are tried in each sample: most of them are refused at synth. */
const WRONG_VALUES = 12;

/** Objects of one recipe, and what was changed in it. */
interface Sample {
  readonly objects: readonly KubeObject[];
  readonly recipe: unknown;
  readonly change?: string;
}

/**
 * Has the server judge random props of every construct, without keeping anything: what the docs allow, and what the library lets
 * pass of values that are wrong.
 */
export const judgeRandom = (count: number, seed: number) => async ({ client, report, say }: Server): Promise<void> => {
  const judge = new Judge(client);
  const definitions = new PeerPodsCrds(new App(), 'crds', { resources: Object.values(PeerPodsResource) }).toJson() as KubeObject[];
  report.verdict(await judge.install([...outsideObjects(), ...definitions]));
  const print = console.error;
  console.error = () => undefined; // warnings at synth
  for (const subject of SUBJECTS) await judgeSubject(subject, samplesOf(subject, count, seed), { judge, client, report });
  console.error = print;
  say(`seed ${seed}`);
};

async function judgeSubject(
  { name }: Subject, samples: readonly Sample[], { judge, client, report }: Pick<Server, 'client' | 'report'> & { readonly judge: Judge },
): Promise<void> {
  const refused: string[] = [];
  const warned = new Set<string>();
  let release = '';
  for (const sample of [...samples].sort((one, other) => (releaseOf(one) < releaseOf(other) ? -1 : 1))) {
    if (release !== releaseOf(sample)) await defineKinds(judge, release = releaseOf(sample));
    const said = await Promise.all(sample.objects.map((object) => answer(client, object)));
    said.flatMap(({ warnings }) => warnings).forEach((one) => warned.add(one));
    const change = sample.change === undefined ? '' : `with ${sample.change}: `;
    refused.push(...said.flatMap(({ refusal }) => (refusal === undefined ? [] : `${change}${refusal}`)));
  }
  const changed = samples.filter(({ change }) => change !== undefined).length;
  const objects = samples.reduce((sum, sample) => sum + sample.objects.length, 0);
  report.line(samples.length > changed && !refused.length, `${name}: ${samples.length - changed} random props, and ${changed} with a wrong value that `
    + `synth lets pass: ${objects} objects, ${refused.length} refused, ${warned.size} kinds of warnings`, [...new Set(refused)]);
}

/** The releases of the DPF-HCP operator have different definitions of one kind. */
const releaseOf = ({ recipe }: Sample) => /^DpfHcpRelease\.(\w+)$/.exec(((recipe as Record<string, unknown>).release as Made | undefined)?.what ?? '')?.[1] ?? '';

async function defineKinds(judge: Judge, member: string): Promise<void> {
  const release = RELEASES.find(({ version }) => `V${version.toUpperCase().replace(/[.-]/g, '_')}` === member);
  if (release) await judge.install(definitionsOf(release) as unknown as KubeObject[]);
}

function samplesOf(subject: Subject, count: number, seed: number): Sample[] {
  const wrongValues = fc.array(fc.tuple(fc.nat(), WRONG), { minLength: WRONG_VALUES, maxLength: WRONG_VALUES });
  const arbitrary = fc.tuple(subject.arbitrary, wrongValues);
  const asObjects = (all: readonly unknown[]) => all.map((one) => asKubeObject(one, subject.name)).filter((one) => !isCrd(one));
  return fc.sample(arbitrary, { numRuns: count, seed }).flatMap(([props, wrong]): Sample[] => {
    const { recipe, objects } = settle(subject, props);
    const paths = pathsOf(recipe).slice(1);
    const passed = wrong.flatMap(([place, value]): Sample[] => {
      const path = paths[place % paths.length] ?? [];
      const changed = withValue(recipe, path, value);
      try {
        const written = synthesize(subject, changed);
        Yaml.stringify(...written); // refuses what UTF-8 cannot hold
        const change = `${path.join('.')} = ${JSON.stringify(value)?.slice(0, 80)}`;
        return [{ recipe, objects: asObjects(written), change }];
      } catch {
        return [];
      }
    });
    return [{ recipe, objects: asObjects(objects) }, ...passed];
  });
}

const namespaces = new Set<string>();

interface Answer {
  readonly refusal?: string;
  readonly warnings: readonly string[];
}

/** What the server says of an object. */
async function answer(client: Client, object: KubeObject): Promise<Answer> {
  try {
    const namespace = object.metadata.namespace ?? 'default';
    if (!isClusterScoped(object) && !namespaces.has(namespace)) {
      await client.apply(bareNamespace(namespace));
      namespaces.add(namespace);
    }
    return { warnings: (await client.apply(object, { dryRun: true })).warnings };
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error.message, warnings: [] };
    throw error;
  }
}

import { behaves, Behaviour, CONTROLLER, KATA_DEPLOY, PeerPodsFacts, WEBHOOK } from './input';
import { planPeerPods } from './map';
import { peerpods } from './schema';
import { has } from '../../../common/private/free-keys';
import { PEER_PODS_RELEASES } from '../../../peer-pods/internal';
import { ChartEdition } from '../../chart-edition';
import { refuse } from '../../chart-on-disk/refusal';
import { defaultsOf, EditionDocument, keyOf } from '../../editions/edition-document';
import { editionDocument } from '../../editions/edition-store';
import { bool, ObjectNode } from '../../engine/schema';
import { isMap } from '../../engine/tree';
import { kataDeployFacts } from '../kata-deploy/editions';

/** Names that providers have in one edition or another. */
const SECTIONS = [
  'alibabacloud', 'aws', 'azure', 'byom', 'docker', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'ibmcloudpowervs', 'libvirt', 'vsphere',
];

/** Names of providers that the chart has and the adaptor refuses, with the adaptor's own. */
const ALIASES: Readonly<Record<string, string>> = { ibmcloudpowervs: 'ibmcloud-powervs' };

/** An edition of the chart peerpods. */
export function peerPodsEdition(version: string, document: EditionDocument = editionDocument('peerpods', version)): ChartEdition {
  const facts = peerPodsFacts(version, document);
  return { schema: peerPodsSchema(facts), plan: (user, context) => planPeerPods(facts, user, context) };
}

/** What is known of an edition, by itself or as a dependency of another chart. */
export function peerPodsFacts(version: string, document: EditionDocument = editionDocument('peerpods', version)): PeerPodsFacts {
  const { values, subcharts } = document;
  const does = (behaviour: Behaviour) => document.behaviours.includes(behaviour);
  const release = PEER_PODS_RELEASES.find((one) => `v${one.version}` === document.appVersion)!;
  const of = (key: string) => document.dependencies.find((one) => keyOf(one) === key)!;
  const kata = of(KATA_DEPLOY);
  const kataDeploy = kataDeployFacts(kata.version, subcharts[KATA_DEPLOY]);
  if (kataDeploy.release.interface === 'per-list') refuse('charts/kata-deploy', `has the templates of ${kataDeploy.release.version}, which do not support shims by name; allowed: 3.23.0 or newer`);
  const files = Object.keys(document.files).flatMap((path) => /^providers\/(.+)\.yaml$/.exec(path)?.slice(1) ?? []);
  const aliases = Object.fromEntries(Object.entries(ALIASES).filter(([name]) => files.includes(name)));
  return {
    release,
    upstream: { ...values, [CONTROLLER]: subcharts[CONTROLLER].values, [WEBHOOK]: subcharts[WEBHOOK].values },
    defaults: defaultsOf(document),
    kataDeploy,
    dependencies: {
      [KATA_DEPLOY]: { values: kataDeploy.defaults, condition: kata.condition },
      [CONTROLLER]: { values: defaultsOf(subcharts[CONTROLLER]), condition: of(CONTROLLER).condition },
      [WEBHOOK]: { values: defaultsOf(subcharts[WEBHOOK]), condition: of(WEBHOOK).condition },
    },
    ownNamespaces: has(values, 'namespace'),
    secretNamesOptional: !does('needs-secret-name'),
    ssh: {
      providers: does('byom-keys') ? ['libvirt', 'byom'] : ['libvirt'],
      publicKey: does('ssh-key-for-all') ? 'id_rsa.pub' : does('byom-keys') ? 'id_rsa_pub' : undefined,
      pairsFor: does('byom-keys') ? ['byom'] : [],
      mountedForAll: does('ssh-key-for-all'),
    },
    certificates: isMap(values.secrets) && has(values.secrets, 'tlsCerts'),
    tlsProfile: has(values, 'tlsProfile'),
    behaviours: document.behaviours,
    filesOfRemoved: files.filter((name) => !release.providers.includes(aliases[name] ?? name)),
    aliases,
  };
}

/** What the values of an edition may be. */
export function peerPodsSchema(facts: PeerPodsFacts): ObjectNode {
  const { [KATA_DEPLOY]: kataDeploy } = facts.dependencies;
  const { schema } = facts.kataDeploy;
  return peerpods({
    providers: SECTIONS.filter((name) => !(name in ALIASES) || name in facts.aliases),
    sections: SECTIONS,
    // In 0.1.0 nothing turns kata-deploy off.
    kataDeploy: kataDeploy.condition ? { ...schema, fields: { ...schema.fields, enabled: bool() } } : schema,
    roles: behaves(facts, 'rrsa-token'),
    has: (...path) => hasPath(facts.upstream, path),
  });
}

function hasPath(values: unknown, [key, ...rest]: readonly string[]): boolean {
  return key === undefined || (isMap(values) && has(values, key) && hasPath(values[key], rest));
}

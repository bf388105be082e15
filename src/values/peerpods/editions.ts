import { PEER_PODS_0_17_0, PEER_PODS_0_22_0 } from '../../peer-pods/internal';
import { ChartEdition } from '../chart-edition';
import {
  CONTROLLER_0_1_0, CONTROLLER_0_4_0, PEERPODS_0_1_0, PEERPODS_0_4_0, WEBHOOK_0_1_0, WEBHOOK_0_4_0,
} from './defaults';
import { PeerPodsFacts } from './facts';
import { CONTROLLER, KATA_DEPLOY, WEBHOOK } from './keys';
import { planPeerPods } from './plan';
import { peerpods } from './schema';
import { bool, ObjectNode } from '../helm/schema';
import { Values } from '../helm/tree';
import { kataDeployFacts } from '../kata-deploy/editions';
import { KataDeployFacts } from '../kata-deploy/input';

const KATA_DEPLOY_FACTS_3_25_0 = kataDeployFacts('3.25.0');
const KATA_DEPLOY_FACTS_4_0_0 = kataDeployFacts('4.0.0');

/** Names that providers have in one edition or another. */
const SECTIONS = [
  'alibabacloud', 'aws', 'azure', 'byom', 'docker', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'ibmcloudpowervs', 'libvirt', 'vsphere',
];

function edition(facts: PeerPodsFacts, without: readonly string[]): ChartEdition {
  const providers = SECTIONS.filter((name) => !without.includes(name));
  return {
    schema: peerpods({ providers, sections: SECTIONS, ownNamespace: facts.ownNamespaces, kataDeploy: kataDeploySchema(facts) }),
    plan: (user, context) => planPeerPods(facts, user, context),
  };
}

/** In 0.1.0 nothing turns kata-deploy off. */
function kataDeploySchema({ kataDeploy, dependencies: { [KATA_DEPLOY]: { condition } } }: PeerPodsFacts): ObjectNode {
  const { fields } = kataDeploy.schema;
  return condition ? { ...kataDeploy.schema, fields: { ...fields, enabled: bool() } } : kataDeploy.schema;
}

const dependencies = (kataDeploy: KataDeployFacts, condition: string | undefined, controller: Values, webhook: Values) => ({
  [KATA_DEPLOY]: { values: kataDeploy.defaults, condition },
  [CONTROLLER]: { values: controller, condition: `${CONTROLLER}.enabled` },
  [WEBHOOK]: { values: webhook, condition: `${WEBHOOK}.enabled` },
});

/** peerpods 0.1.0. */
export const PEERPODS_EDITION_0_1_0 = edition({
  release: PEER_PODS_0_17_0,
  defaults: PEERPODS_0_1_0,
  kataDeploy: KATA_DEPLOY_FACTS_3_25_0,
  dependencies: dependencies(KATA_DEPLOY_FACTS_3_25_0, undefined, CONTROLLER_0_1_0, WEBHOOK_0_1_0),
  ownNamespaces: true,
  secretNamesOptional: false,
  ssh: { providers: ['libvirt'], publicKey: 'id_rsa.pub', pairsFor: [], mountedForAll: true },
  certificates: false,
  tokens: false,
  filesOfRemoved: [],
  aliases: {},
}, ['ibmcloudpowervs']);

/** peerpods 0.4.0. It has a file for vsphere still, which its adaptor does not know any more. */
export const PEERPODS_EDITION_0_4_0 = edition({
  release: PEER_PODS_0_22_0,
  defaults: PEERPODS_0_4_0,
  kataDeploy: KATA_DEPLOY_FACTS_4_0_0,
  dependencies: dependencies(KATA_DEPLOY_FACTS_4_0_0, `${KATA_DEPLOY}.enabled`, CONTROLLER_0_4_0, WEBHOOK_0_4_0),
  ownNamespaces: false,
  secretNamesOptional: true,
  ssh: { providers: ['libvirt', 'byom'], publicKey: 'id_rsa_pub', pairsFor: ['byom'], mountedForAll: false },
  certificates: true,
  tokens: true,
  filesOfRemoved: ['vsphere'],
  aliases: { ibmcloudpowervs: 'ibmcloud-powervs' },
}, []);

import { PEER_PODS_0_17_0, PEER_PODS_0_22_0 } from '../../peer-pods/internal';
import { ChartEdition } from '../chart-edition';
import { CONTROLLER } from './controller';
import {
  CONTROLLER_0_1_0, CONTROLLER_0_4_0, PEERPODS_0_1_0, PEERPODS_0_4_0, WEBHOOK_0_1_0, WEBHOOK_0_4_0,
} from './defaults';
import { PeerPodsFacts } from './facts';
import { planPeerPods } from './plan';
import { peerpods } from './schema';
import { WEBHOOK } from './webhook';
import { anything } from '../helm/schema';
import { Values } from '../helm/tree';

/** Names that providers have in one edition or another. */
const SECTIONS = [
  'alibabacloud', 'aws', 'azure', 'byom', 'docker', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'ibmcloudpowervs', 'libvirt', 'vsphere',
];

function edition(facts: PeerPodsFacts, without: readonly string[]): ChartEdition {
  const providers = SECTIONS.filter((name) => !without.includes(name));
  return {
    schema: peerpods({ providers, sections: SECTIONS, ownNamespace: facts.ownNamespaces, kataDeploy: anything() }),
    plan: (user, context) => planPeerPods(facts, user, context),
  };
}

const dependencies = (controller: Values, webhook: Values) => ({
  [CONTROLLER]: { values: controller, condition: `${CONTROLLER}.enabled` },
  [WEBHOOK]: { values: webhook, condition: `${WEBHOOK}.enabled` },
});

/** peerpods 0.1.0. */
export const PEERPODS_EDITION_0_1_0 = edition({
  release: PEER_PODS_0_17_0,
  defaults: PEERPODS_0_1_0,
  dependencies: dependencies(CONTROLLER_0_1_0, WEBHOOK_0_1_0),
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
  dependencies: dependencies(CONTROLLER_0_4_0, WEBHOOK_0_4_0),
  ownNamespaces: false,
  secretNamesOptional: true,
  ssh: { providers: ['libvirt', 'byom'], publicKey: 'id_rsa_pub', pairsFor: ['byom'], mountedForAll: false },
  certificates: true,
  tokens: true,
  filesOfRemoved: ['vsphere'],
  aliases: { ibmcloudpowervs: 'ibmcloud-powervs' },
}, []);

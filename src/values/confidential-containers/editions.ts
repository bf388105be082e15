import { RELEASE_0_16_0_PRE_CI, RELEASE_3_21_0, RELEASE_3_22_0 } from '../../kata/internal';
import { ChartEdition } from '../chart-edition';
import { ENV_KEYS_3_21, ENV_KEYS_3_21_CI, ENV_KEYS_3_22, UMBRELLA_0_16_0, UMBRELLA_0_16_0_PRE } from './defaults';
import { planUmbrella, UmbrellaFacts } from './plan';
import { umbrella } from './schema';

const RUNTIME = 'kata-as-coco-runtime';
const RUNTIME_FOR_CI = 'kata-as-coco-runtime-for-ci';

function edition(facts: UmbrellaFacts, scratch: readonly string[] = []): ChartEdition {
  const envKeys = Object.fromEntries(Object.entries(facts.runtimes).map(([alias, runtime]) => [alias, runtime.envKeys]));
  return { schema: umbrella(envKeys, scratch), plan: (user, context) => planUmbrella(facts, user, context) };
}

/** confidential-containers 0.16.0. */
export const COCO_0_16_0 = edition({
  defaults: UMBRELLA_0_16_0,
  runtimes: { [RUNTIME]: { release: RELEASE_3_22_0, envKeys: ENV_KEYS_3_22 } },
});

/** confidential-containers before 0.16.0. Its values files keep shared parts under two keys of their own. */
export const COCO_0_16_0_PRE = edition({
  defaults: UMBRELLA_0_16_0_PRE,
  runtimes: {
    [RUNTIME]: { release: RELEASE_3_21_0, envKeys: ENV_KEYS_3_21 },
    [RUNTIME_FOR_CI]: { release: RELEASE_0_16_0_PRE_CI, envKeys: ENV_KEYS_3_21_CI },
  },
}, ['_commonConfig', '_shimsConfig']);

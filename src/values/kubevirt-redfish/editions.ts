import { ChartEdition } from '../chart-edition';
import { DEFAULTS_0_2_1, DEFAULTS_0_2_1_PRE } from './defaults';
import { planRedfish, RedfishFacts } from './plan';
import { kubevirtRedfish } from './schema';

function edition(facts: RedfishFacts): ChartEdition {
  return { schema: kubevirtRedfish(facts), plan: (user, context) => planRedfish(facts, user, context) };
}

/** kubevirt-redfish 0.2.1. */
export const REDFISH_0_2_1 = edition({ defaults: DEFAULTS_0_2_1, scc: false, helperImage: true });

/** kubevirt-redfish 0.2.1 as it was tagged, with SecurityContextConstraints. */
export const REDFISH_0_2_1_PRE = edition({ defaults: DEFAULTS_0_2_1_PRE, scc: true, helperImage: false });

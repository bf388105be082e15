import { RELEASE_0_1_0, RELEASE_0_1_0_PRE } from '../../dpf-hcp/internal';
import { ChartEdition } from '../chart-edition';
import { DEFAULTS_0_1_0, DEFAULTS_0_1_0_PRE } from './defaults';
import { planOperator } from './plan';
import { SCHEMA_0_1_0, SCHEMA_0_1_0_PRE } from './schema';

/** dpf-hcp-provisioner-operator 0.1.0. */
export const DPF_0_1_0: ChartEdition = {
  schema: SCHEMA_0_1_0,
  plan: (user, context) => planOperator({ release: RELEASE_0_1_0, defaults: DEFAULTS_0_1_0 }, user, context),
};

/** dpf-hcp-provisioner-operator before 0.1.0. */
export const DPF_0_1_0_PRE: ChartEdition = {
  schema: SCHEMA_0_1_0_PRE,
  plan: (user, context) => planOperator({ release: RELEASE_0_1_0_PRE, defaults: DEFAULTS_0_1_0_PRE }, user, context),
};

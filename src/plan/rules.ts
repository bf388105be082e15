import { PlanRule } from './rule';
import { DATA_LOSS } from './rules/data-loss';
import { DISTURBING } from './rules/disturbing';
import { REFUSED } from './rules/refused';
import { TAKEN_OVER } from './rules/taken-over';

/** Every rule, the most harmful first. */
export const RULES: readonly PlanRule[] = [...DATA_LOSS, ...REFUSED, ...DISTURBING, ...TAKEN_OVER];

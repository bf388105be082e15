import { KataModel } from './model';
import { checkCustomRuntimes } from './rules/custom-runtimes';
import { checkDropIns } from './rules/drop-ins';
import { checkGuests } from './rules/guests';
import { checkHost } from './rules/host';
import { checkNames } from './rules/names';
import { checkNodes } from './rules/nodes';
import { Origin, Report } from './rules/report';
import { checkRuntimeClasses } from './rules/runtime-classes';
import { checkShims } from './rules/shims';
import { checkSnapshotters } from './rules/snapshotters';
import { checkVerification } from './rules/verification';
import type { Finding } from '../../common/private/finding';

/**
 * What is wrong with a model, whatever it was made from.
 *
 * @param origin how its user calls the settings
 */
export function checkModel(model: KataModel, origin: Origin): Finding[] {
  const report = new Report(origin);
  for (const check of [
    checkNames, checkHost, checkNodes, checkShims, checkSnapshotters, checkGuests, checkDropIns, checkRuntimeClasses,
    checkCustomRuntimes, checkVerification,
  ]) check(model, report);
  return report.findings;
}

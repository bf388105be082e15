import { isApp } from './tree';
import { CocoError } from '../../common/private/coco-error';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { checkTypes, isObject, Kind } from '../../common/private/types';
import type { SynthesizedApp } from '../synth-summary';

const APP: Kind = { name: 'an App of cdk8s', is: isApp };
const UNINSTALL: Kind = { name: 'UninstallPhase.of(app)', is: (value) => isObject(value) && isApp(value.app) };
const FIELDS: Record<keyof SynthesizedApp, Kind> = { app: APP, uninstall: UNINSTALL };

/** Whether a caller gave apps that were synthesized; one without a compiler may give anything. */
export function checkSynthesizedApps(apps: readonly SynthesizedApp[]): void {
  const place = 'SynthSummary.of';
  if (!Array.isArray(apps)) throw new CocoError(place, `got ${show(apps)}; allowed: a list of { app, uninstall }. Give [{ app }].`);
  const problems = new Problems(undefined, place);
  apps.forEach((one: SynthesizedApp, index) => {
    const at = `apps[${index}]`;
    if (isObject(one) && one.app === undefined) problems.add(`${at}.app`, undefined, 'an App of cdk8s', 'Give the app that was synthesized.');
    if (isObject(one)) checkTypes(one, FIELDS, problems, `${at}.`);
    else problems.add(at, one, '{ app, uninstall }', 'Give { app }.');
  });
  problems.throwIfAny();
}

import { Report } from './report';
import { checkNoProxy, checkProxy } from '../../../common/private/proxy-rules';
import { Setting } from '../../../common/private/setting-path';
import { KataModel } from '../model';
import { installedOn } from '../objects/environment';

/** Rules on the settings of guests, for all shims or for one. */
export function checkGuests(model: KataModel, report: Report): void {
  const perShim = model.release.interface === 'per-shim';
  checkProxies(model, [], report);
  for (const shim of model.shims) {
    shim.allowedHypervisorAnnotations.forEach((one, index) => {
      if (/^[a-z0-9_]+$/.test(one)) return;
      // Lists of shims and of their annotations have them between their items.
      report.add(perShim && /[\s,]/.test(one) ? 'fatal' : 'strict', ['shims', shim.name, 'allowedHypervisorAnnotations', index], one,
        'the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_"', 'Leave "io.katacontainers.config.hypervisor." out.');
    });
    checkProxies(shim, ['shims', shim.name], report);
  }
  checkProxiesOfSome(model, report);
}

function checkProxies({ httpsProxy, noProxy }: Pick<KataModel, 'httpsProxy' | 'noProxy'>, at: Setting, report: Report): void {
  // Proxies of single shims are told in a list.
  const endsEarly = (text: string) => at.length > 0 && text.includes(';');
  const early = 'has a ";", at which kata-deploy begins the proxy of another shim; leave it out';
  if (endsEarly(httpsProxy)) {
    report.say('fatal', [...at, 'httpsProxy'], early);
  } else if (httpsProxy) {
    report.shared('strict', [...at, 'httpsProxy'], (problems, here) => checkProxy(here, httpsProxy,
      'Credentials would be visible in the DaemonSet and on the command line of every guest.', problems));
  }
  if (noProxy.some(endsEarly)) report.say('fatal', [...at, 'noProxy'], early);
  else report.shared('strict', [...at, 'noProxy'], (problems, here) => checkNoProxy(here, noProxy, problems));
}

/** Proxies of shims are told to all nodes at once, and kata-deploy stops on a shim that its node does not have. */
function checkProxiesOfSome({ shims, architectures }: KataModel, report: Report): void {
  for (const key of ['httpsProxy', 'noProxy'] as const) {
    const some = shims.filter((shim) => shim[key].length);
    const isMissing = (architecture: string) => some.filter((shim) => !shim.architectures.includes(architecture));
    const stops = architectures.filter((one) => installedOn(one, shims).length && isMissing(one).length);
    if (!stops.length) continue;
    const [first] = isMissing(stops[0]);
    report.say('strict', ['shims', first.name, key], `kata-deploy stops on ${stops.join(', ')} nodes, which do not have ${isMissing(stops[0]).map(({ name }) => name).join(', ')}; `
      + 'allowed: proxies of shims that every node has. Set one on the construct for all, or take a construct per architecture. '
      + `Leave such nodes out by ${report.path('nodeSelector')}, or take off the shims of their architecture.`);
  }
}

import { App, Chart } from 'cdk8s';
import { SynthSummary, UninstallPhase } from 'cdk8s-coco';

/** The commands of a section, without remarks. Hashes of names are left out. */
export function commands(app: App, title: string): string[] {
  return section(app, title).filter((line) => !line.startsWith('#'));
}

/** The lines of a section. */
export function section(app: App, title: string): string[] {
  const { text } = SynthSummary.of([{ app, uninstall: UninstallPhase.of(app) }]);
  const [found = ''] = text.split('\n\n').filter((one) => one.startsWith(title));
  return found.split('\n').slice(1).map((line) => line.trim().replace(/-[0-9a-f]{8}(?=\s|$)/g, '-<hash>'));
}

export function newChart(app: App, id: string, namespace = id): Chart {
  return new Chart(app, id, { namespace });
}

/** What removes a namespace, if nothing of others is in it. */
export function removal(namespace: string): RegExp {
  return new RegExp(`^left=.* -n ${namespace} -o go-template=.* && if \\[ "\\$left" \\]; then echo "namespace ${namespace} stays, with \\$left"; `
    + `else kubectl delete namespace/${namespace} --ignore-not-found --wait --timeout=15m; fi$`);
}

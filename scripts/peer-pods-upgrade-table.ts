import { join } from 'path';
import { Change, code, listChanges, steps, stepSection, valueChanges } from './changes';
import { pageWith, rewrite } from './markdown';
import { COMMON_SETTINGS } from '../src/peer-pods/catalogue/common-settings';
import { PEER_PODS_RELEASES, PeerPodsReleaseFacts } from '../src/peer-pods/catalogue/releases';
import { defaultOf, isRead } from '../src/peer-pods/private/setting-texts';
import { PROVIDERS } from '../src/peer-pods/providers/table';
import { editionDocument } from '../src/values/editions/edition-store';

/** The page that says how to move to other peer pods. */
export const PAGE = join(__dirname, '..', 'docs', 'peer-pods-upgrade.md');

/** What a release can, where it can. */
const FACTS: Partial<Record<keyof PeerPodsReleaseFacts, string>> = {
  awsWebIdentity: '`awsRole`: a role instead of access keys on AWS',
  tlsProfile: '`tlsMinVersion` and `tlsCipherSuites`',
  webhookServesMetrics: 'the webhook asks the API server itself who may read its metrics; it has no sidecar any more',
  gcpServiceAccountOnly: '`GCP_CREDENTIALS` takes the JSON of a service account alone, not of a federated identity',
};

/** A section for each step between neighbouring releases. */
export function peerPodsSteps(): string {
  return steps(PEER_PODS_RELEASES).map(([before, now]) => stepSection(`From ${before.version} to ${now.version}`, changes(before, now))).join('\n\n');
}

function changes(before: PeerPodsReleaseFacts, now: PeerPodsReleaseFacts): Change[] {
  const architectures = (images: PeerPodsReleaseFacts['images'], name: keyof PeerPodsReleaseFacts['images']) => images[name].architectures;
  const programs = ['adaptor', 'webhook', 'controller'] as const;
  return [
    ['chart peerpods', [`${now.chart}, was ${before.chart}`]],
    ['Kata', now.kata === before.kata ? [] : [`${now.kata}, was ${before.kata}: [what changes](kata-upgrade.md#from-release-to-release)`]],
    ['providers', listChanges(before.providers, now.providers)],
    ['providers that only the image `-dev` has', listChanges(before.devOnly, now.devOnly)],
    ['providers whose VMs the resource controller deletes', listChanges(before.controllerProviders, now.controllerProviders)],
    ['architectures of images', programs.flatMap((name) => {
      const list = listChanges(architectures(before.images, name), architectures(now.images, name), String);
      return list.length ? [`${name}: ${list.join(', ')}`] : [];
    })],
    ['capabilities', Object.entries(FACTS).flatMap(([fact, text]) => {
      const [was, is] = [before, now].map((one) => one[fact as keyof PeerPodsReleaseFacts]);
      return was === is ? [] : [is ? text : `no longer: ${text}`];
    })],
    ['settings', settings(before, now)],
    ...valueChanges(valuesOf(before), valuesOf(now)),
  ];
}

/** Settings that the adaptor reads from now on, or no longer, and other defaults. */
function settings(before: PeerPodsReleaseFacts, now: PeerPodsReleaseFacts): string[] {
  const providers = PROVIDERS.filter(({ name }) => now.providers.includes(name));
  const all = [
    ...Object.values(COMMON_SETTINGS).map((setting) => ({ setting, title: '' })),
    ...providers.flatMap(({ title, settings: own }) => Object.values(own).map((setting) => ({ setting, title }))),
  ];
  const isShared = (env: string) => all.filter(({ setting }) => setting.env === env).length > 1;
  return all.flatMap(({ setting, title }) => {
    const name = `${code(setting.env)}${title && isShared(setting.env) ? ` (${title})` : ''}`;
    const [was, is] = [before, now].map((release) => isRead(setting, release));
    if (was !== is) return [`${is ? '' : 'no longer '}${name}`];
    const [old, text] = [before, now].map((release) => defaultOf(setting, release) ?? '');
    return is && old !== text ? [`${name}: ${code(text)}, was ${code(old)}`] : [];
  });
}

/** The values of the chart with those of the charts inside it, without what names the images. */
function valuesOf({ chart }: PeerPodsReleaseFacts): object {
  const { values, subcharts } = editionDocument('peerpods', chart);
  return Object.entries(subcharts).reduce<Record<string, unknown>>((all, [key, { values: own }]) => (
    { ...all, [key]: { ...withoutTag(own), ...all[key] as object } }), withoutTag(values));
}

function withoutTag(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { tag, ...image } = values.image as Record<string, unknown>;
  return { ...values, image };
}

export const pageWithSteps = (page: string) => pageWith(page, 'steps', peerPodsSteps());

if (require.main === module) rewrite(PAGE, pageWithSteps);

import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { CERTIFICATE_SETTINGS, COMMON_SETTINGS } from '../../src/peer-pods/catalogue/common-settings';
import { PEER_PODS_RELEASES, PeerPodsReleaseFacts } from '../../src/peer-pods/catalogue/releases';
import { defaultOf, isRead } from '../../src/peer-pods/private/setting-texts';
import { Setting } from '../../src/peer-pods/providers/contract';
import { PROVIDERS } from '../../src/peer-pods/providers/table';
import { MANAGER_RESOURCES, PROXY_RESOURCES } from '../../src/values/charts/peerpods/controller';
import { rendering } from '../cli/rendering';

/*
 * The files that upstream generates from the flags of the adaptor, beside this repository where its charts are at hand.
 */
const CHARTS = join(__dirname, '..', '..', '..', 'shared', 'charts');
const EDITIONS = PEER_PODS_RELEASES.map((facts): [string, PeerPodsReleaseFacts] => [
  facts.chart === '0.1.0' ? 'peerpods-seed' : `peerpods-${facts.chart}`, facts,
]);
const withCharts = existsSync(CHARTS) ? test : test.skip;

interface Key {
  readonly provider: string;
  readonly env: string;
  readonly required: boolean;
  readonly fallback: string;
  /** Ours, if there is one. */
  readonly setting?: Setting;
}

/** Every key of the files of a chart, those in comments included, but for the paths of certificates. */
function keysOf(chart: string): Key[] {
  const folder = join(CHARTS, chart, 'providers');
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).flatMap((name) => {
    const provider = name.replace('.yaml', '').replace('ibmcloudpowervs', 'ibmcloud-powervs'); // the adaptor's name
    const definition = PROVIDERS.find((one) => one.name === provider)!;
    const settings = [...Object.values(definition.settings), ...Object.values(COMMON_SETTINGS)];
    const text = readFileSync(join(folder, name), 'utf8');
    return [...text.matchAll(/^ {4}# \((required|default: "(.*)")\)\n {4}(?:# )?([A-Z][A-Z0-9_]*): "/gm)].map(([, what, fallback = '', env]): Key => ({
      provider, env, required: what === 'required', fallback, setting: settings.find((one) => one.env === env || one.alias?.env === env),
    }));
  }).filter(({ env }) => !(env in CERTIFICATE_SETTINGS));
}

const show = ({ provider, env }: Key) => `${provider} ${env}`;

withCharts.each(EDITIONS)('%s: no key of a provider is missing', (chart) => {
  const keys = keysOf(chart);
  expect(keys.length).toBeGreaterThan(190);
  expect(keys.filter(({ setting }) => !setting).map(show)).toEqual([]);
});

withCharts.each(EDITIONS)('%s: what it says is required, is', (chart) => {
  const required = keysOf(chart).filter((key) => key.required);
  expect(required.length).toBeGreaterThan(15);
  expect(required.filter(({ setting }) => !setting?.required).map(show)).toEqual([]);
});

withCharts.each(EDITIONS)('%s: the defaults are the program\'s', (chart, release) => {
  // No text, and what looks like the name of a constant in the source, say nothing of what the program takes.
  const told = keysOf(chart).filter(({ fallback, setting }) => fallback && !/^default[A-Z]/.test(fallback) && setting && isRead(setting, release));
  expect(told.length).toBeGreaterThan(60);
  const different = told.filter(({ fallback, setting }) => fallback !== (defaultOf(setting!, release) ?? ''));
  expect(different.map((key) => `${show(key)} ${key.fallback} ${defaultOf(key.setting!, release)}`)).toEqual(
    release.providers.includes('docker') ? ['docker DOCKER_API_VERSION 1.44 1.40'] : []);
});

withCharts('what a file has and the program of its release does not read', () => {
  const unread = EDITIONS.map(([chart, release]) => (
    keysOf(chart).filter(({ setting }) => setting && !isRead(setting, release)).map(show)));
  const secureComms = ['', '_INBOUNDS', '_KBS_ADDR', '_NO_TRUSTEE', '_OUTBOUNDS', '_PP_INBOUNDS', '_PP_OUTBOUNDS'];
  expect(unread[0]).toEqual(['aws USE_PODVM_LAUNCHTEMPLATE', 'gcp GCP_INSTANCE_TYPES', 'gcp USE_PUBLIC_IP']);
  // vsphere itself is gone
  for (const one of unread.slice(1)) expect(one).toEqual(secureComms.map((end) => `vsphere SECURE_COMMS${end}`));
});

withCharts('the resources of the managers are those that the charts give them', () => {
  const valuesOf = (chart: string) => parse(readFileSync(join(CHARTS, chart, 'values.yaml'), 'utf8'));
  const { resources, authProxy } = valuesOf('peerpods-seed/charts/peerpods-webhook');
  expect([resources, authProxy.resources]).toEqual([MANAGER_RESOURCES, PROXY_RESOURCES]);
});

withCharts.each(EDITIONS)('%s: every file of a provider is taken as it is', (chart, { chart: version }) => {
  const folder = join(CHARTS, chart, 'providers');
  const refused = readdirSync(folder).filter((name) => name.endsWith('.yaml')).flatMap((name) => {
    const { objects, lines } = rendering(`peerpods@${version}`, readFileSync(join(folder, name), 'utf8'));
    return objects.length ? [] : [name, ...lines];
  });
  expect(refused).toEqual([]);
});

import { pod, written } from './support';
import { Problems } from '../../src/common/private/problems';
import { COMMON_SETTINGS } from '../../src/peer-pods/catalogue/common-settings';
import { PEER_PODS_0_22_0 } from '../../src/peer-pods/catalogue/releases';
import { defaultOf, settingTexts } from '../../src/peer-pods/private/setting-texts';
import { SettingTable } from '../../src/peer-pods/providers/contract';
import { PROVIDERS } from '../../src/peer-pods/providers/table';
import { DefaultText, defaultTexts, valueOf } from '../support/default-texts';

const TEXTS = ['peer-pods', 'peer-pods/providers'].flatMap(defaultTexts).filter(({ prop }) => /^\w+(Options|Props)\./.test(prop));
const LITERALS = TEXTS.filter(({ literal }) => literal);

/** The table of settings behind an interface. */
const TABLES: Record<string, SettingTable> = {
  PeerPodsAdaptorOptions: COMMON_SETTINGS,
  ...Object.fromEntries(PROVIDERS.map(({ name, settings }) => [{
    'alibabacloud': 'PeerPodsAlibabaCloudOptions',
    'aws': 'PeerPodsAwsOptions',
    'azure': 'PeerPodsAzureOptions',
    'byom': 'PeerPodsByomOptions',
    'docker': 'PeerPodsDockerOptions',
    'gcp': 'PeerPodsGcpOptions',
    'ibmcloud': 'PeerPodsIbmCloudOptions',
    'ibmcloud-powervs': 'PeerPodsIbmCloudPowerVsOptions',
    'libvirt': 'PeerPodsLibvirtOptions',
    'vsphere': 'PeerPodsVsphereOptions',
  }[name]!, settings])),
};

const split = ({ prop }: DefaultText) => prop.split('.') as [string, string];
const isSetting = (one: DefaultText) => split(one)[0] in TABLES;

test('every optional prop says its default', () => {
  expect(TEXTS.length).toBeGreaterThan(120);
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
});

test('every optional prop of a table is documented, and no other', () => {
  for (const [name, table] of Object.entries(TABLES)) {
    const documented = TEXTS.map(split).filter(([owner]) => owner === name).map(([, prop]) => prop).sort();
    const optional = Object.keys(table).filter((prop) => !table[prop].required).sort();
    expect([name, documented]).toEqual([name, optional]);
  }
});

// What the docs state is what the program takes without the setting; `limit` and `cloudConfigVerify` are set by this library.
test.each(LITERALS.filter(isSetting).map((one): [string, string] => [one.prop, one.text]))('%s: the program takes %s', (path, text) => {
  const [name, prop] = path.split('.');
  const table = { [prop]: { ...TABLES[name][prop], required: false, since: undefined, until: undefined } };
  const problems = new Problems();
  const stated = settingTexts(table, { [prop]: valueOf(text) }, { ...PEER_PODS_0_22_0 }, '', problems)[table[prop].env] ?? 'false';
  problems.throwIfAny();
  const taken = defaultOf(TABLES[name][prop], PEER_PODS_0_22_0);
  if (prop === 'cloudConfigVerify') expect([stated, taken]).toEqual(['true', 'false']);
  else if (prop === 'securityGroupIds') expect(taken).toBe('cn-beijing');
  else expect(seconds(stated)).toBe(seconds(taken!));
});

/** `5m` and `300s` are the same. */
function seconds(text: string): string {
  const [, minutes, rest] = /^(?:([0-9]+)m)?(?:([0-9]+)s)?$/.exec(text) ?? [];
  return minutes || rest ? `${60 * Number(minutes ?? 0) + Number(rest ?? 0)}s` : text;
}

test('the other literal defaults are those in use, here below', () => {
  const others = LITERALS.filter((one) => !isSetting(one) && split(one)[0] !== 'PeerPodsManagerOptions');
  expect(others.map(({ prop, text }) => `${prop} = ${text}`)).toEqual([
    'PeerPodsCaaProps.lifecycle = Lifecycle.PRESENT', // in test/delivery
    'PeerPodsCaaProps.seccomp = true',
    'PeerPodsCaaProps.maxUnavailable = PercentOrAbsolute.absolute(0)',
    'PeerPodsCaaProps.maxSurge = PercentOrAbsolute.absolute(1)',
    'PeerPodsCaaProps.webhookEnabled = true',
    'PeerPodsCaaProps.resourceControllerEnabled = true',
    'AwsRoleOptions.audience = \'sts.amazonaws.com\'', // in identities.test.ts
    'AzureWorkloadIdentityOptions.authorityHost = \'https://login.microsoftonline.com/\'', // there, too
  ]);
  for (const { prop, text } of others.filter((one) => one.prop.startsWith('PeerPodsCaaProps.'))) {
    expect(written({ [prop.split('.')[1]]: valueOf(text) })).toEqual(written());
  }
  expect(pod({ limit: 10, cloudConfigVerify: true })).toEqual(pod());
});

import {
  PeerPodAlerts, PeerPodConfig, PeerPodConfigController, PeerPodController, PeerPodQuota, PeerPodsCrds, PeerPodsRelease,
  PeerPodsWebhook,
} from 'cdk8s-coco';
import { defaultTexts, valueOf } from '../../support/default-texts';
import { emitted } from '../../support/emitted';

/** What each interface with props is for, as all that it makes a construct emit. */
const CONSTRUCTS: Record<string, (props: object) => object[]> = {
  PeerPodAlertsProps: (props) => emitted((chart) => new PeerPodAlerts(chart, 'It', props), 'ns'),
  PeerPodConfigControllerProps: (props) => emitted((chart) => new PeerPodConfigController(chart, 'It', props), 'ns'),
  PeerPodConfigProps: (props) => emitted((chart) => new PeerPodConfig(chart, 'It', props), 'ns'),
  PeerPodControllerProps: (props) => emitted((chart) => new PeerPodController(chart, 'It', { release: PeerPodsRelease.latest(), ...props }), 'ns'),
  PeerPodQuotaProps: (props) => emitted((chart) => new PeerPodQuota(chart, 'It', { vms: 1, ...props }), 'ns'),
  PeerPodsCrdsProps: (props) => {
    let crds: PeerPodsCrds;
    emitted((chart) => { crds = new PeerPodsCrds(chart, 'It', props); });
    return crds!.toJson();
  },
  PeerPodsManagerOptions: (props) => emitted((chart) => {
    new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), ...props });
    new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), ...props });
    new PeerPodConfigController(chart, 'ConfigController', props);
  }, 'ns'),
  PeerPodsWebhookOptions: (props) => emitted((chart) => new PeerPodsWebhook(chart, 'It', { release: PeerPodsRelease.latest(), ...props }), 'ns'),
  PeerPodsWebhookProps: (props) => emitted((chart) => new PeerPodsWebhook(chart, 'It', { release: PeerPodsRelease.latest(), ...props }), 'ns'),
};

const TEXTS = ['', '/webhook', '/controller', '/peer-pod-config', '/cost'].flatMap((folder) => defaultTexts(`peer-pods${folder}`))
  .filter(({ prop }) => CONSTRUCTS[prop.split('.')[0]] && !prop.split('.')[1].startsWith('_'));
const LITERALS = TEXTS.filter(({ literal }) => literal);

test('every optional prop says its default', () => {
  expect(TEXTS.length).toBeGreaterThan(35);
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
});

// A value that the documents state as default changes nothing, and the tests of the props show that others do.
test.each(LITERALS.map(({ prop, text }) => [prop, text]))('%s is %s where it is left out', (prop, text) => {
  const [construct, name] = prop.split('.');
  expect(CONSTRUCTS[construct]({ [name]: valueOf(text) })).toEqual(CONSTRUCTS[construct]({}));
});

test('the literal ones are these', () => {
  expect(LITERALS.map(({ prop, text }) => `${prop} = ${text}`).sort()).toEqual([
    'PeerPodAlertsProps.extendedResource = \'kata.peerpods.io/vm\'',
    'PeerPodAlertsProps.name = \'peer-pods\'',
    'PeerPodAlertsProps.nearLimitPercent = 80',
    'PeerPodConfigProps.name = \'peer-pods\'',
    'PeerPodQuotaProps.extendedResource = \'kata.peerpods.io/vm\'',
    'PeerPodQuotaProps.name = \'peer-pods\'',
    'PeerPodsCrdsProps.keep = true',
    'PeerPodsCrdsProps.resources = [PeerPodsResource.PEER_POD]',
    'PeerPodsManagerOptions.networkPolicy = true',
    'PeerPodsManagerOptions.readOnlyRootFilesystem = true',
    'PeerPodsWebhookOptions.failurePolicy = WebhookFailurePolicy.FAIL',
    'PeerPodsWebhookOptions.namespace = \'peer-pods-webhook-system\'',
    'PeerPodsWebhookOptions.replicas = 2',
    'PeerPodsWebhookProps.extendedResource = \'kata.peerpods.io/vm\'',
    'PeerPodsWebhookProps.runtimeClassName = \'kata-remote\'',
  ]);
});

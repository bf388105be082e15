/** A page of the site: its path without the ending, and its title in the menu. */
export type Entry = readonly [page: string, text: string];

/** The menu of the site: each page of docs/ once (a test checks it) and the changelog. Scripts add decisions, examples, API. */
export const NAVIGATION: ReadonlyArray<{ readonly text: string; readonly pages: readonly Entry[] }> = [
  {
    text: 'Start',
    pages: [
      ['getting-started', 'Getting started'], ['languages', 'Python and Java'], ['compatibility', 'Compatibility'],
      ['troubleshooting', 'Troubleshooting'], ['faq', 'FAQ'],
    ],
  },
  {
    text: 'Kata Containers',
    pages: [['kata-runtime', 'KataRuntime'], ['kata-jobs', 'Installing by Jobs'], ['kata-upgrade', 'Upgrading Kata'], ['containerd', 'CustomContainerdInstaller']],
  },
  {
    text: 'Peer pods',
    pages: [
      ['peer-pods', 'PeerPodsCAA'], ['peer-pods-webhook', 'Webhook'], ['peer-pods-cost', 'Costs'], ['peer-pods-upgrade', 'Upgrading peer pods'],
      ['peer-pod-config', 'PeerPodConfig'],
    ],
  },
  { text: 'DPUs', pages: [['dpf-hcp', 'DpfHcpOperator'], ['dpu-worker', 'DpuWorkerConfig']] },
  { text: 'Redfish', pages: [['redfish', 'RedfishServer']] },
  {
    text: 'Deliver',
    pages: [
      ['delivery', 'Delivery'], ['delivery-argo-cd', 'Argo CD'], ['delivery-flux', 'Flux'], ['delivery-kubectl', 'kubectl'], ['fleets', 'Fleets'],
    ],
  },
  { text: 'From Helm', pages: [['render', 'render'], ['migrate', 'migrate']] },
  { text: 'Upgrade', pages: [['upgrading', 'The library'], ['releases', 'Confidential Containers'], ['plan', 'plan: what a change does'], ['changelog', 'Changelog']] },
  {
    text: 'Trust',
    pages: [['threat-model', 'Threat model'], ['hardening', 'Hardening'], ['report', 'report: what is in manifests'], ['testing', 'Tests of your app'], ['how-we-test', 'How we test']],
  },
  { text: 'Inside', pages: [['architecture', 'Architecture'], ['decisions/README', 'Decisions']] },
];

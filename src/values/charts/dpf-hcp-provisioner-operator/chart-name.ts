/** The name of the chart, which labels fall back to. */
export const CHART = 'dpf-hcp-provisioner-operator';

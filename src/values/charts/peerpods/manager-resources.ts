/** What the charts give the sidecar that guards metrics. */
export const PROXY_RESOURCES = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '5m', memory: '64Mi' } };

/** What the charts give the managers. */
export const MANAGER_RESOURCES = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '10m', memory: '64Mi' } };

export { PeerPodAlerts, PeerPodAlertsProps } from './peer-pod-alerts';
export { PeerPodLimit } from './peer-pod-limit';
export { PeerPodQuota, PeerPodQuotaProps } from './peer-pod-quota';

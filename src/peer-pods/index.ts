export { PeerPodsRelease } from './peer-pods-release';

export { CocoRelease } from './coco-release';

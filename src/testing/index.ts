export { CocoTesting } from './coco-testing';

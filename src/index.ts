export * from './common';
export * from './containerd';
export * from './dpf-hcp';
export * from './dpu-worker';
export * from './kata';
export * from './peer-pods';
export * from './redfish';
export * from './delivery';

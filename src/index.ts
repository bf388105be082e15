export * from './common';
export * from './containerd';
export * from './dpf-hcp';
export * from './kata';
export * from './redfish';
export * from './gitops';

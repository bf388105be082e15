export * from './common';
export * from './containerd';
export * from './kata';
export * from './redfish';
export * from './gitops';

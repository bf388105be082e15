export * from './common';
export * from './containerd';
export * from './kata';
export * from './peer-pods';
export * from './gitops';

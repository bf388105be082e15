export * from './common';
export * from './kata';
export * from './gitops';

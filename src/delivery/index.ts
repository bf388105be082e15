export { SynthesizedApp, SynthSummary } from './synth-summary';
export { UninstallPhase, UninstallPhaseOptions } from './uninstall-phase';

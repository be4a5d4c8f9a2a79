// The door of the SDK: see README.md. `output.ts` is imported by itself, before everything else.
export type {
  CallContext,
  DataQuery,
  HealthResult,
  InstanceSettings,
  PluginHandlers,
  QueryCall,
  ResourceCall,
  ResourceRequest,
  ResourceResponse,
  Role,
  User,
} from './api.ts';
export { cancelled, defect, PluginError, toPluginError, type ErrorSource, type PluginErrorOptions } from './error.ts';
export { bytesOfFrames } from './frames/bytes-of-frames.ts';
export type { Field, FieldConfig, Frame, FrameMeta, Notice } from './frames/frame.ts';
export { InstanceCache, type InstanceOptions } from './instances.ts';
export { log, type LogFields, type LogLevel } from './log.ts';
export { pipeline, type Handler, type Pipeline, type Step } from './pipeline.ts';
export { serve } from './serve.ts';

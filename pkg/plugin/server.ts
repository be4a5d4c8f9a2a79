import { Metadata, Server, setLogger, status } from '@grpc/grpc-js';
import type { PluginHandlers } from './api.ts';
import { dataService } from './data-service.ts';
import { diagnosticsService } from './diagnostics-service.ts';
import { DataService, DiagnosticsService, ResourceService } from './gen/backend.ts';
import { GRPCControllerService, type GRPCControllerServer } from './gen/controller.ts';
import { HealthCheckResponse_ServingStatus as ServingStatus, HealthService, type HealthServer } from './gen/health.ts';
import { log, type LogLevel } from './log.ts';
import { resourceService } from './resource-service.ts';

/** Bytes of the largest request, as in Grafana's Go SDK. The library would stop at 4 MiB. */
const maxRequestBytes = 16 * 1024 * 1024;

/**
 * The gRPC server with all services of the plugin, not yet listening.
 *
 * @param onShutdown called when the host asks the plugin to end, after the host has its answer
 */
export function createServer(handlers: PluginHandlers, onShutdown: () => void): Server {
  setLogger(grpcLogger);
  const server = new Server({
    'grpc.max_receive_message_length': maxRequestBytes,
    'grpc.max_send_message_length': -1,
  });
  server.addService(HealthService, healthService);
  server.addService(GRPCControllerService, controllerService(onShutdown));
  server.addService(DataService, dataService(handlers));
  server.addService(ResourceService, resourceService(handlers));
  server.addService(DiagnosticsService, diagnosticsService(handlers));
  return server;
}

/** What the gRPC library calls an error need not be one: where it matters, we say so ourselves. */
const grpcLogger = {
  error: grpcEvent('warn'),
  info: grpcEvent('debug'),
  debug: grpcEvent('debug'),
};

function grpcEvent(level: LogLevel): (message?: unknown) => void {
  return (message) => {
    log(level, 'gRPC', { text: String(message) });
  };
}

/** go-plugin asks for the service "plugin"; the empty name stands for the whole server. */
const healthService: HealthServer = {
  check({ request }, callback) {
    if (request.service === 'plugin' || request.service === '') {
      callback(null, { status: ServingStatus.SERVING });
    } else {
      callback({ code: status.NOT_FOUND, details: 'unknown service', metadata: new Metadata() });
    }
  },
};

function controllerService(onShutdown: () => void): GRPCControllerServer {
  return {
    shutdown(_call, callback) {
      callback(null, {});
      setImmediate(onShutdown);
    },
  };
}

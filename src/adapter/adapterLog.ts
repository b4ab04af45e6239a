import { createWriteStream } from 'node:fs';
import { silentLogger, type Logger } from '../base/logger';

/** A log that goes to a file, or nowhere: the adapter's own output is the client's. */
export function adapterLog(file: string | undefined): Logger {
  if (!file) {
    return silentLogger;
  }
  const stream = createWriteStream(file, { flags: 'a' });
  const line =
    (level: string) =>
    (message: string): void => {
      stream.write(`${new Date().toISOString()} ${level} ${message}\n`);
    };
  return {
    trace: line('trace'),
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  };
}

/** A log whose wire traffic goes to a second place as well. */
export function alsoTracing(log: Logger, trace: (message: string) => void): Logger {
  return {
    tracing: true,
    trace: (message) => {
      log.trace(message);
      trace(message);
    },
    debug: (message) => log.debug(message),
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
  };
}

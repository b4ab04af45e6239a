import { createWriteStream } from 'node:fs';
import { silentLogger, type Logger } from '../../base/logger';

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

/**
 * Leaves out of a bundle what dockerode and docker-modem load but Drydock never calls. Of dockerode only
 * its modem is used, so that is all there is; `ssh://` engines, BuildKit sessions and build contexts
 * do not go through them, which spares ssh2 (with a native addon), gRPC and tar-fs. What loads at start-up
 * is paid at each F5: the debug adapter is a process of its own.
 */
export const trimmedPackages = {
  name: 'trimmed-packages',
  setup(build) {
    const leaveOut = ({ path }) => ({ path, namespace: 'left-out' });
    build.onResolve({ filter: /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/ }, leaveOut);
    build.onResolve({ filter: /^dockerode$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'only-modem',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: 'only-modem' }, ({ pluginData }) => ({
      contents: `
        const Modem = require('docker-modem');
        module.exports = function (options) { this.modem = new Modem(options); };`,
      resolveDir: pluginData,
    }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'module.exports = {};',
    }));

    // Node's own streams serve docker-modem as well as the copy of them that it depends on.
    build.onResolve({ filter: /^readable-stream$/ }, ({ importer }) =>
      /\/docker-modem\//.test(importer.replaceAll('\\', '/'))
        ? { path: 'stream', external: true }
        : undefined,
    );

    // It writes each request out for a debug log that nobody reads.
    build.onResolve({ filter: /^util$/ }, ({ path, importer }) =>
      /\/docker-modem\/lib\/modem\.js$/.test(importer.replaceAll('\\', '/'))
        ? { path, namespace: 'silent-util' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'silent-util' }, () => ({
      contents: `module.exports = { ...require('node:util'), inspect: () => '' };`,
    }));

    // It logs for whoever sets DEBUG, and looks at the terminal for that as soon as it is loaded.
    build.onResolve({ filter: /^debug$/ }, ({ path, importer }) =>
      /\/docker-modem\//.test(importer.replaceAll('\\', '/'))
        ? { path, namespace: 'silent-debug' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'silent-debug' }, () => ({
      contents: 'module.exports = () => () => undefined;',
    }));

    // Loaded at their first use: most engines are behind a local socket, need no program beside them,
    // and take no password.
    build.onResolve(
      { filter: /^(?:node:)?(?:https|crypto|child_process)$/, namespace: 'file' },
      ({ path }) => ({ path: path.replace('node:', ''), namespace: 'lazy' }),
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ path }) => ({
      contents: `
        for (const name of ${JSON.stringify(Object.keys(await import(`node:${path}`)))}) {
          Object.defineProperty(exports, name, {
            enumerable: true,
            get: () => require('${path}')[name],
            // docker-modem puts functions of its own on an object that inherits from this one.
            set(value) { Object.defineProperty(this, name, { value, writable: true }); },
          });
        }`,
    }));
    build.onResolve({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({ path, external: true }));
  },
};

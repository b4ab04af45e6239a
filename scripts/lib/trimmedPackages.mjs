/**
 * Leaves out of a bundle what dockerode and docker-modem load but Drydock never calls. Of dockerode only
 * its modem is used, so none of its classes are; `ssh://` engines, BuildKit sessions and build contexts
 * do not go through them, which spares ssh2 (with a native addon), gRPC and tar-fs. What loads at start-up
 * is paid at each F5: the debug adapter is a process of its own.
 */
export const trimmedPackages = {
  name: 'trimmed-packages',
  setup(build) {
    const leaveOut = ({ path }) => ({ path, namespace: 'left-out' });
    build.onResolve({ filter: /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/ }, leaveOut);
    build.onResolve({ filter: /^\.\/\w+$/ }, ({ path, importer }) =>
      /\/dockerode\/lib\/docker\.js$/.test(importer.replaceAll('\\', '/'))
        ? leaveOut({ path })
        : undefined,
    );
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

    // Loaded at its first use: most engines are behind a local socket.
    build.onResolve({ filter: /^(?:node:)?https$/, namespace: 'file' }, ({ path }) => ({
      path,
      namespace: 'lazy-https',
    }));
    build.onLoad({ filter: /.*/, namespace: 'lazy-https' }, () => ({
      contents: `
        module.exports = {
          Agent: function (options) { return new (require('https').Agent)(options); },
          request: (...args) => require('https').request(...args),
          get: (...args) => require('https').get(...args),
        };`,
    }));
    build.onResolve({ filter: /^https$/, namespace: 'lazy-https' }, () => ({
      path: 'https',
      external: true,
    }));
  },
};

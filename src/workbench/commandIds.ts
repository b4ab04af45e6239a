/** The ids of the commands, as `package.json` contributes them. */
export const commandIds = {
  logShow: 'drydock.log.show',
  dockerCommandCopyLast: 'drydock.dockerCommand.copyLast',
  engineChoose: 'drydock.engine.choose',
  engineRetry: 'drydock.engine.retry',
  engineStart: 'drydock.engine.start',

  containerStart: 'drydock.container.start',
  containerStop: 'drydock.container.stop',
  containerRestart: 'drydock.container.restart',
  containerRemove: 'drydock.container.remove',
  containerOpenShell: 'drydock.container.openShell',
  containerFollowLogs: 'drydock.container.followLogs',
  containerInspect: 'drydock.container.inspect',
  containerCopyId: 'drydock.container.copyId',
  containerCopyName: 'drydock.container.copyName',
  containerOpenPort: 'drydock.container.openPort',

  imagePull: 'drydock.image.pull',
  imageBuild: 'drydock.image.build',
  imageRemove: 'drydock.image.remove',
  imageInspect: 'drydock.image.inspect',
  imageCopyId: 'drydock.image.copyId',

  devContainerCreate: 'drydock.devContainer.create',
  devContainerCreateFromCommand: 'drydock.devContainer.createFromCommand',
  devContainerUse: 'drydock.devContainer.use',
  devContainerStart: 'drydock.devContainer.start',
  devContainerStop: 'drydock.devContainer.stop',
  devContainerOpenShell: 'drydock.devContainer.openShell',
  devContainerRemove: 'drydock.devContainer.remove',
  toolchainProbe: 'drydock.toolchain.probe',
  toolchainInstall: 'drydock.toolchain.install',

  buildRun: 'drydock.build.run',
  buildConfigure: 'drydock.build.configure',
  buildSelectType: 'drydock.build.selectType',
  buildSelectTarget: 'drydock.build.selectTarget',

  debugStart: 'drydock.debug.start',
  debugRun: 'drydock.debug.run',
  debugGenerateLaunchJson: 'drydock.debug.generateLaunchJson',
} as const;

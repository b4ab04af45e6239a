import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { LayersContract, LayersState } from '../../contracts/layersContract';
import { imageLabel } from '../../domain/imageList';
import { commandIds } from '../commandIds';
import { WebviewPanels } from '../panels/webviewPanels';
import type { SharedParts } from '../sharedParts';
import { chooseImages, type ImageArgument } from './chooseImages';
import { LayersHost } from './layersHost';

/** Registers **Show Layers**: a picture of what an image is made of. */
export function registerLayersView(shared: SharedParts): Disposable {
  const { context, register, engines, messages, dockerCommands, inspectDocuments } = shared;
  const panels = new WebviewPanels<LayersContract>(context.extensionUri, messages, {
    name: 'layers',
    title: ({ name }) => vscode.l10n.t('{0} (layers)', name),
    readState,
    connect: (view, state) => {
      const engine = engines.all.find(({ id }) => id === state.engine) ?? engines.current;
      return new LayersHost(view, state, engine, inspectDocuments, dockerCommands);
    },
  });
  register(commandIds.imageShowLayers, async (argument?: ImageArgument) => {
    const question = vscode.l10n.t('The layers of which image should be shown?');
    const [chosen] = await chooseImages(engines, argument, undefined, question);
    if (chosen) {
      const { engine, image, tag } = chosen;
      const name = tag ?? imageLabel(image);
      dockerCommands.add(engine.docker('history', '--no-trunc', name));
      panels.open({ engine: engine.id, image: image.id, name, order: 'steps' });
    }
  });
  return panels;
}

function readState(kept: unknown): LayersState | undefined {
  if (typeof kept !== 'object' || kept === null) {
    return undefined;
  }
  const text = (key: string): string | undefined => {
    const value: unknown = Object.getOwnPropertyDescriptor(kept, key)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const [engine, image, name] = [text('engine'), text('image'), text('name')];
  return engine !== undefined && image !== undefined && name !== undefined
    ? { engine, image, name, order: text('order') === 'size' ? 'size' : 'steps' }
    : undefined;
}

import { render } from 'lit';
import type { ContainerEditorContract } from '../../contracts/containerEditorContract';
import { connectToHost } from '../connectToHost';
import './containerEditor.css';
import { EditorState } from './editorState';
import { editorPage } from './editorPage';

const host = connectToHost<ContainerEditorContract>();
const place = document.getElementById('page');
if (!place) {
  throw new Error('The page has no place for the editor.');
}
const state = new EditorState(host, () => void render(editorPage(state), place));
host.listen((message) => state.receive(message));

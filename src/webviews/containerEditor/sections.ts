import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EditorState } from './editorState';
import { choiceField, flagField, listField, textField } from './fields';
import { gpuFields } from './gpuFields';
import { iconButton } from './inputs';
import { mountFields } from './mountFields';
import { portFields } from './portFields';

/** The form, by subject. */
export function sections(state: EditorState): TemplateResult {
  return html`
    ${section(state, l10n.t('Container'), generalFields(state), true)}
    ${section(state, l10n.t('Storage'), storageFields(state), true)}
    ${section(state, l10n.t('Ports and Network'), networkFields(state), true)}
    ${section(state, l10n.t('Environment'), environmentFields(state), true)}
    ${section(state, l10n.t('GPUs and Devices'), deviceFields(state))}
    ${section(state, l10n.t('Debugging and Security'), securityFields(state))}
    ${section(state, l10n.t('Limits'), limitFields(state))}
    ${section(state, l10n.t('Labels and Life'), lifeFields(state))}
  `;
}

function section(
  state: EditorState,
  heading: string,
  content: TemplateResult,
  open = false,
): TemplateResult {
  return html`<details
    ?open=${state.isOpen(heading, open)}
    @toggle=${(event: Event) => {
      if (event.target instanceof HTMLDetailsElement) {
        state.setOpen(heading, event.target.open);
      }
    }}
  >
    <summary>${heading}</summary>
    <div class="section">${content}</div>
  </details>`;
}

function generalFields(state: EditorState): TemplateResult {
  return html`
    ${textField(
      state,
      'image',
      { label: l10n.t('Image'), placeholder: 'debian:bookworm-slim' },
      iconButton('list-unordered', l10n.t('Choose an image…'), () => state.pick('image')),
    )}
    ${textField(state, 'name', {
      label: l10n.t('Name'),
      placeholder: l10n.t('The engine makes one up'),
    })}
    ${textField(state, 'command', {
      label: l10n.t('Command'),
      placeholder: l10n.t('The command of the image'),
    })}
    ${textField(state, 'entrypoint', {
      label: l10n.t('Entry point'),
      placeholder: l10n.t('The entry point of the image'),
    })}
    ${textField(state, 'user', {
      label: l10n.t('User'),
      placeholder: l10n.t('The user of the image, or 1000:1000'),
    })}
    ${textField(state, 'workdir', {
      label: l10n.t('Working folder'),
      placeholder: l10n.t('/place/in/the/container'),
    })}
    <div class="switches">
      ${flagField(state, 'interactive', l10n.t('Keep standard input open (-i)'))}
      ${flagField(state, 'tty', l10n.t('Terminal (-t)'))}
      ${flagField(state, 'init', l10n.t('Init process that reaps zombies (--init)'))}
      ${flagField(state, 'rm', l10n.t('Remove when it stops (--rm)'))}
    </div>
  `;
}

function storageFields(state: EditorState): TemplateResult {
  return html`
    ${mountFields(state)}
    ${listField(state, 'tmpfs', {
      label: l10n.t('Memory file systems'),
      placeholder: '/run:size=64m',
      add: l10n.t('Add Memory File System'),
    })}
    <div class="switches">
      ${flagField(state, 'read-only', l10n.t('Read-only root file system (--read-only)'))}
    </div>
  `;
}

function networkFields(state: EditorState): TemplateResult {
  return html`
    ${portFields(state)}
    ${textField(
      state,
      'network',
      { label: l10n.t('Network'), placeholder: l10n.t('bridge, host, none or a name') },
      iconButton('list-unordered', l10n.t('Choose a network…'), () => state.pick('network')),
    )}
    ${listField(state, 'network-alias', {
      label: l10n.t('Aliases in the network'),
      placeholder: 'database',
      add: l10n.t('Add Alias'),
    })}
    ${textField(state, 'hostname', { label: l10n.t('Host name') })}
    ${listField(state, 'add-host', {
      label: l10n.t('Known hosts'),
      placeholder: 'host.docker.internal:host-gateway',
      add: l10n.t('Add Host'),
    })}
    <div class="switches">
      ${flagField(state, 'publish-all', l10n.t('Publish all exposed ports (-P)'))}
    </div>
  `;
}

function environmentFields(state: EditorState): TemplateResult {
  return html`
    ${listField(state, 'env', {
      label: l10n.t('Variables'),
      placeholder: l10n.t('NAME=value, or NAME for its value on this machine'),
      add: l10n.t('Add Variable'),
    })}
    ${listField(state, 'env-file', {
      label: l10n.t('Files of variables'),
      placeholder: '.env',
      add: l10n.t('Add File'),
      browse: {
        label: l10n.t('Browse for a file of variables…'),
        press: (index) => state.pick('envFile', index),
      },
    })}
  `;
}

function deviceFields(state: EditorState): TemplateResult {
  return html`
    ${gpuFields(state)}
    ${listField(state, 'device', {
      label: l10n.t('Devices'),
      placeholder: '/dev/ttyUSB0',
      add: l10n.t('Add Device'),
    })}
    ${textField(state, 'runtime', { label: l10n.t('Runtime'), placeholder: 'runc' })}
    ${textField(state, 'platform', { label: l10n.t('Platform'), placeholder: 'linux/amd64' })}
  `;
}

function securityFields(state: EditorState): TemplateResult {
  return html`
    ${listField(state, 'cap-add', {
      label: l10n.t('Capabilities to add'),
      placeholder: 'SYS_PTRACE',
      add: l10n.t('Add Capability'),
    })}
    ${listField(state, 'cap-drop', {
      label: l10n.t('Capabilities to drop'),
      placeholder: 'NET_RAW',
      add: l10n.t('Drop Capability'),
    })}
    ${listField(state, 'security-opt', {
      label: l10n.t('Security options'),
      placeholder: 'seccomp=unconfined',
      add: l10n.t('Add Option'),
    })}
    ${listField(state, 'group-add', {
      label: l10n.t('More groups'),
      placeholder: 'video',
      add: l10n.t('Add Group'),
    })}
    ${textField(state, 'ipc', { label: l10n.t('IPC mode'), placeholder: 'private' })}
    ${textField(state, 'pid', { label: l10n.t('Process namespace'), placeholder: 'host' })}
    <div class="switches">
      ${flagField(state, 'privileged', l10n.t('All privileges of the host (--privileged)'))}
    </div>
  `;
}

function limitFields(state: EditorState): TemplateResult {
  return html`
    ${textField(state, 'memory', { label: l10n.t('Memory'), placeholder: '8g' })}
    ${textField(state, 'memory-swap', {
      label: l10n.t('Memory and swap'),
      placeholder: '8g',
    })}
    ${textField(state, 'cpus', { label: l10n.t('Processors'), placeholder: '2.5' })}
    ${textField(state, 'cpuset-cpus', { label: l10n.t('Which processors'), placeholder: '0-3' })}
    ${textField(state, 'shm-size', { label: l10n.t('Shared memory'), placeholder: '64m' })}
    ${textField(state, 'pids-limit', { label: l10n.t('Processes'), placeholder: '1000' })}
    ${listField(state, 'ulimit', {
      label: l10n.t('Limits of processes'),
      placeholder: 'core=-1',
      add: l10n.t('Add Limit'),
    })}
  `;
}

function lifeFields(state: EditorState): TemplateResult {
  return html`
    ${choiceField(state, 'restart', {
      label: l10n.t('Restart'),
      choices: [
        ['', l10n.t('Never')],
        ['on-failure', l10n.t('When it fails')],
        ['unless-stopped', l10n.t('Unless it was stopped')],
        ['always', l10n.t('Always')],
      ],
    })}
    ${textField(state, 'stop-signal', { label: l10n.t('Signal to stop'), placeholder: 'SIGTERM' })}
    ${textField(state, 'stop-timeout', {
      label: l10n.t('Seconds to stop'),
      placeholder: '10',
    })}
    ${listField(state, 'label', {
      label: l10n.t('Labels'),
      placeholder: 'name=value',
      add: l10n.t('Add Label'),
    })}
  `;
}

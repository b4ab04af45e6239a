import assert from 'node:assert/strict';
import {
  composeProjectOf,
  labelsFile,
  overridesOf,
  projectWords,
} from '../../../../src/domain/compose/composeProject';

const told = (labels: Record<string, string>): { labels: Record<string, string> } => ({
  labels: Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [`com.docker.compose.${key}`, value]),
  ),
});

suite('A Compose project', () => {
  test('is told by the labels of its containers', () => {
    const web = told({
      project: 'lab',
      service: 'web',
      'project.working_dir': '/home/ana/lab',
      'project.config_files':
        '/home/ana/lab/compose.yaml,/home/ana/more.yml,/tmp/drydock-compose-1/drydock.override.json',
      'project.environment_file': '/home/ana/lab/my.env',
    });
    const project = composeProjectOf('lab', [told({ project: 'other' }), web]);
    assert.deepEqual(project, {
      name: 'lab',
      hostFolder: '/home/ana/lab',
      files: ['/home/ana/lab/compose.yaml', '/home/ana/more.yml'],
      envFiles: ['/home/ana/lab/my.env'],
      labels: {},
    });
    assert.deepEqual(projectWords(project, project.files), [
      ...['-p', 'lab', '--project-directory', '/home/ana/lab'],
      ...['--env-file', '/home/ana/lab/my.env'],
      ...['-f', '/home/ana/lab/compose.yaml', '-f', '/home/ana/more.yml'],
    ]);
    assert.deepEqual(projectWords(project, []), ['-p', 'lab']);
  });

  test('of Compose 1 has its files relative to its folder, and one from standard input has none', () => {
    const files = (folder: string, files: string): readonly string[] =>
      composeProjectOf('lab', [
        told({ project: 'lab', 'project.working_dir': folder, 'project.config_files': files }),
      ]).files;
    assert.deepEqual(files('/lab', 'docker-compose.yml'), ['/lab/docker-compose.yml']);
    assert.deepEqual(files('C:\\lab', 'a.yml,D:\\b.yml'), ['C:\\lab\\a.yml', 'D:\\b.yml']);
    assert.deepEqual(files('/lab', '-'), []);
  });

  test("keeps Drydock's labels of its services, whose values Compose must not take for variables", () => {
    const labels = {
      'com.docker.compose.project': 'lab',
      'com.docker.compose.service': 'web',
      'drydock.workspaceFolder': '/home/ana/$HOME',
      'drydock.devcontainer': '.devcontainer.json',
      other: 'x',
    };
    const project = composeProjectOf('lab', [{ labels }, told({ project: 'lab', service: 'db' })]);
    assert.deepEqual(JSON.parse(labelsFile(project.labels)), {
      services: {
        web: {
          labels: {
            'drydock.workspaceFolder': '/home/ana/$$HOME',
            'drydock.devcontainer': '.devcontainer.json',
          },
        },
      },
    });
  });

  test('has a file on top only where Compose would find the file by itself', () => {
    assert.equal(overridesOf('compose.yaml')[0], 'compose.override.yml');
    assert.deepEqual(overridesOf('compose.lab.yaml'), []);
  });
});

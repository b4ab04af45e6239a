import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';

suite('The whole way, as a person walks it', () => {
  let project: SampleProject;
  let session: WorkbenchSession;

  suiteSetup(async () => {
    project = await SampleProject.copy();
    session = await WorkbenchSession.start(project.hostPath, 'walk');
  });

  suiteTeardown(async () => {
    await session.stop();
    await project.remove();
  });

  test('the Drydock views are there', async () => {
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    await workbench.view('Containers').waitFor();
    await workbench.view('Images').waitFor();
    await workbench.screenshot('01-views');
  });
});

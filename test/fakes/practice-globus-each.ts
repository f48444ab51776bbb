import { afterEach, beforeEach } from 'vitest';
import { type PracticeGlobus, type PracticeOrder, startPracticeGlobus } from '../globus/start';

/** Each test of the file has a practice Globus of its own, which the app finds in its environment. */
export function practiceGlobusEach(order: PracticeOrder, begins: (globus: PracticeGlobus) => void): void {
  let globus: PracticeGlobus;
  beforeEach(async () => {
    globus = await startPracticeGlobus(order);
    process.env['GLOBUS_SDK_SERVICE_URL_AUTH'] = globus.authUrl;
    process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = globus.transferUrl;
    begins(globus);
  });
  afterEach(async () => {
    await globus.stop();
    delete process.env['GLOBUS_SDK_SERVICE_URL_AUTH'];
    delete process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'];
  });
}

import { readFileSync } from 'node:fs';
import { assess } from '../../src/assess.js';
import { startDemoServer } from '../../src/demo/index.js';
import type { DemoServer, PersonaName } from '../../src/demo/index.js';
import { checkAnswers, shippedFramework } from '../../src/framework/index.js';
import type { Answers } from '../../src/framework/index.js';
import type { Assessment, ScoreContext } from '../../src/model/index.js';
import { ACUTE } from './fixture.js';

const answersOf = async (server: DemoServer): Promise<Answers> => {
  const file = new URL('../../samples/answers/acute-exemplar.json', import.meta.url);
  const answers = await checkAnswers(JSON.parse(readFileSync(file, 'utf8')));
  return answers.api === undefined
    ? answers
    : { ...answers, api: { ...answers.api, url: new URL('/docs', server.url).href } };
};

/** A demo trust assessed by the real pipeline over HTTPS, as `demo` would do it. */
export async function assessPersona(persona: PersonaName, context: ScoreContext = ACUTE): Promise<Assessment> {
  const server = await startDemoServer({ persona, https: true });
  try {
    const answers = persona === 'exemplar' ? await answersOf(server) : undefined;
    return await assess({
      endpoints: [
        {
          id: 'demo',
          base: server.url,
          proxy: false,
          ...(server.ca === undefined ? {} : { tls: { ca: [server.ca] } }),
          auth: server.token === undefined ? { kind: 'none' } : { kind: 'bearer', tokenEnv: 'DEMO_TOKEN' },
        },
      ],
      context,
      framework: shippedFramework(),
      seed: 1,
      environment: { DEMO_TOKEN: server.token },
      testPatients: server.testPatient === undefined ? [] : [server.testPatient],
      ...(answers === undefined ? {} : { answers }),
      ...(answers?.organisation === undefined ? {} : { organisation: answers.organisation }),
    });
  } finally {
    await server.close();
  }
}

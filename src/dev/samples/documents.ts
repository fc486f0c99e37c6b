import { synthetic } from './codes.js';
import { patientOf } from './encounters.js';
import { COUNTS, type World } from './world.js';

/** Documents, each with its content as a Binary on the same server. */
export function addDocuments(world: World): void {
  for (let n = 0; n < COUNTS.document; n++) {
    const content = Buffer.from(`Synthetic document ${n + 1}. It tells of no one.`);
    const binary = world.add({ resourceType: 'Binary', contentType: 'text/plain', data: content.toString('base64') });
    const date = world.moment();
    world.add({
      resourceType: 'DocumentReference',
      identifier: [{ system: `https://${world.settings.name}.example/Id/document`, value: `ZZDOC${10_000 + n}` }],
      status: 'current',
      docStatus: 'final',
      type: synthetic('document', n % 6),
      subject: world.nth('Patient', patientOf(n)),
      date,
      author: [world.any('Practitioner', COUNTS.practitioner)],
      custodian: world.nth('Organization', 0),
      content: [
        {
          attachment: {
            contentType: 'text/plain',
            url: binary.reference ?? '',
            size: content.length,
            title: `Synthetic document ${n + 1}`,
            creation: date,
          },
        },
      ],
      context: {
        encounter: [world.nth('Encounter', n)],
        period: { start: date },
        practiceSetting: synthetic('care setting', n % 8),
      },
    });
  }
}

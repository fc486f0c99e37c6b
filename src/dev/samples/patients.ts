import type { Patient } from 'fhir/r4.js';
import { address, familyName, givenName, nhsNumber, phone } from './cast.js';
import { hl7, ukCore, UK_EXTENSION } from './codes.js';
import { COUNTS, type World } from './world.js';

const ETHNIC: readonly (readonly [string, string])[] = [
  ['A', 'White - British'],
  ['B', 'White - Irish'],
  ['F', 'Mixed - White and Asian'],
];

export function addPatients(world: World): void {
  for (let n = 0; n < COUNTS.patient; n++) world.add(patient(world, n), 'Patient');
}

function patient(world: World, n: number): Patient {
  const { random, settings } = world;
  const gender = random.pick(['male', 'female'] as const);
  const [ethnic, ethnicWords] = random.pick(ETHNIC);
  const family = familyName(random);
  const number = nhsNumber(settings.firstNumber + n);
  return {
    resourceType: 'Patient',
    extension: [
      { url: `${UK_EXTENSION}EthnicCategory`, valueCodeableConcept: ukCore('EthnicCategoryEngland', ethnic, ethnicWords) },
    ],
    identifier: [
      {
        extension: [
          {
            url: `${UK_EXTENSION}NHSNumberVerificationStatus`,
            valueCodeableConcept: ukCore('NHSNumberVerificationStatusEngland', '01', 'Number present and verified'),
          },
        ],
        system: 'https://fhir.nhs.uk/Id/nhs-number',
        value: number,
      },
      { use: 'usual', system: `https://${settings.name}.example/Id/hospital-number`, value: `ZZ${settings.ods}${10_000 + n}` },
    ],
    active: true,
    name: [{ use: 'official', family, given: [givenName(random)] }],
    telecom: [
      { system: 'phone', value: phone(random), use: 'home' },
      { system: 'email', value: `${family.toLowerCase()}${n}@patients.${settings.name}.example`, use: 'home' },
    ],
    gender,
    birthDate: birthDate(world),
    ...(n % 17 === 5 ? { deceasedDateTime: world.moment() } : {}),
    address: [{ use: 'home', ...address(random) }],
    maritalStatus: random.chance(0.5) ? hl7('v3-MaritalStatus', 'M', 'Married') : hl7('v3-MaritalStatus', 'S', 'Never Married'),
    ...(n % 4 === 0
      ? {
          contact: [
            {
              relationship: [hl7('v2-0131', 'N', 'Next-of-Kin')],
              name: { family, given: [givenName(random)] },
              telecom: [{ system: 'phone' as const, value: phone(random) }],
            },
          ],
        }
      : {}),
    generalPractitioner: [world.nth('Organization', random.int(12, COUNTS.organization - 1))],
    managingOrganization: world.nth('Organization', 0),
  };
}

function birthDate(world: World): string {
  const day = Date.UTC(1931, 2, 3) + world.random.int(0, 31_000) * 86_400_000;
  return new Date(day).toISOString().slice(0, 10);
}

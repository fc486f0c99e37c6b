import { address, familyName, givenName, phone } from './cast.js';
import { hl7, synthetic, ukCore } from './codes.js';
import { COUNTS, type World } from './world.js';

const SPECIALTIES: readonly (readonly [string, string])[] = [
  ['100', 'General Surgery'],
  ['101', 'Urology'],
  ['110', 'Trauma and Orthopaedics'],
  ['130', 'Ophthalmology'],
];

/** The trust, its sites and neighbours, and the people who work there. */
export function addOrganisations(world: World): void {
  const { random, settings } = world;
  for (let n = 0; n < COUNTS.organization; n++) {
    const own = n === 0;
    const practice = n >= 12;
    const code = own ? settings.ods : `ZZ9${10 + n}`;
    const identifier = [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: code }];
    world.add(
      {
        resourceType: 'Organization',
        identifier,
        active: true,
        type: [hl7('organization-type', 'prov', 'Healthcare Provider')],
        name: own ? settings.title : `Synthetic ${practice ? 'practice' : 'trust'} ${n}`,
        telecom: [{ system: 'phone', value: phone(random), use: 'work' }],
        address: [{ ...address(random), use: 'work' }],
        ...(own ? {} : { partOf: world.nth('Organization', 0) }),
      },
      'Organization',
    );
  }
  addLocations(world);
  addPeople(world);
}

function addLocations(world: World): void {
  const { random, settings } = world;
  for (let n = 0; n < COUNTS.location; n++) {
    const site = `${settings.ods}${String(n).padStart(2, '0')}`;
    world.add(
      {
        resourceType: 'Location',
        identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-site-code', value: site }],
        status: 'active',
        name: `Synthetic site ${n + 1}`,
        mode: 'instance',
        type: [hl7('v3-RoleCode', 'HOSP', 'Hospital')],
        telecom: [{ system: 'phone', value: phone(random), use: 'work' }],
        address: address(random),
        physicalType:
          n % 2 === 0 ? hl7('location-physical-type', 'bu', 'Building') : hl7('location-physical-type', 'wa', 'Ward'),
        managingOrganization: world.nth('Organization', 0),
      },
      'Location',
    );
  }
}

function addPeople(world: World): void {
  const { random } = world;
  for (let n = 0; n < COUNTS.practitioner; n++) {
    const sds = `99999${String(world.settings.firstNumber * 100 + n).padStart(7, '0')}`;
    const practitioner = world.add(
      {
        resourceType: 'Practitioner',
        identifier: [{ system: 'https://fhir.nhs.uk/Id/sds-user-id', value: sds }],
        active: true,
        name: [{ use: 'official', family: familyName(random), given: [givenName(random)], prefix: ['Dr'] }],
        telecom: [{ system: 'phone', value: phone(random), use: 'work' }],
        gender: random.pick(['male', 'female']),
      },
      'Practitioner',
    );
    const [code, display] = random.pick(SPECIALTIES);
    world.add(
      {
        resourceType: 'PractitionerRole',
        identifier: [{ system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: `1${sds.slice(1)}` }],
        active: true,
        period: { start: '2020-01-06' },
        practitioner,
        organization: world.nth('Organization', 0),
        code: [synthetic('care setting', n % 8)],
        specialty: [ukCore('PracticeSettingCode', code, display)],
        location: [world.any('Location', COUNTS.location)],
        telecom: [{ system: 'phone', value: phone(random), use: 'work' }],
      },
      'PractitionerRole',
    );
  }
}
